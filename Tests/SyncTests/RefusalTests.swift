import Foundation
import Ledger
import Provisioning
import Sandbox
import Synchronization
import Testing
import Wording

@testable import Engine
@testable import Sync

@Suite("Refusals for one and for all, against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct RefusalTests {
    static let forbidden =
        #"{"errors": [{"errorCode": "CMN-408", "message": "In order to call this API endpoint, user needs to have [EditUserInfo] permission"}]}"#

    /// A home after its first run, with people who are suspended in Google since, and the account of the first of them.
    static func offboarding(people count: Int) async throws -> (home: SandboxHome, people: [String], account: String) {
        let home = try await SandboxHome(users: 60)
        _ = try await home.workspace.runs.sync()
        try await home.workspace.setup.update { $0.safeguards = Safeguards(limits: [:]) }
        let people = Array(try await home.activePeople().sorted().prefix(count))
        for id in people { try await home.control("people/\(id)/suspend") }
        let account = try #require(try await home.accounts().first { $0.externalID == people[0] }?.id)
        return (home, people, account)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let status: Int
        var body = ""
        var isForEveryRequest = false
        var testDescription: String { "\(status)\(isForEveryRequest ? " to reads too" : "") \(body.prefix(20))" }
    }

    @Test(
        "What the app refuses for one account is that person's failure, by name; suspensions and creations of others go on, and so does the next run",
        arguments: [
            Fault(status: 403, body: forbidden), Fault(status: 403, body: forbidden, isForEveryRequest: true), Fault(status: 400),
            Fault(status: 500, isForEveryRequest: true), Fault(status: 503), Fault(status: 401, isForEveryRequest: true),
            Fault(status: 403, body: "<html>"),
            Fault(status: 418, isForEveryRequest: true),
        ])
    func oneAccount(_ fault: Fault) async throws {
        let (home, people, account) = try await Self.offboarding(people: 4)
        try await home.control("people", ["primaryEmail": "new.hire@corp.example", "givenName": "New", "familyName": "Hire"])
        var control: [String: any Sendable] = [
            "kind": "status", "path": "/scim/v2/Users/\(account)", "exact": true, "status": fault.status, "body": fault.body, "times": 1_000,
        ]
        if !fault.isForEveryRequest { control["method"] = "PATCH" }
        try await home.control("faults", control)
        let run = try await home.workspace.runs.sync()
        #expect(run.outcome == .doneWithFailures && run.failures == 1 && run.counts == [.suspend: 3, .create: 1], "\(run)")
        let failure = try #require(try await home.workspace.history.failures().first)
        #expect(failure.personID == people[0] && failure.accountID == account)
        #expect(try await home.accounts().filter { $0.externalID.map(people.contains) ?? false }.count(where: \.active) == 1)
        // Nothing stands in the way of the next run, and the person is tried again once the cause is gone.
        home.clock.advance(days: 1.1)
        #expect(try await home.workspace.runs.sync().outcome == .doneWithFailures)
        try await home.control("faults/clear")
        home.clock.advance(days: 1.1)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test("When a harmless read is refused too, the run ends at once with the reason, and nobody is named", arguments: [403, 404, 500])
    func everything(status: Int) async throws {
        let (home, people, _) = try await Self.offboarding(people: 4)
        let failures = try await home.workspace.history.failures()
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "status": status, "body": "<html>", "times": 1_000])
        await #expect {
            _ = try await home.workspace.runs.sync()
        } throws: {
            let text = String(describing: $0)
            return status != 404 || text.contains("application.baseURL") && !text.contains("account Users")
        }
        #expect(try await home.workspace.history.failures() == failures)
        try await home.control("faults/clear")
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == [.suspend: people.count], "a link was forgotten")
        await home.server.stop()
    }

    @Test("Five different people in a row end the run, which names them; the run after it goes on with the others")
    func fiveInARow() async throws {
        let (home, people, _) = try await Self.offboarding(people: 24)
        #expect(people.count > PlanApplication.requestsInFlight)
        let failures = try await home.workspace.history.failures().count
        try await home.control(
            "faults", ["kind": "status", "path": "/scim/v2/Users", "method": "PATCH", "status": 403, "body": Self.forbidden, "times": 1_000])
        await #expect {
            _ = try await home.workspace.runs.sync()
        } throws: {
            String(describing: $0).contains("refused 5 different people one after the other") && String(describing: $0).contains("@corp.example")
        }
        let refused = try await home.workspace.history.failures().count - failures
        #expect(refused >= 5 && refused < people.count)
        try await home.control("faults/clear")
        // Who was refused waits for another try.
        #expect(try await home.workspace.runs.sync().counts == [.suspend: people.count - refused])
        await home.server.stop()
    }

    @Test("A newcomer whose account cannot be looked up is named, and gets no second one; the others get theirs", arguments: [403, 500])
    func newcomer(status: Int) async throws {
        let home = try await SandboxHome()
        let problems = try await home.workspace.runs.sync().problems
        for name in ["first.hire", "second.hire"] {
            try await home.control("people", ["primaryEmail": "\(name)@corp.example", "givenName": "New", "familyName": "Hire"])
        }
        // The first lookup of the run, and its repetitions.
        try await home.control(
            "faults",
            ["kind": "status", "path": "/scim/v2/Users", "exact": true, "method": "GET", "status": status, "times": status == 500 ? 4 : 1])
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == [.create: 1] && run.problems == problems + 1, "\(run)")
        #expect(try await home.workspace.history.failures().contains { $0.code == "lookupRefused" })
        #expect(try await home.workspace.runs.sync().counts == [.create: 1])
        await home.server.stop()
    }

    @Test("A suspension whose answer was lost, at an account that the app refuses to show, is that person's failure; the others go on")
    func lostAnswer() async throws {
        let (home, people, account) = try await Self.offboarding(people: 3)
        let path = "/scim/v2/Users/\(account)"
        try await home.control("faults", ["kind": "dropAfter", "path": path, "method": "PATCH", "times": 1])
        try await home.control("faults", ["kind": "status", "path": path, "method": "GET", "status": 500, "times": 1_000])
        let run = try await home.workspace.runs.sync()
        #expect(run.outcome == .doneWithFailures && run.counts == [.suspend: 2] && run.failures == 1)
        #expect(try await home.workspace.history.failures().first?.personID == people[0])
        await home.server.stop()
    }

    @Test(
        "What a dead run left open and the app refuses to show is that person's failure, stops nobody else, and stays open until the app shows the account"
    )
    func openIntent() async throws {
        let (home, people, account) = try await Self.offboarding(people: 2)
        let entry = try #require(try await home.workspace.runs.preview().entries.first { $0.personID == people[0] })
        let ledger = home.workspace.context.ledger
        _ = try ledger.record(
            outcomes: [], run: try ledger.beginRun(configurationRevision: 1, now: home.clock.now).id, intents: [(entry, isReleased: false)],
            now: home.clock.now)
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "method": "GET", "status": 500, "times": 1_000])
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.sync() }
        #expect(try ledger.openIntents().map(\.personID) == [people[0]])
        try await home.control("faults/clear")
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users/\(account)", "method": "GET", "status": 500, "times": 1_000])
        let run = try await home.workspace.runs.sync()
        #expect(run.outcome == .doneWithFailures && run.counts == [.suspend: 1], "\(run)")
        #expect(
            run.message?.contains("Whether 1 action was carried out is not known") == true && run.message?.contains(entry.email) == true, "\(run)")
        #expect(try ledger.openIntents().map(\.personID) == [people[0]])
        let activity = try await home.workspace.history.activity(limit: 1_000).filter { $0.personID == people[0] }
        #expect(activity.contains { $0.state == .failed && $0.code == "server-unavailable" })
        // Asked by every run, said once.
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.history.activity(limit: 1_000).count { $0.personID == people[0] && $0.state == .failed } == 1)
        try await home.control("faults/clear")
        _ = try await home.workspace.runs.sync()
        #expect(try ledger.openIntents().isEmpty)
        home.clock.advance(days: 1.1)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test(
        "An account that was made without an answer about it is not lost when its lookup is refused and its person leaves meanwhile",
        arguments: ["dropAfter", "aboutSomebodyElse"])
    func openCreation(fault: String) async throws {
        let home = try await SandboxHome(users: 8, policy: DeprovisioningPolicy(suspended: .init(suspend: .within24Hours)))
        _ = try await home.workspace.runs.sync()
        try await home.control("people", ["primaryEmail": "newcomer@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        let id = try await home.personID("newcomer@corp.example")
        try await home.control("faults", ["kind": fault, "path": "/scim/v2/Users", "method": "POST", "times": 1, "takesEffect": true])
        // Somebody with a problem and the newcomer are looked up before, and the newcomer once more afterwards.
        try await home.control(
            "faults", ["kind": "status", "path": "/scim/v2/Users", "method": "GET", "status": 403, "body": "{}", "skip": 2, "times": 1])
        let first = try await home.workspace.runs.sync()
        #expect(first.outcome == .doneWithFailures && first.failures == 1 && first.message?.contains("newcomer@corp.example") == true, "\(first)")
        try await home.control("people/\(id)/suspend")
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == [.suspend: 1], "\(run)")
        #expect(try await home.accounts().first { $0.externalID == id }?.active == false)
        await home.server.stop()
    }

    @Test(
        "People whom the directory's lists leave out and for whom Google refuses to answer keep their accounts and are named; the others are dealt with",
        arguments: [403, 410, 400])
    func unansweredPerson(status: Int) async throws {
        let home = try await SandboxHome(users: 60)
        try await home.workspace.setup.update { $0.safeguards = Safeguards(limits: [:]) }
        _ = try await home.workspace.runs.sync()
        let people = Array(try await home.activePeople().sorted().prefix(3))
        for id in people { try await home.control("people/\(id)/delete") }
        home.clock.advance(days: 25)
        try await home.control("clock", ["advanceSeconds": 25 * 86_400])
        try await home.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/users/\(people[0])", "exact": true, "status": status, "times": 100])
        let run = try await home.workspace.runs.sync()
        let accounts = try await home.accounts()
        #expect(accounts.first { $0.externalID == people[0] }?.active == true)
        #expect(run.counts[.suspend] == 2, "\(run)")
        #expect(run.message?.contains("the directory did not say whether") == true)
        try await home.control("faults/clear")
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }
}
