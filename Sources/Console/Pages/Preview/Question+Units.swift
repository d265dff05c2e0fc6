import Provisioning
import Terminal
import Wording

extension Question {
    /// Asks about what moved units would change, which is one decision.
    static func decideUnitMoves(_ change: HeldChange, in plan: Plan) -> Question {
        let moves = change == .restore ? plan.releasedUnitMoves + plan.rejectedUnitMoves : plan.undecidedUnitMoves
        let verb =
            switch change {
            case .release: "Release"
            case .reject: "Reject"
            case .restore: "Take back"
            }
        let shown = change == .restore ? moves.prefix(3).map { "The \($0.words)." } : [plan.unitHold?.sentence].compactMap(\.self)
        return Question(
            dialog: Dialog(
                title: change == .restore ? "Take back what was decided about the moved units?" : "\(verb) what the moved units would change?",
                message: shown + [UnitHold.effect(of: change)],
                buttons: ButtonRow([Button("Leave it"), Button(verb, isPrimary: true)])),
            purpose: .perform(.task(DecidePlan(.unitMoves(change, moves), of: plan))))
    }
}
