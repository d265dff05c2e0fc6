import Provisioning
import Terminal
import Wording

extension PreviewPage {
    /// What the keys of decisions ask about all that is marked.
    func decideMarked(_ key: Key, _ plan: Plan) -> PageAction {
        var entries: [PlanEntry] = []
        let change: HeldChange = key == PageKey.release.key ? .release : key == PageKey.undo.key ? .restore : .reject
        for item in plan.items {
            guard case .action(let entry, let standing?) = Row(item), marks.contains(Row(item).id) else { continue }
            switch change {
            case .release: if standing != .released { entries.append(entry) }
            case .reject: if standing != .rejected { entries.append(entry) }
            case .restore: if standing != .held { entries.append(entry) }
            }
        }
        return entries.isEmpty ? .tell("Nothing that is marked can be decided so.", .muted) : .ask(.decideHeld(change, entries, in: plan))
    }

    /// What the keys of decisions do about a row.
    func decide(_ key: Key, _ row: Row, _ plan: Plan, _ model: ConsoleModel) -> [PageAction] {
        // What was decided a moment ago is not in this plan yet.
        if model.isPlanning { return [.tell("Planning again; one moment.", .muted)] }
        if case .waiting(let waiting) = row, key == PageKey.tryAgain.key {
            return [.task(DecidePlan(.retry(waiting.entry.personID), of: plan)), .tell("The next run tries it again.", .success)]
        }
        if case .pending = row { return [.tell("Its delay has not passed; the page Pending cancels and postpones it.", .muted)] }
        if let actions = decideUnitMoves(key, row, plan) { return actions }
        guard case .action(let entry, let standing?) = row, key != PageKey.tryAgain.key else {
            return [.tell(key == PageKey.tryAgain.key ? "It does not wait for another try." : "No safeguard holds it.", .muted)]
        }
        let ofItsKind = plan.held.filter { $0.kind == entry.kind }
        switch (key, standing) {
        case (PageKey.undo.key, .held): return [.tell("Nothing was decided about it.", .muted)]
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
}
