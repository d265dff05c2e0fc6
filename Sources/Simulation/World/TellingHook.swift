import Foundation
import JSON

/// The other side of a world's webhook: where alerts are told, at times to nobody.
struct TellingHook: Sendable {
    /// Where it is.
    static let path = "/told"

    /// What becomes of a message.
    enum Fate: Sendable {
        case taken
        case refused
        /// It arrives, and the answer does not.
        case unanswered
        /// It arrives, and the program that told it dies before it knows.
        case died
    }

    /// What happens to messages until somebody changes that.
    var fate = Fate.taken
    /// What was told by each message, by its id.
    private(set) var told: [String: [String]] = [:]
    /// When messages were made that were tried in vain, by id, as far as the program knows.
    private(set) var undelivered: [String: Date] = [:]
    /// Whether a message was given up because nobody took it for days.
    private(set) var hasGivenUp = false

    /// How long a message is tried, in seconds.
    private static let patience: TimeInterval = 3 * 86_400

    /// Somebody tells something; answers what becomes of it, and what is wrong about it.
    mutating func take(_ body: Data) -> (fate: Fate, violation: String?) {
        guard let message = JSONValue(body), let id = message["id"]?.string else { return (.taken, "a message has no id") }
        let now = fate
        // One death is enough.
        if case .died = fate { fate = .taken }
        let events = (message["alerts"]?.elements ?? []).compactMap { alert in
            alert["event"]?.string.flatMap { event in alert["kind"]?.string.map { Self.mark(event) + $0 } }
        }
        switch now {
        case .taken: undelivered[id] = nil
        case .refused, .unanswered: undelivered[id] = message["made"]?.string.flatMap { try? Date($0, strategy: .iso8601) }
        case .died: break
        }
        if case .refused = now { return (now, nil) }
        let earlier = told.updateValue(events, forKey: id)
        return (now, earlier.map { $0 == events } ?? true ? nil : "the message \(id) said \(earlier ?? []) first and \(events) later")
    }

    private static func mark(_ event: String) -> String {
        switch event {
        case "opened": "+"
        case "closed": "-"
        default: "="
        }
    }

    /// Somebody looked at this moment: what is too old is given up.
    mutating func look(at now: Date) {
        let before = undelivered.count
        undelivered = undelivered.filter { now.timeIntervalSince($0.value) < Self.patience - 5 }
        if undelivered.count < before { hasGivenUp = true }
    }

    /// How often each was told to be opened and closed.
    var events: [String: Int] { told.values.joined().filter { !$0.hasPrefix("=") }.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}
