import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Answers that do not say what was asked, against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct AnswerTests {
    private static let zoe = "zoe.kowalczyk@corp.example"

    private static func account(_ home: SandboxHome, of person: String) async throws -> SandboxHome.Account {
        try #require(try await home.accounts().first { $0.externalID == person })
    }

    /// Reads of the app since the log was reset.
    private static func reads(_ home: SandboxHome) async throws -> Int {
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.count { $0["method"] as? String == "GET" && ($0["path"] as? String)?.hasPrefix("/scim") == true }
    }

    private static let deletesAtOnce = DeprovisioningPolicy(
        appTurnedOff: .init(hardDelete: .within24Hours), suspended: .init(hardDelete: .within24Hours), deleted: .init(hardDelete: .within24Hours))

    @Test(
        "A suspension without effect is that person's failure, is tried again, and then succeeds",
        arguments: [
            ["answer": "unchanged"], ["answer": "empty"],
            ["body": "<html><title>Sign in</title></html>", "contentType": "text/html"], ["body": "{\"status\": \"ok\"}"],
        ])
    func suspensionWithoutEffect(answer: [String: String]) async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        try await home.control("people/\(id)/suspend")
        try await home.control("faults", ["kind": "withoutEffect", "path": "/scim/v2/Users", "method": "PATCH", "times": 1].merging(answer) { $1 })
        let run = try await home.workspace.runs.sync()
        #expect(run.counts.isEmpty && run.failures == 1)
        #expect(try await home.workspace.history.failures().map(\.code).contains("without-effect"))
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await Self.account(home, of: id).active == false)
        await home.server.stop()
    }

    @Test("A deletion without effect is not logged as done", arguments: ["empty", "unchanged"])
    func deletionWithoutEffect(answer: String) async throws {
        let home = try await SandboxHome(policy: Self.deletesAtOnce)
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        try await home.control("people/\(id)/suspend")
        try await home.control("faults", ["kind": "withoutEffect", "path": "/scim/v2/Users", "method": "DELETE", "times": 1, "answer": answer])
        #expect(try await home.workspace.runs.sync().failures == 1)
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts == [.delete: 1])
        #expect(try await home.accounts().allSatisfy { $0.externalID != id })
        await home.server.stop()
    }

    @Test("A creation answered with another person's account links nobody to it: that one is never suspended for this one", arguments: [false, true])
    func creationAboutSomebodyElse(takesEffect: Bool) async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let other = try await Self.account(home, of: try await home.personID(Self.zoe))
        let made = try await home.control("people", ["primaryEmail": "new.hire@corp.example", "givenName": "New", "familyName": "Hire"])
        let hire = try #require((made["person"] as? [String: Any] ?? made)["id"] as? String)
        try await home.control(
            "faults",
            [
                "kind": "aboutSomebodyElse", "path": "/scim/v2/Users", "method": "POST", "times": 1, "body": other.id, "takesEffect": takesEffect,
            ])
        let run = try await home.workspace.runs.sync()
        if takesEffect {
            // One more read shows that it was made all the same.
            #expect(run.failures == 0 && run.counts == [.create: 1])
        } else {
            #expect(run.failures == 1 && run.counts.isEmpty)
            #expect(try await home.workspace.history.failures().map(\.code).contains("answer-about-another"))
            home.clock.advance(days: 1.0 / 24)
            // The person is looked up afresh, and made again.
            #expect(try await home.workspace.runs.sync().counts == [.create: 1])
        }
        try await home.control("people/\(hire)/suspend")
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await Self.account(home, of: hire).active == false)
        #expect(try await home.accounts().first { $0.id == other.id } == other)
        await home.server.stop()
    }

    @Test("An account that the app gave to a new hire is neither suspended, deleted nor renamed", arguments: [ActionKind.suspend, .delete, .rename])
    func givenAway(kind: ActionKind) async throws {
        let home = try await SandboxHome(policy: kind == .delete ? Self.deletesAtOnce : SandboxHome.suspendAtOnce)
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        let account = try await Self.account(home, of: id)
        try await home.control("accounts/\(account.id)/edit", ["userName": "new.hire@corp.example", "externalId": "999"])
        let before = try await home.accounts()
        if kind == .rename {
            try await home.control("people/\(id)/rename", ["primaryEmail": "zoe.new@corp.example"])
        } else {
            try await home.control("people/\(id)/suspend")
        }
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 1 && run.counts.isEmpty)
        let failure = try #require(try await home.workspace.history.failures().first { $0.code == "account-given-away" })
        #expect(failure.message?.contains("new.hire@corp.example") == true && failure.message?.contains("999") == true)
        #expect(try await home.accounts() == before)
        await home.server.stop()
    }

    @Test("A suspension that took effect but was answered with another account is known by one more read", arguments: [false, true])
    func suspensionAboutSomebodyElse(takesEffect: Bool) async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        let account = try await Self.account(home, of: id)
        let other = try #require(try await home.accounts().first { $0.id != account.id })
        try await home.control("people/\(id)/suspend")
        try await home.control(
            "faults",
            [
                "kind": "aboutSomebodyElse", "path": "/scim/v2/Users/\(account.id)", "method": "PATCH", "times": 1, "body": other.id,
                "takesEffect": takesEffect,
            ])
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == (takesEffect ? [.suspend: 1] : [:]) && run.failures == (takesEffect ? 0 : 1))
        try await home.control("people/\(id)/unsuspend")
        _ = try await home.workspace.runs.sync()
        #expect(try await Self.account(home, of: id).active)
        #expect(try await home.accounts().first { $0.id == other.id } == other)
        await home.server.stop()
    }

    @Test("A read that is answered with another account is nobody's suspension")
    func readAboutSomebodyElse() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        let account = try await Self.account(home, of: id)
        try await home.control("people/\(id)/suspend")
        try await home.control("faults", ["kind": "aboutSomebodyElse", "path": "/scim/v2/Users/\(account.id)", "method": "GET", "times": 1])
        let before = try await home.accounts()
        #expect(try await home.workspace.runs.sync().failures == 1)
        #expect(try await home.accounts() == before)
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test("An account that was suspended by hand needs no write")
    func suspendedByHand() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        try await home.control("accounts/\(try await Self.account(home, of: id).id)/suspend")
        try await home.control("people/\(id)/suspend")
        let writes = try await home.writes()
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.writes() == writes)
        await home.server.stop()
    }

    @Test(
        "A stray 404 or 410 of a gateway forgets nobody, whatever it answers to: the account is suspended, or deleted, by the next try",
        arguments: ["GET", "PATCH", "DELETE"], [404, 410])
    func strayAbsence(method: String, status: Int) async throws {
        let home = try await SandboxHome(policy: method == "DELETE" ? Self.deletesAtOnce : SandboxHome.suspendAtOnce)
        _ = try await home.workspace.runs.sync()
        // One by one, not by pages.
        let people = Array(try await home.activePeople().prefix(method == "GET" ? 1 : 3))
        for id in people { try await home.control("people/\(id)/suspend") }
        try await home.control(
            "faults",
            [
                "kind": "status", "path": "/scim/v2/Users/", "method": method, "status": status, "times": 1, "contentType": "text/html",
                "body": "<html><body>Not Found</body></html>",
            ])
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 1 && run.counts.values.reduce(0, +) == people.count - 1, "\(run)")
        #expect(try await home.workspace.history.failures().map(\.code).contains("absence-unconfirmed"))
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts.values.reduce(0, +) == 1)
        let accounts = try await home.accounts()
        #expect(people.allSatisfy { id in !accounts.contains { $0.externalID == id && $0.active } })
        await home.server.stop()
    }

    @Test("An account that is really gone is believed to be, in SCIM's own words: deleted counts as done, suspended as a failure that ends")
    func reallyGone() async throws {
        let home = try await SandboxHome(policy: Self.deletesAtOnce)
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        try await home.control("accounts/\(try await Self.account(home, of: id).id)/delete")
        try await home.control("people/\(id)/suspend")
        let writes = try await home.writes()
        #expect(try await home.workspace.runs.sync().counts == [.delete: 1])
        #expect(try await home.writes() == writes)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        await home.server.stop()
    }

    @Test("Accounts that await their activation are neither failures nor suspensions; a leaver's is suspended all the same")
    func notActivated() async throws {
        let home = try await SandboxHome()
        try await home.control("activation", ["required": true])
        let first = try await home.workspace.runs.sync()
        let made = try #require(first.counts[.create])
        #expect(first.failures == 0)
        #expect(try await home.workspace.checks.status().awaitingActivation >= made)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        let id = try await home.personID(Self.zoe)
        let log = try await home.workspace.history.activity(limit: 1_000).filter { $0.code == "not-activated" }
        #expect(log.count >= made && log.allSatisfy { $0.state == .done })
        let explained = try #require(Explanation(try await home.workspace.runs.explain(Self.zoe).explained))
        #expect(explained.lines.contains { $0.title == "Account" && $0.text.contains("not activated yet") }, "\(explained.lines)")
        // A change of somebody who has not activated the account yet is no failure.
        try await home.control("people/\(id)/edit", ["title": "Director"])
        #expect(try await home.workspace.runs.sync().counts == [.update: 1])
        let writes = try await home.writes()["PATCH 200", default: 0]
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.writes()["PATCH 200", default: 0] == writes + 1)
        // Becoming active is noticed at the next answer.
        try await home.control("accounts/activate")
        #expect(try await Self.account(home, of: id).active == false)
        let other = try #require(try await home.activePeople().first { person in log.contains { $0.personID == person } })
        let awaiting = try await home.workspace.checks.status().awaitingActivation
        try await home.control("people/\(other)/edit", ["title": "Director"])
        #expect(try await home.workspace.runs.sync().counts == [.update: 1])
        #expect(try await home.workspace.checks.status().awaitingActivation < awaiting)
        await home.server.stop()
    }

    @Test("What it costs: one read before a suspension, a re-enabling, a deletion and a rename, one after a deletion, and never a write more")
    func costs() async throws {
        let home = try await SandboxHome(
            policy: DeprovisioningPolicy(suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours)))
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.zoe)
        // What a run reads that has nothing to do: about a newcomer whose address is somebody else's, say.
        var idle = try await Self.reads(home)
        _ = try await home.workspace.runs.sync()
        idle = try await Self.reads(home) - idle
        func cost(_ kind: ActionKind) async throws -> [Int] {
            let (reads, writes) = (try await Self.reads(home) + idle, try await home.writes().values.reduce(0, +))
            #expect(try await home.workspace.runs.sync().counts == [kind: 1])
            return [try await Self.reads(home) - reads, try await home.writes().values.reduce(0, +) - writes]
        }
        try await home.control("people/\(id)/edit", ["title": "Director"])
        #expect(try await cost(.update) == [0, 1])
        try await home.control("people/\(id)/rename", ["primaryEmail": "zoe.new@corp.example"])
        #expect(try await cost(.rename) == [1, 1])
        try await home.control("people/\(id)/suspend")
        #expect(try await cost(.suspend) == [1, 1])
        try await home.control("people/\(id)/unsuspend")
        #expect(try await cost(.reenable) == [1, 1])
        try await home.control("people/\(id)/delete")
        #expect(try await cost(.delete) == [2, 1])
        await home.server.stop()
    }

    @Test("Many suspensions are read by pages: a page counts for all on it")
    func pages() async throws {
        let home = try await SandboxHome(users: 60)
        _ = try await home.workspace.runs.sync()
        let people = Array(try await home.activePeople().prefix(8))
        var idle = try await Self.reads(home)
        _ = try await home.workspace.runs.sync()
        idle = try await Self.reads(home) - idle
        for id in people { try await home.control("people/\(id)/suspend") }
        let (reads, writes) = (try await Self.reads(home), try await home.writes().values.reduce(0, +))
        #expect(try await home.workspace.runs.sync(released: [.suspend]).counts == [.suspend: 8])
        #expect(try await Self.reads(home) - reads - idle == 1)
        #expect(try await home.writes().values.reduce(0, +) - writes == 8)
        let accounts = try await home.accounts()
        #expect(people.allSatisfy { id in accounts.contains { $0.externalID == id && !$0.active } })
        await home.server.stop()
    }
}
