import Directory
import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Who has an account, and what somebody did by hand in the app", .serialized, .timeLimit(.minutes(10)))
struct AccountsTests {
    /// A home after its first run, with the number of requests begun anew.
    private static func home(users: Int = 80) async throws -> SandboxHome {
        let home = try await SandboxHome(users: users)
        _ = try await home.workspace.runs.sync()
        try await home.control("requests/reset")
        return home
    }

    /// Active accounts of people who are active in the directory, without the administrator's: those that have a title, a department and a mobile phone.
    private static func accounts(of home: SandboxHome) async throws -> [SandboxHome.Account] {
        let people = Set(try await home.activePeople())
        let all = try await SandboxHome.json(home.url.appending(path: "sandbox/accounts"))["accounts"] as? [[String: Any]] ?? []
        let complete = Set(
            all.filter { account in
                let phones = account["phoneNumbers"] as? [[String: Any]] ?? []
                return account["title"] != nil && account[department] != nil && phones.contains { $0["type"] as? String == "mobile" }
            }.compactMap { $0["id"] as? String })
        let found = try await home.accounts().filter { complete.contains($0.id) && ($0.externalID.map(people.contains) ?? false) }
        try #require(found.count >= 4)
        return found
    }

    private static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

    private static func account(_ id: String, in home: SandboxHome) async throws -> [String: Any] {
        try await SandboxHome.json(home.url.appending(path: "sandbox/accounts/\(id)"))
    }

    /// What waits for a decision, of one account or of all linked ones.
    private static func findings(_ overview: AccountsOverview, of account: String? = nil) -> [String] {
        overview.accounts.filter { account == nil ? $0.isLinked : $0.id == account }.flatMap { row in
            row.findings.filter(\.isWaiting).map { "\($0.finding.key)" }
        }
    }

    private static func requests(of home: SandboxHome) async throws -> (reads: Int, writes: Int) {
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        let scim = log.filter { ($0["path"] as? String)?.hasPrefix("/scim") == true }
        return (scim.count { $0["method"] as? String == "GET" }, scim.count { $0["method"] as? String != "GET" })
    }

    @Test("Nothing is found when nobody did anything; the first comparison reads a page for every hundred accounts and writes nothing")
    func nothing() async throws {
        let home = try await Self.home(users: 120)
        // What every plan reads, such as whose account a newcomer's address is.
        _ = try await home.workspace.runs.preview()
        let before = try await Self.requests(of: home)
        try await home.control("requests/reset")
        let overview = try await home.workspace.runs.compareAccounts()
        #expect(Self.findings(overview).isEmpty, "\(Self.findings(overview))")
        let requests = try await Self.requests(of: home)
        #expect(requests.reads - before.reads <= (overview.accounts.count + 99) / 100 && requests.writes == 0, "\(requests)")
        let row = try #require(overview.accounts.first { $0.entitlement?.isEntitled == true })
        #expect(row.ruleWords == "app on by unit /" && row.since != nil && row.isLinked)
        #expect(try await home.workspace.checks.status().accountsCompared != nil)
        await home.server.stop()
    }

    @Test(
        "What the list shows is found by one comparison; what it leaves out by a reading; a decision is carried out by the next run, and the log says who made it"
    )
    func byHand() async throws {
        let home = try await Self.home()
        let mine = try await Self.accounts(of: home)
        try await home.control("accounts/\(mine[0].id)/edit", ["title": "Boss"])
        try await home.control("accounts/\(mine[1].id)/suspend")
        try await home.control("accounts/\(mine[2].id)/delete")
        try await home.control("accounts/\(mine[3].id)/edit", ["userName": "renamed@\(mine[3].userName.split(separator: "@")[1])"])
        let made =
            try await home.control("accounts", ["userName": "guest@elsewhere.example", "givenName": "Gil", "familyName": "Guest"])["id"] as? String
        let okta =
            try await home.control(
                "accounts", ["userName": "okta@elsewhere.example", "givenName": "Olga", "familyName": "Kta", "externalId": "00u1okta"])["id"]
            as? String
        let overview = try await home.workspace.runs.compareAccounts()
        #expect(Self.findings(overview, of: mine[0].id) == ["changed:title"])
        #expect(Self.findings(overview, of: mine[1].id) == ["suspended"])
        #expect(Self.findings(overview, of: mine[2].id) == ["gone"])
        #expect(Self.findings(overview, of: mine[3].id).contains("changed:userName"))
        #expect(Self.findings(overview, of: made) == ["notOurs"] && Self.findings(overview, of: okta) == ["otherSystem"])
        #expect(try await home.workspace.checks.status().waitingFindings == overview.waiting)
        // Seen once more, they are no news.
        home.clock.advance(days: 1)
        let again = try await home.workspace.runs.compareAccounts()
        #expect(again.accounts.flatMap { $0.findings.map(\.finding.firstSeen) } == overview.accounts.flatMap { $0.findings.map(\.finding.firstSeen) })

        var proposals: [AccountProposal] = []
        for account in [mine[0].id, mine[1].id, mine[2].id, mine[3].id] {
            proposals.append(try await home.workspace.runs.propose(.restore, about: account))
        }
        proposals.append(try await home.workspace.runs.propose(.suspend, about: "guest@elsewhere.example"))
        proposals.append(try await home.workspace.runs.propose(.ignore, about: "okta@elsewhere.example"))
        try await home.workspace.runs.decide(proposals)
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 0, "\(run.message ?? "")")
        #expect(try await Self.account(mine[0].id, in: home)["title"] as? String != "Boss")
        let after = try await home.accounts()
        #expect(after.first { $0.id == mine[1].id }?.active == true)
        #expect(after.contains { $0.userName == mine[2].userName && $0.id != mine[2].id }, "a new account in place of the one that is gone")
        #expect(after.first { $0.id == mine[3].id }?.userName == mine[3].userName)
        #expect(after.first { $0.id == made }?.active == false && after.first { $0.id == okta }?.active == true)
        let settled = try await home.workspace.runs.compareAccounts()
        for account in mine.prefix(4).map(\.id) + [made, okta] {
            #expect(Self.findings(settled, of: account).isEmpty, "\(account ?? ""): \(Self.findings(settled, of: account))")
        }
        let log = try await home.workspace.history.activity(limit: 50)
        #expect(log.contains { $0.code == "suspensionDecided" && $0.actor != nil && $0.accountID == made })

