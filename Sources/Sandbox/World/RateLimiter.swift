import Foundation

/// The sliding windows of RingCentral's usage plan, per user-and-application and group.
///
/// All sessions of one user with one application share a window, so another client can eat the budget.
/// Source: RingCentral developer guide, "Rate limits".
struct RateLimiter: Sendable {
    /// What the limiter says about one request, and the headers that go with it.
    struct Verdict: Equatable {
        var admitted: Bool
        var headers: [String: String]
    }

    private struct Window {
        var times: [Date] = []
        var penaltyEnd: Date?
    }

    private var windows: [String: Window] = [:]

    mutating func admit(user: String, group: RateLimitGroup, at now: Date, limits: SandboxRateLimits) -> Verdict {
        let key = "\(user)/\(group.rawValue)"
        var window = windows[key] ?? Window()
        defer { windows[key] = window }
        let limit = limits.limit(of: group)
        let oldest = now.addingTimeInterval(-Double(limits.windowSeconds))
        window.times.removeAll { $0 <= oldest || $0 > now }
        let penalised = window.penaltyEnd.map { now < $0 && $0 <= now.addingTimeInterval(Double(limits.penaltySeconds)) } ?? false
        var headers = [
            "X-Rate-Limit-Group": group.rawValue, "X-Rate-Limit-Limit": String(limit), "X-Rate-Limit-Window": String(limits.windowSeconds),
        ]
        guard !penalised, window.times.count < limit else {
            window.penaltyEnd = now.addingTimeInterval(Double(limits.penaltySeconds))
            headers["X-Rate-Limit-Remaining"] = "0"
            headers["Retry-After"] = String(limits.penaltySeconds)
            return Verdict(admitted: false, headers: headers)
        }
        window.penaltyEnd = nil
        window.times.append(now)
        headers["X-Rate-Limit-Remaining"] = String(limit - window.times.count)
        return Verdict(admitted: true, headers: headers)
    }

    mutating func reset() { windows.removeAll() }
}
