import Foundation
import Provisioning
import Testing

@Suite("A decision about a held suspension takes the hard delete of the same cause along", .timeLimit(.minutes(1)))
struct FollowingDeletionTests {
    private static let before = World.now - 60

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let verdict: HeldDecision.Verdict?
        var rejected: Date?
        var deletion: FollowingDeletion.Decided?
        let becomes: FollowingDeletion
    }

    private static let along = FollowingDeletion.Decided(made: before, isCancellation: true)
    private static let ownCancellation = FollowingDeletion.Decided(made: before - 1, isCancellation: true)
    private static let postponement = FollowingDeletion.Decided(made: before, isCancellation: false)

    static let rows = [
        Row(testDescription: "rejected: the account stays", verdict: .rejected, becomes: .isCancelled),
        Row(testDescription: "rejected again: canceled anew", verdict: .rejected, rejected: before, deletion: along, becomes: .isCancelled),
        Row(testDescription: "rejected after it was postponed", verdict: .rejected, deletion: postponement, becomes: .stays),
        Row(testDescription: "rejected after it was canceled", verdict: .rejected, deletion: ownCancellation, becomes: .stays),
        Row(testDescription: "taken back: what came along goes", verdict: nil, rejected: before, deletion: along, becomes: .isRestored),
        Row(testDescription: "released after all: what came along goes", verdict: .released, rejected: before, deletion: along, becomes: .isRestored),
        Row(testDescription: "taken back: what somebody canceled stays", verdict: nil, rejected: before, deletion: ownCancellation, becomes: .stays),
        Row(testDescription: "taken back: a postponement stays", verdict: nil, rejected: before, deletion: postponement, becomes: .stays),
        Row(testDescription: "taken back, and nothing was decided about it", verdict: nil, rejected: before, becomes: .stays),
        Row(testDescription: "released without a rejection before", verdict: .released, deletion: along, becomes: .stays),
    ]

    @Test("What becomes of the hard delete", arguments: rows)
    func becomes(_ row: Row) {
        #expect(FollowingDeletion(row.verdict, rejectedBefore: row.rejected, deletion: row.deletion) == row.becomes)
    }
}
