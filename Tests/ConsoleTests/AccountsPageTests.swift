import Directory
import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning
@testable import Sync

@Suite("Accounts on the screen", .timeLimit(.minutes(5)))
struct AccountsPageTests {
    static func finding(_ kind: ReconciliationFinding.Kind, _ account: String, _ userName: String) -> ReconciliationFinding {
        var finding = ReconciliationFinding(kind, accountID: account, userName: userName)
        finding.firstSeen = Fixture.now - 7_200
        if kind == .changed { (finding.attribute, finding.from, finding.to) = ("title", "Engineer", "Boss") }
        if kind == .otherSystem { finding.externalID = "okta-4711" }
        return finding
    }

    static func account(
        _ id: String, _ userName: String, name: String? = nil, isLinked: Bool = true, _ findings: [(ReconciliationFinding.Kind, FindingState)] = [],
        isAuthorizing: Bool = false, decision: AccountDecision? = nil
    ) -> ListedAccount {
        ListedAccount(
            id: id, userName: userName, isActive: true, isAuthorizing: isAuthorizing, isLinked: isLinked, personID: name.map { _ in "p\(id)" },
            name: name ?? userName,
            email: userName, status: name == nil ? nil : .active,
            entitlement: name == nil ? nil : .entitled(access: .organizationalUnit(path: "/Sales"), scopeGroup: nil),
            since: isLinked ? Fixture.now - 9 * 86_400 : nil, lastRead: nil,
            findings: findings.map { .init(finding: finding($0.0, id, userName), state: $0.1) }, decision: decision)
    }

    static let overview: AccountsOverview = {
        var overview = AccountsOverview()
        overview.compared = Fixture.now - 3_600
        overview.accounts = [
            account("1", "ana.silva@corp.example", name: "Ana Silva"),
            account("2", "contractor@corp.example", isLinked: false, [(.otherSystem, .waiting)]),
            account("3", "max@corp.example", name: "Max Silva", [(.changed, .waiting)]),
            account("4", "old.service@corp.example", isLinked: false, [(.notOurs, .ignored)]),
            account("5", "zoe.kowalczyk@corp.example", name: "Zoë Kowalczyk", isLinked: false, [(.unlinked, .waiting)]),
        ]
        return overview
    }()