        // The suspension of an account without a link can be undone.
        _ = try await home.workspace.runs.undo(run: run.id)
        #expect(try await home.accounts().first { $0.id == made }?.active == true)
        #expect(try await home.workspace.runs.sync().counts[.suspend] == nil, "an undo is not done again")
        await home.server.stop()
    }

    @Test(
        "Another system's account is adopted by a decision, or linked to a person who is named; one that changed hands meanwhile is left alone, and the run says so"
    )
    func decisions() async throws {
        let home = try await Self.home()
        let mine = try await Self.accounts(of: home)
        // Three people lose their accounts; one of them has another system's now.
        for account in mine.prefix(3) { try await home.control("accounts/\(account.id)/delete") }
        let made =
            try await home.control(
                "accounts", ["userName": mine[0].userName, "givenName": "A", "familyName": "B", "externalId": "00u1okta"])["id"] as? String ?? ""
        let other =
            try await home.control(
                "accounts", ["userName": "other@elsewhere.example", "givenName": "A", "familyName": "B"])["id"] as? String ?? ""
        let lost =
            try await home.control(
                "accounts", ["userName": "lost@elsewhere.example", "givenName": "A", "familyName": "B"])["id"] as? String ?? ""
        _ = try await home.workspace.runs.compareAccounts()
        // As long as the links to the accounts that are gone stand, their people have accounts.
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.propose(.adopt, about: made) }
        var gone: [AccountProposal] = []
        for account in mine.prefix(3) { gone.append(try await home.workspace.runs.propose(.restore, about: account.id)) }
        try await home.workspace.runs.decide(gone)
        let adopted = try await home.workspace.runs.propose(.adopt, about: made)
        #expect(adopted.person?.id == mine[0].externalID)
        let linked = try await home.workspace.runs.propose(.link, about: other, person: mine[1].externalID)
        let changing = try await home.workspace.runs.propose(.link, about: lost, person: mine[2].externalID)
        try await home.workspace.runs.decide([adopted, linked, changing])
        #expect(try await home.workspace.runs.preview().entries.count { $0.kind == .adopt } == 3)
        try await home.control("accounts/\(lost)/edit", ["externalId": "somebody-else"])
        let run = try await home.workspace.runs.sync()
        #expect(run.counts[.adopt] == 2 && run.counts[.create] == 1, "\(run.counts)")
        #expect(run.message?.contains("did nothing") == true, "\(run.message ?? "")")
        let after = try await home.accounts()
        #expect(after.first { $0.id == made }?.externalID == mine[0].externalID)
        #expect(after.first { $0.id == other }?.externalID == mine[1].externalID && after.first { $0.id == other }?.userName == mine[1].userName)
        #expect(after.first { $0.id == lost }?.userName == "lost@elsewhere.example")
        #expect(try await home.workspace.history.activity(limit: 50).contains { $0.code == "accountDecisionLapsed" && $0.accountID == lost })
        await home.server.stop()
    }

    @Test("A row of the mapping can have changes by hand written over, at the first run of a day; others are reported, and nothing else is touched")
    func restoring() async throws {
        let home = try await Self.home()
        try await home.workspace.setup.update { configuration in
            for index in configuration.autoprovisioning.mapping.indices where configuration.autoprovisioning.mapping[index].target == "title" {
                configuration.autoprovisioning.mapping[index].drift = .restore
            }
        }
        let mine = try await Self.accounts(of: home)
        let before = try await Self.account(mine[0].id, in: home)["title"] as? String
        try await home.control("accounts/\(mine[0].id)/edit", ["title": "Boss", "department": "Throne room"])
        home.clock.advance(days: 1)
        try await home.control("requests/reset")
        let run = try await home.workspace.runs.sync()
        let now = try await Self.account(mine[0].id, in: home)
        #expect(now["title"] as? String == before)
        #expect((now[Self.department] as? [String: Any])?["department"] as? String == "Throne room")
        #expect(run.counts == [.update: 1], "\(run.counts) \(run.message ?? "")")
        // An unrelated update does not make the change by hand the app's own form of ours.
        #expect(try await Self.findings(home.workspace.runs.compareAccounts(), of: mine[0].id).contains { $0.hasSuffix("department") })
        // Not again on the same day.
        try await home.control("accounts/\(mine[1].id)/edit", ["title": "Boss"])
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        await home.server.stop()
    }

    @Test("What the list leaves out is read in turns, and found by then")
    func turns() async throws {
        let home = try await Self.home(users: 60)
        let mine = try await Self.accounts(of: home)
        try await home.control("accounts/\(mine[0].id)/edit", ["mobilePhone": "+49 30 901820999"])
        try await home.workspace.setup.update { $0.reconciliation.readEveryDays = 1 }
        #expect(try await Self.findings(home.workspace.runs.compareAccounts(), of: mine[0].id).isEmpty)
        // An account that was just made has been seen as a whole; its turn comes when a period has passed.
        // The first run of that period reads its share, as after a pause of one interval, and a day later all others have had their turn.
        home.clock.advance(days: 2)
        _ = try await home.workspace.runs.sync()
        home.clock.advance(days: 1)
        _ = try await home.workspace.runs.sync()
        let overview = try await home.workspace.runs.accounts()
        #expect(Self.findings(overview, of: mine[0].id) == [#"changed:phoneNumbers[type eq "mobile"].value"#])
        #expect(overview.accounts.allSatisfy { !$0.isLinked || $0.lastRead != nil })
        // The list, which shows no phones, leaves the finding as it is.
        #expect(try await Self.findings(home.workspace.runs.compareAccounts(), of: mine[0].id).count == 1)
        await home.server.stop()
    }

    @Test(
        "A list that is not whole finds nothing, and what was found before stays",
        arguments: ["emptyListing", "leaveOut", "repeatListing", "wrongTotal", "truncate"])
    func notWhole(fault: String) async throws {
        let home = try await Self.home(users: 60)
        let mine = try await Self.accounts(of: home)
        try await home.control("accounts/\(mine[0].id)/edit", ["title": "Boss"])
        let before = try await home.workspace.runs.compareAccounts()
        try await home.control("accounts/\(mine[1].id)/edit", ["title": "Boss"])
        try await home.control(
            "faults", ["kind": fault, "path": "/scim/v2/Users", "exact": true, "method": "GET", "times": 20, "body": mine[2].id])
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.compareAccounts() }
        #expect(try await Self.findings(home.workspace.runs.accounts()) == Self.findings(before))
        await home.server.stop()
    }

    @Test("Accounts that wait for their activation are no findings, and neither are those that a run suspended")
    func awaiting() async throws {
        let home = try await SandboxHome(users: 60)
        try await home.control("activation", ["required": true])
        _ = try await home.workspace.runs.sync()
        let person = try #require(
            try await home.workspace.runs.accounts().accounts.first {
                $0.isLinked && $0.entitlement?.isEntitled == true && !$0.email.hasPrefix("admin@")
            }?.personID)
        try await home.control("people/\(person)/suspend")
        _ = try await home.workspace.runs.sync()
        let overview = try await home.workspace.runs.compareAccounts()
        #expect(Self.findings(overview).isEmpty, "\(Self.findings(overview))")
        await home.server.stop()
    }

    @Test("Somebody whom a run suspended is re-enabled by hand: it is found, nothing happens by itself, and a decision suspends the account again")
    func reenabled() async throws {
        let home = try await Self.home()
        let account = try #require(try await Self.accounts(of: home).first)
        try await home.control("people/\(account.externalID ?? "")/suspend")
        _ = try await home.workspace.runs.sync()
        try await home.control("accounts/\(account.id)/activate")
        home.clock.advance(days: 1)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(Self.findings(try await home.workspace.runs.accounts(), of: account.id) == ["reenabled"])
        try await home.workspace.runs.decide([home.workspace.runs.propose(.suspend, about: account.id)])
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.accounts().first { $0.id == account.id }?.active == false)
        #expect(Self.findings(try await home.workspace.runs.compareAccounts(), of: account.id).isEmpty)
        await home.server.stop()
    }

    @Test("While the directory cannot be asked, the accounts are listed without their rules; a comparison beside a run is refused")
    func withoutDirectory() async throws {
        let home = try await Self.home(users: 60)
        try await home.control("faults", ["kind": "status", "path": "/admin/directory", "status": 403, "times": 50])
        let overview = try await home.workspace.runs.accounts()
        #expect(overview.directoryTrouble != nil && !overview.accounts.isEmpty && overview.accounts.allSatisfy { $0.entitlement == nil })
        try await home.control("faults/clear")
        let lock = try RunLock.acquire(home.workspace.home, holder: "another", now: home.clock.now)
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.compareAccounts() }
        lock.release()
        await home.server.stop()
    }
}
