import Directory
import Engine
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Wording

@Suite("What the app refuses during a run", .serialized, .timeLimit(.minutes(5)))
struct RunRefusalTests {
    @Test("Exhausted licences stop creations only; with new ones the next run goes on")
    func licences() async throws {
        let home = try await SandboxHome()
        try await home.control("licences", ["free": 5])
        let plan = try await home.workspace.runs.preview()
        let run = try await home.workspace.runs.sync()
        #expect(run.counts[.create] == 5)
        #expect(run.counts[.adopt] == plan.counts[.adopt])
        let notTried = (plan.counts[.create] ?? 0) - 5 - run.failures
        #expect(run.message?.contains("\(notTried) more to create were not tried") == true, "\(run.message ?? "")")
        #expect(try await home.workspace.history.failures().first { $0.kind == .create }?.message?.contains("no free license left") == true)
        try await home.control("licences", ["free": 500])
        #expect(try await home.workspace.runs.sync().counts[.create] == (plan.counts[.create] ?? 0) - 5)
        await home.server.stop()
    }

    @Test("One record that the app refuses stops nobody else, and says what to mend")
    func oneBadRecord() async throws {
        let home = try await SandboxHome()
        try await home.control(
            "faults",
            [
                "kind": "status", "path": "/scim/v2/Users", "method": "POST", "status": 400,
                "body": #"{"detail": "bad value", "scimType": "invalidValue"}"#, "times": 1,
            ])
        let plan = try await home.workspace.runs.preview()
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 1)
        #expect(run.counts[.create] == (plan.counts[.create] ?? 0) - 1)
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts == [.create: 1])
        await home.server.stop()
    }

    @Test("A record at which the app breaks stops nobody else; an app that breaks at every record stops the run", arguments: [1, 100])
    func serverFailures(times: Int) async throws {
        let home = try await SandboxHome()
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "method": "POST", "status": 503, "times": times])
        let plan = try await home.workspace.runs.preview()
        if times == 1 {
            let run = try await home.workspace.runs.sync()
            #expect(run.failures == 1)
            #expect(run.counts[.create] == (plan.counts[.create] ?? 0) - 1)
        } else {
            await #expect(throws: OperationError.self) { try await home.workspace.runs.sync() }
            #expect(try await home.workspace.checks.status().usage?.created == 0)
        }
        try await home.control("faults/clear")
        // What failed waits; what was not tried would go at once.
        home.clock.advance(days: 1.0 / 24)
        let again = try await home.workspace.runs.sync()
        #expect(again.counts[.create] == (times == 1 ? 1 : plan.counts[.create]))
        await home.server.stop()
    }

    @Test("After a 429 that another client provoked there is silence for Retry-After, then the same action goes again; nothing failed")
    func throttled() async throws {
        let home = try await SandboxHome()
        try await home.control(
            "faults", ["kind": "status", "path": "/scim/v2/Users", "method": "POST", "status": 429, "retryAfter": 2, "times": 1, "skip": 20])
        let plan = try await home.workspace.runs.preview()
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == plan.counts)
        #expect(run.failures == 0)
        let writes = try await home.writeTimes()
        let refused = try #require(writes.firstIndex { $0.status == 429 })
        // Those that were in flight together with it had left already.
        let later = writes[refused...].dropFirst().filter { $0.time.timeIntervalSince(writes[refused].time) > 0.5 }
        #expect(!later.isEmpty)
        #expect(later.allSatisfy { $0.time.timeIntervalSince(writes[refused].time) >= 2 })
        await home.server.stop()
    }

    @Test(
        "Once the app refuses everything with 401, a renewed token too, the run ends as an authorization that ended, names nobody, and writes nothing more"
    )
    func everythingUnauthorized() async throws {
        let home = try await SandboxHome()
        let planned = try await home.workspace.runs.preview().counts.values.reduce(0, +)
        let workspace = try home.anotherWorkspace(
            transport: AuthorizationStressTests.Interrupting(afterWrites: 4) {
                try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "status": 401, "times": 100_000])
            })
        await #expect { _ = try await workspace.runs.sync() } throws: { AuthorizationStressTests.isReauthorizationNeeded($0) }
        let done = try await home.writes().filter { !$0.key.hasSuffix("401") }.values.reduce(0, +)
        #expect(done == 4 && done < planned)
        #expect(try await workspace.history.failures().filter { $0.kind != nil }.isEmpty, "it is nobody's own failure")
        let before = try await home.accounts()
        await #expect { _ = try await workspace.runs.sync() } throws: { AuthorizationStressTests.isReauthorizationNeeded($0) }
        #expect(try await home.accounts() == before)
        try await home.control("faults/clear")
        #expect(try await workspace.runs.sync().counts.values.reduce(0, +) == planned - done)
        await home.server.stop()
    }

    /// Nobody renews a bearer token, so that the question is asked with the very token that was refused.
    @Test("Creations that the app refuses with 401, while it takes the same token for another question, end the run after five people, who are named")
    func creationsUnauthorized() async throws {
        let home = try await SandboxHome(users: 10)
        try await ProfileTests.useBearerToken(in: home, ["limits": ["requests": 1_000, "windowSeconds": 1, "inFlight": 2]])
        _ = try await home.workspace.runs.sync()
        for number in 1...6 {
            try await home.control("people", ["primaryEmail": "hire-\(number)@corp.example", "givenName": "New", "familyName": "Hire \(number)"])
        }
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "method": "POST", "status": 401, "times": 1_000])
        let before = try await home.accounts()
        await #expect {
            _ = try await home.workspace.runs.sync()
        } throws: {
            guard case .application(_, let message)? = $0 as? OperationError else { return false }
            return message.contains("refused 5 different people one after the other") && message.contains("hire-")
        }
        #expect(try await home.accounts() == before)
        // Those who were refused wait for another try, and then get their accounts.
        try await home.control("faults/clear")
        home.clock.advance(days: 1.1)
        // The sandbox's tokens are good for an hour.
        try await home.workspace.authorization.setBearerToken(try await ProfileTests.accessToken(home))
        #expect(try await home.workspace.runs.sync().counts == [.create: 6])
        await home.server.stop()
    }
}