    static func opened(_ size: Size = Look.sizes[1], _ overview: AccountsOverview = overview) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size)
        _ = state.enter(.accounts)
        _ = state.handle(.accountsListed(overview))
        return state
    }

    @Test("Who has an account, with which finding, at every size; the tabs count what waits", arguments: Look.sizes)
    func list(size: Size) {
        var state = Self.opened(size)
        #expect(
            state.text.contains("ana.silva") && state.text.contains("another system's") && state.text.contains("changed by hand"), "\(state.text)")
        #expect(state.text.contains("Compared with RingCentral on \((Fixture.now - 3_600).words)") || size.columns < 80, "\(state.text)")
        state.press(.right, .right)
        #expect(!state.text.contains("ana.silva@") && !state.text.contains("old.service"), "\(state.text)")
        state.press(.left)
        #expect(state.text.contains("max@corp.example"))
    }

    @Test("Of the account that authorized the app it is said that no run touches it, and how its finding goes away", arguments: Look.sizes)
    func authorizing(size: Size) {
        var overview = Self.overview
        overview.accounts = [Self.account("7", "admin@corp.example", isLinked: false, [(.notOurs, .waiting)], isAuthorizing: true)]
        var state = Self.opened(size, overview)
        let said = size.columns < 110 ? Look.sentences(state) : Look.beside(state)
        #expect(said.contains("This account is protected: no run suspends or deletes it"), "\(state.text)")
        state.press(.enter)
        #expect(Look.sentences(state).contains("If you keep it by hand, ignore the finding (I)."), "\(state.text)")
    }

    @Test("Beside the list from 110 columns on, and by Enter, stands what was found in full")
    func detail() {
        var state = Self.opened(Look.sizes[2])
        state.press(.down, .down)
        #expect(Look.beside(state).contains("Job title changed by hand from \"Engineer\" to \"Boss\""), "\(state.text)")
        state = Self.opened()
        state.press(.down, .down, .enter)
        #expect(state.text.contains("Job title changed by hand from \"Engineer\" to \"Boss\"") && state.text.contains("waits for your decision"))
    }

    @Test(
        "Each decision is proposed first, and asked about",
        arguments: [("V", AccountDecision.Verdict.adopt), ("I", .ignore), ("z", .suspend), ("b", .restore)])
    func decisions(key: String, verdict: AccountDecision.Verdict) {
        var state = Self.opened()
        state.press(.down)
        #expect(state.press(.character(Character(key))) == [.propose(verdict, account: "2")])
        let account = Self.overview.accounts[1]
        let decision = AccountDecision(
            verdict, accountID: "2", userName: account.userName, externalID: nil, personID: nil, findings: ["otherSystem"], made: Fixture.now)
        let proposal = AccountProposal(decision: decision, account: account, person: nil)
        _ = state.handle(.answer(AccountsPage.Propose(verdict: proposal.decision.verdict, account: "2"), proposal))
        #expect(Look.question(state).contains(proposal.words(application: "RingCentral")) && Look.question(state).contains("okta-4711"))
        #expect(state.press(.right, .enter) == [.task(AccountsPage.Decide(proposals: [proposal]))])
    }

    @Test("What is marked is decided about at once, with one question that says the sum and what is not possible")
    func marks() {
        var state = Self.opened()
        state.press(.down, .character(" "), .down, .character(" "))
        #expect(state.text.components(separatedBy: " ✓").count >= 2 && state.pageHints.contains(KeyHint("Space", "Mark (2)")), "\(state.text)")
        let task = AccountsPage.ProposeEach(verdict: .suspend, accounts: ["2", "4"])
        #expect(state.press(.character("z")) == [.task(task)])
        #expect(!state.pageHints.contains { $0.label.hasPrefix("Mark (") })
        let proposals = [1, 3].map { index in
            let account = Self.overview.accounts[index]
            return AccountProposal(
                decision: AccountDecision(
                    .suspend, accountID: account.id, userName: account.userName, externalID: nil, personID: nil, findings: [], made: Fixture.now),
                account: account, person: nil)
        }
        _ = state.handle(.answer(task, (proposals, ["max@corp.example: it is the account that authorized the app."])))
        let question = Look.question(state)
        #expect(question.contains("Suspend 2 accounts?") && question.contains("contractor@corp.example, old.service@corp.example."), "\(question)")
        #expect(question.contains("Not possible for 1 more: max@corp.example: it is the account"), "\(question)")
        #expect(state.press(.right, .enter) == [.task(AccountsPage.Decide(proposals: proposals))])
        var none = Self.opened()
        none.press(.character(" "), .character("V"))
        _ = none.handle(
            .answer(AccountsPage.ProposeEach(verdict: .adopt, accounts: ["1"]), ([], ["ana.silva@corp.example: it belongs to Ana Silva."])))
        #expect(none.question == nil && none.text.contains("it belongs to Ana Silva."))
        none.press(.home, .character(" "), .escape)
        #expect(none.page is AccountsPage && !none.pageHints.contains { $0.label.hasPrefix("Mark (") })
    }

    @Test("An account is linked to a person who is chosen by name; the account that was selected is meant")
    func link() {
        var state = Self.opened()
        state.press(.down)
        #expect(state.press(.character("L")) == [.loadPeople])
        _ = state.handle(.peopleLoaded([ListedPerson(id: "77", name: "New", email: "new@corp.example", status: .active, accountIsActive: nil)]))
        #expect(state.press(.enter) == [.propose(.link, account: "2", person: "77")])
    }

    @Test("What is not possible is said and changes nothing; a comparison is one key; a decision is taken back by another")
    func others() {
        var state = Self.opened()
        #expect(state.press(.character("L")).isEmpty && state.text.contains("belongs to Ana Silva already"))
        #expect(state.press(.character("u")).isEmpty)
        #expect(state.press(.control("r")) == [.compareAccounts])
        _ = state.handle(.failure(AccountsPage.Compare(), "A run is under way."))
        #expect(state.text.contains("A run is under way.") && state.text.contains("ana.silva"))
        var decided = Self.overview
        decided.accounts[0] = Self.account(
            "1", "ana.silva@corp.example", name: "Ana Silva", [(.changed, .decided(.restore))],
            decision: AccountDecision(
                .restore, accountID: "1", userName: "ana.silva@corp.example", externalID: nil, personID: "p1", findings: ["changed:title"],
                made: Fixture.now))
        state = Self.opened(Look.sizes[1], decided)
        #expect(state.press(.character("u")) == [.task(AccountsPage.TakeBack(account: "1"))])
    }

    @Test("Where the directory cannot be asked the list says so and names no rule")
    func withoutDirectory() {
        var overview = Self.overview
        overview.directoryTrouble = "Nothing answers at Google."
        #expect(Look.sentences(Self.opened(Look.sizes[0], overview)).contains("The directory could not be asked"))
    }
}
