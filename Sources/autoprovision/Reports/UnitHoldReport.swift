import Provisioning
import Wording

/// What moved units alone would change, for machines.
struct UnitHoldReport: Encodable {
    /// A unit that was moved.
    struct Move: Encodable {
        let id: String
        let from: String
        let to: String

        init(_ move: UnitMove) { (id, from, to) = (move.id, move.from, move.to) }
    }

    let moves: [Move]
    let gains: [PlanReport.Action]
    let losses: [PlanReport.Action]
    let sentence: String

    init(_ hold: UnitHold) {
        moves = hold.moves.map(Move.init)
        gains = hold.effects.filter(\.isGain).map(PlanReport.Action.init)
        losses = hold.effects.filter { !$0.isGain }.map(PlanReport.Action.init)
        sentence = hold.sentence
    }
}
