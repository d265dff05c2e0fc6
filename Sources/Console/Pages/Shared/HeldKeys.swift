import Provisioning
import Terminal

/// What can be decided about what a safeguard holds: the same keys with the same questions on every page that shows it.
enum HeldKeys {
    /// How an action stands towards the safeguards.
    typealias Judged = (entry: PlanEntry, standing: Plan.Standing)

    /// The keys for an action, the most useful first: what was decided is undone first.
    static func hints(_ standing: Plan.Standing) -> [KeyHint] {
        switch standing {
        case .held: [PageKey.release, .reject].hints
        case .released: [PageKey.undo, .reject].hints
        case .rejected: [PageKey.undo, .release].hints
        }
    }

    /// The keys that decide about more than one.
    static let hintsForMany = [PageKey.releaseAll, .rejectKind].hints

    /// Whether it is one of the keys that decide.
    static func isKey(_ key: Key) -> Bool {
        [PageKey.release, .reject, .releaseKind, .rejectKind, .undo].contains { $0.key == key }
    }

    /// What a key does about one action.
    static func actions(_ key: Key, _ judged: Judged, _ plan: Plan, _ model: ConsoleModel) -> [PageAction] {
        // What was decided a moment ago is not in this plan yet.
        if model.isPlanning { return [.tell("Planning again; one moment.", .muted)] }
        let (entry, standing) = judged
        let ofItsKind = plan.held.filter { $0.kind == entry.kind }
        switch (key, standing) {
        case (PageKey.undo.key, .held): return [.tell("Nothing was decided about it.", .muted)]
        case (PageKey.undo.key, .released) where plan.releasedByUnit.contains(entry.personID): return [.ask(.decideUnitMoves(.restore, in: plan))]
        case (PageKey.undo.key, .rejected) where entry.cause != nil: return [.ask(.decideHeld(.restore, [entry], in: plan))]
        case (PageKey.undo.key, _): return [.task(DecidePlan(.held(.restore, [entry]), of: plan)), .tell("Taken back.", .success)]
        case (PageKey.release.key, .released): return [.tell("It is released already; u takes that back.", .muted)]
        case (PageKey.reject.key, .rejected): return [.tell("It is rejected already; u takes that back.", .muted)]
        case (PageKey.release.key, _): return [.ask(.decideHeld(.release, [entry], in: plan))]
        case (PageKey.releaseKind.key, _), (PageKey.rejectKind.key, _):
            guard !ofItsKind.isEmpty else { return [.tell("Nothing else of its kind is held.", .muted)] }
            return [.ask(.decideHeld(key == PageKey.releaseKind.key ? .release : .reject, ofItsKind, in: plan))]
        default: return [.ask(.decideHeld(.reject, [entry], in: plan))]
        }
    }

    /// What the keys of one decision ask about all that is marked.
    static func marked(_ key: Key, _ judged: [Judged], _ plan: Plan) -> PageAction {
        let change: HeldChange = key == PageKey.release.key ? .release : key == PageKey.undo.key ? .restore : .reject
        let entries = judged.filter { _, standing in
            switch change {
            case .release: standing != .released
            case .reject: standing != .rejected
            case .restore: standing != .held
            }
        }.map(\.entry)
        return entries.isEmpty ? .tell("None of what is marked can be decided this way.", .muted) : .ask(.decideHeld(change, entries, in: plan))
    }

    /// Asks whether all that is held happens at once.
    static func releaseAll(_ plan: Plan, _ model: ConsoleModel) -> [PageAction] {
        guard plan.memory == nil else {
            return [.tell("No run is possible now. + and * release for the next one; what you decide is kept.", .warning)]
        }
        guard model.configuration.autoprovisioning.isOn else { return [.tell("Turn autoprovisioning on first.", .warning)] }
        return [.ask(.release(plan.holds.values.sorted { $0.kind < $1.kind }, in: plan))]
    }
}

extension Plan.Standing {
    /// How an action with this fate stands towards the safeguards; `nil` where they have nothing to do with it.
    init?(_ fate: PlanFate) {
        switch fate {
        case .held: self = .held
        case .released: self = .released
        case .rejected: self = .rejected
        case .due, .waiting: return nil
        }
    }
}
