import Provisioning
import Terminal

extension PreviewPage {
    /// What + x * X and u do about a row that a moved unit is the reason of; `nil` for other rows. All of it is one decision.
    func decideUnitMoves(_ key: Key, _ row: Row, _ plan: Plan) -> [PageAction]? {
        switch (row, key) {
        case (.byUnit, .character("+")), (.byUnit, .character("*")): return [.ask(.decideUnitMoves(.release, in: plan))]
        case (.byUnit, .character("x")), (.byUnit, .character("X")), (.byUnit, .delete): return [.ask(.decideUnitMoves(.reject, in: plan))]
        case (.byUnit, .character("u")): return [.tell("Nothing was decided about it.", .muted)]
        case (.unitMove, .character("u")): return [.ask(.decideUnitMoves(.restore, in: plan))]
        case (.unitMove, .character("t")), (.byUnit, .character("t")): return [.tell("It does not wait for another try.", .muted)]
        case (.unitMove, _): return [.tell("It was decided about; u takes that back.", .muted)]
        case (.action(let entry, .released?), .character("u")) where plan.releasedByUnit.contains(entry.personID):
            return [.ask(.decideUnitMoves(.restore, in: plan))]
        default: return nil
        }
    }
}
