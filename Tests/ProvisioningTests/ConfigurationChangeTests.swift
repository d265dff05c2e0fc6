import Foundation
import Provisioning
import Testing

@Suite("What saving a changed configuration means", .timeLimit(.minutes(1)))
struct ConfigurationChangeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Configuration) -> Void
        var decidesOtherwise = true
        var confirms: [DeprovisioningCause] = []
    }

    private static let saved: Configuration = {
        var configuration = World.configuration(policy: .init(suspended: .init(suspend: .after7Days)))
        configuration.autoprovisioning.deprovisioning[.deleted] = .init(hardDelete: .within24Hours)
        return configuration
    }()

    static let rows = [
        Row(testDescription: "nothing", change: { _ in }, decidesOtherwise: false),
        Row(testDescription: "the revision's number", change: { $0.revision += 1 }, decidesOtherwise: false),
        Row(testDescription: "how often it runs", change: { $0.runIntervalMinutes = 5 }, decidesOtherwise: false),
        Row(testDescription: "who is signed in", change: { $0.administrator = "nadia@corp.example" }, decidesOtherwise: false),
        Row(testDescription: "for whom the app is on", change: { $0.userAccess.groups = [World.reference("g")] }),
        Row(testDescription: "the scope", change: { $0.autoprovisioning.scope.groups = [World.reference("g")] }),
        Row(testDescription: "a limit", change: { $0.safeguards.limits[.delete] = .init(number: 1, percent: 1) }),
        Row(testDescription: "the directory", change: { $0.directory = .files(folder: "/elsewhere") }),
        Row(testDescription: "which account is protected", change: { $0.application.protectedAccount = "7" }),
        Row(
            testDescription: "rules, beside a hard delete that nobody notices: it is confirmed again",
            change: { $0.autoprovisioning.deprovisioning[.suspended].suspend = .after1Day }, confirms: [.deleted]),
        Row(
            testDescription: "a hard delete no later than the suspension",
            change: { $0.autoprovisioning.deprovisioning[.suspended].hardDelete = .after7Days }, confirms: [.suspended, .deleted]),
        Row(
            testDescription: "a hard delete that somebody can notice",
            change: { $0.autoprovisioning.deprovisioning[.deleted] = .init(hardDelete: .after7Days) }),
    ]

    @Test("Whether a run may do something else, and which hard deletes want to be confirmed", arguments: rows)
    func change(_ row: Row) {
        var edited = Self.saved
        row.change(&edited)
        #expect(edited.decidesOtherwise(than: Self.saved) == row.decidesOtherwise)
        #expect(edited.hardDeletesToConfirm(since: Self.saved) == row.confirms)
    }
}
