import Foundation
import Provisioning
import Wording

extension PendingPage {
    /// An action, what becomes of it, and how it stands towards the safeguards, if they have to do with it.
    struct Row {
        let entry: PendingEntry
        let state: Plan.DeprovisioningState
        let judged: HeldKeys.Judged?

        /// What becomes of it, in a word.
        var stateWord: String { judged?.standing.rawValue ?? state.rawValue }
        /// Whether it can be canceled or postponed: what a safeguard holds is released or rejected.
        var isOpen: Bool { !entry.isCancelled && judged == nil }
    }

    /// What the list shows.
    enum Filter: String, CaseIterable {
        case all = "All"
        case held = "Held"
        case suspend = "Suspend"
        case hardDelete = "Hard delete"
        case archived = "Left alone"
        case cancelled = "Canceled"

        func shows(_ row: Row) -> Bool {
            let entry = row.entry
            return switch self {
            case .all: true
            case .held: row.judged?.standing == .held
            case .suspend: entry.scheduled.action == .suspend && !entry.isCancelled && !entry.isHeld
            case .hardDelete: entry.scheduled.action == .hardDelete && !entry.isCancelled && !entry.isHeld
            case .archived: entry.isHeld && !entry.isCancelled
            case .cancelled: entry.isCancelled
            }
        }
    }

    /// Why the keys of what waits for its delay do nothing to a row, and which ones do.
    static func words(_ standing: Plan.Standing) -> String {
        switch standing {
        case .held: "A safeguard holds it: + releases it, - rejects it."
        case .released: "It is released, and the next run does it: u takes that back, - rejects it."
        case .rejected: "It is rejected, so no run does it: u takes that back, + releases it."
        }
    }

    /// What is to come by a plan. What was released keeps its place among the held: whoever decides about one after the other goes down the list.
    static func rows(_ plan: Plan) -> [Row] {
        var judged: [String: (place: Int, judged: HeldKeys.Judged)] = [:]
        for (place, item) in plan.items.enumerated() {
            guard case .deprovisioning(let scheduled, _) = item.action.reason, let standing = Plan.Standing(item.fate) else { continue }
            judged[id(item.action.personID, scheduled)] = (place, (item.action, standing))
        }
        let rows = plan.deprovisioning.map { Row(entry: $0.entry, state: $0.state, judged: judged[id($0.entry)]?.judged) }
        func isWaiting(_ row: Row) -> Bool { row.judged.map { $0.standing != .rejected } ?? false }
        let waiting = rows.filter(isWaiting).sorted { (judged[id($0.entry)]?.place ?? 0) < (judged[id($1.entry)]?.place ?? 0) }
        let others = rows.filter { !isWaiting($0) }
        let due = others.prefix { $0.state == .due }
        return due + waiting + others.dropFirst(due.count)
    }

    /// What a mark is kept by.
    static func id(_ entry: PendingEntry) -> String { id(entry.personID, entry.scheduled) }

    static func id(_ person: String, _ scheduled: ScheduledAction) -> String {
        "\(person) \(scheduled.action.rawValue) \(scheduled.cause.rawValue)"
    }

    /// The entry in full: names repeat, and columns are narrow.
    static func words(_ row: Row) -> String {
        "\(row.entry.name) <\(row.entry.email)>: \(row.entry.words(row.state)), \(row.entry.scheduled.cause.words)."
    }

    /// "in 6 d 4 h", counted from the moment of the plan; "due", "held" and the like once the delay has passed.
    static func countdown(_ row: Row, at now: Date) -> String {
        if row.state != .pending { return row.stateWord }
        if row.entry.isCancelled { return "canceled" }
        if row.entry.isHeld { return "left alone" }
        return Countdown.words(until: row.entry.scheduled.due, from: now)
    }
}
