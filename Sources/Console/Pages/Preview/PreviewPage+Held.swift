import Provisioning
import Terminal
import Wording

extension PreviewPage {
    /// What the keys of decisions ask about all that is marked.
    func decideMarked(_ key: Key, _ plan: Plan) -> PageAction {
        let judged = plan.items.compactMap { item -> HeldKeys.Judged? in
            guard case .action(let entry, let standing?) = Row(item), marks.contains(Row(item).id) else { return nil }
            return (entry, standing)
        }
        return HeldKeys.marked(key, judged, plan)
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
        return HeldKeys.actions(key, (entry, standing), plan, model)
    }
}
