import Provisioning
import Terminal

extension PreviewPage {
    /// What the keys of decisions do about a row that a moved unit is the reason of; `nil` for other rows. All of it is one decision.
    func decideUnitMoves(_ key: Key, _ row: Row, _ plan: Plan) -> [PageAction]? {
        switch (row, key) {
        case (.byUnit, PageKey.release.key), (.byUnit, PageKey.releaseKind.key): return [.ask(.decideUnitMoves(.release, in: plan))]
        case (.byUnit, PageKey.reject.key), (.byUnit, PageKey.rejectKind.key): return [.ask(.decideUnitMoves(.reject, in: plan))]
        case (.byUnit, PageKey.undo.key): return [.tell("Nothing was decided about it.", .muted)]
        case (.unitMove, PageKey.undo.key): return [.ask(.decideUnitMoves(.restore, in: plan))]
        case (.unitMove, PageKey.tryAgain.key), (.byUnit, PageKey.tryAgain.key): return [.tell("It does not wait for another try.", .muted)]
        case (.unitMove, _): return [.tell("It was already decided; u takes that back.", .muted)]
        default: return nil
        }
    }
}
