import Foundation

/// Knows what administrators must have been told: each alert opened once and closed once, and none that the world shows to be true left out.
struct AlertOracle: Sendable {
    /// Seconds for which nothing may start the runs before it is told.
    private static let patience: TimeInterval = 1_800

    /// What was told to be open.
    private var open: Set<String> = []
    /// Since when the switch is on, as far as somebody looked; nothing in a world starts its runs.
    private var onSince: Date?

    /// Takes what was told; answers what was told twice.
    mutating func hear(opened: [String], closed: [String]) -> String? {
        for name in closed where open.remove(name) == nil { return "\(name) was closed although it was not open" }
        for name in opened where !open.insert(name).inserted { return "\(name) was opened twice" }
        return nil
    }

    /// Somebody looked at this moment.
    mutating func look(isOn: Bool, at now: Date) { onSince = isOn ? onSince ?? now : nil }

    /// Whether nothing has started the runs for so long that it must have been told.
    func lacksService(at now: Date) -> Bool { onSince.map { $0 <= now - Self.patience } ?? false }

    /// Answers what was left out, or told without being true; `nil` as a truth says nothing.
    func missed(_ truths: [String: Bool?]) -> String? {
        for (name, truth) in truths.sorted(by: { $0.key < $1.key }) {
            guard let truth, truth != open.contains(name) else { continue }
            return truth ? "\(name) is true and was not opened" : "\(name) is over and was not closed"
        }
        return nil
    }
}
