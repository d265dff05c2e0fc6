import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Which account is whose", .timeLimit(.minutes(1)))
struct RecognitionTests {
    private static func account(
        _ id: String, _ userName: String, of person: String? = nil, active: Bool = true, values: [String: String] = [:], isWhole: Bool = true
    ) -> ObservedAccount {
        ObservedAccount(id: id, externalID: person, userName: userName, isActive: active, values: values, isWhole: isWhole)
    }

    @Test("A newcomer is known by the id that an account carries, whatever its name; only then by the name")
    func byID() throws {
        let newcomers = World.plan([World.person("a", email: "new@corp.example"), World.person("b")]).entries
        let list = [
            Self.account("1", "old@corp.example", of: "a"), Self.account("2", "new@corp.example", of: "x"), Self.account("3", "b@corp.example"),
        ]
        let found = AccountRecognition.accounts(of: newcomers, in: list)
        #expect(found["new@corp.example"]?.id == "1")
        #expect(found["b@corp.example"]?.id == "3")
    }

    @Test("Of several accounts with one id: the one with the wanted name, then an active one, then the oldest")
    func severalWithOneID() {
        let newcomers = World.plan([World.person("a")]).entries
        let old = Self.account("9", "old@corp.example", of: "a"), older = Self.account("8", "older@corp.example", of: "a")
        let off = Self.account("7", "off@corp.example", of: "a", active: false)
        func chosen(_ list: [ObservedAccount]) -> String? { AccountRecognition.accounts(of: newcomers, in: list)["a@corp.example"]?.id }
        #expect(chosen([old, older, off]) == "8")
        #expect(chosen([off, old]) == "9")
        #expect(chosen([old, Self.account("10", "a@corp.example", of: "a")]) == "10")
    }

    @Test(
        "An adoption needs a write only when something differs",
        arguments: [
            // externalId, active, values of the account, whole answer, expected
            ("a", true, ["userName": "a", "title": "T"], true, AccountDifference.none),
            ("a", true, ["userName": "a", "title": "T"], false, .noneSeen),
            ("a", true, ["userName": "a"], false, .noneSeen),
            ("a", true, ["userName": "a"], true, .some),
            ("a", true, ["userName": "a", "title": "other"], false, .some),
            ("a", true, ["userName": "a", "title": "T", "department": "D"], true, .some),
            ("a", true, ["userName": "a", "title": "T", "department": "D"], false, .some),
            ("a", false, ["userName": "a", "title": "T"], true, .some),
            (nil, true, ["userName": "a", "title": "T"], true, .some),
            ("b", true, ["userName": "a", "title": "T"], true, .some),
        ] as [(String?, Bool, [String: String], Bool, AccountDifference)])
    func difference(person: String?, active: Bool, values: [String: String], isWhole: Bool, expected: AccountDifference) {
        let account = Self.account("1", "a", of: person, active: active, values: values, isWhole: isWhole)
        #expect(AccountDifference(account, to: ["userName": "a", "title": "T"], personID: "a") == expected)
    }

    @Test(
        "After a rebinding a link counts where the account carries the id, or the name where the app keeps no ids; another account with the id takes its place"
    )
    func corrections() {
        let people = ["same", "moved", "gone", "stranger", "nameless"].map { World.person($0) }
        let links = Dictionary(uniqueKeysWithValues: people.map { ($0.id, World.link($0, account: "old-\($0.id)")) })
        let accounts = [
            Self.account("old-same", "whatever@corp.example", of: "same"), Self.account("new-1", "moved@corp.example", of: "moved"),
            // The number of old belongs to somebody else there.
            Self.account("old-moved", "other@corp.example", of: "other"), Self.account("old-stranger", "x@corp.example", of: "x"),
            Self.account("old-nameless", "Nameless@corp.example"),
        ]
        let corrections = LinkCorrections(links: links, accounts: accounts)
        #expect(corrections.forgotten == ["gone", "stranger"])
        #expect(corrections.moved.map(\.personID) == ["moved"] && corrections.moved.map(\.accountID) == ["new-1"])
        let applied = corrections.applied(to: links)
        #expect(Set(applied.keys) == ["same", "moved", "nameless"] && applied["moved"]?.accountID == "new-1")
        #expect(LinkCorrections(links: links, knownIn: ["same", "moved"].contains).forgotten == ["gone", "nameless", "stranger"])
    }

    private static func google(_ number: Int) -> String { "1045123456789012345\(number)" }

    @Test(
        "An account that carries somebody's id without a link is named with the reason, unless its holder is about to adopt it",
        arguments: [
            (google(10), OrphanedAccount.Reason.suspended), (google(11), .archived), (google(12), .notEntitled), (google(13), .deleted),
            (google(14), .unknown), (google(15), .second), (google(16), nil), ("okta-00u1", nil), ("42", nil),
        ] as [(String, OrphanedAccount.Reason?)])
    func orphans(id: String, expected: OrphanedAccount.Reason?) {
        let linked = World.person(Self.google(15))
        let people = [
            World.person(Self.google(10), status: .suspended), World.person(Self.google(11), status: .archived),
            World.person(Self.google(12), unit: "/Off"), linked, World.person(Self.google(16)),
        ]
        let account = Self.account("77", "somebody@corp.example", of: id)
        let newcomer = Self.account("78", "\(Self.google(16))@corp.example", of: Self.google(16))
        let input = PlanInput(
            configuration: World.configuration(access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off])), targets: World.targets,
            snapshot: World.snapshot(people, deleted: [World.person(Self.google(13), status: .deleted)]),
            ledger: LedgerState(links: [linked.id: World.link(linked)]), accounts: [newcomer.userName: newcomer], now: World.now)
        let unlinked = UnlinkedAccount.all(in: [account, newcomer, Self.account("79", "free@corp.example")], links: input.ledger.links)
        #expect(unlinked.map(\.id) == ["77", "78"])
        let orphans = OrphanedAccount.all(unlinked, input: input, plan: Planner.plan(input))
        #expect(orphans.map(\.reason) == [expected].compactMap(\.self))
        #expect((OrphanedAccount.sentence(orphans, application: "RingCentral")?.contains("somebody@corp.example") ?? false) == (expected != nil))
    }

    @Test("Nobody is alarmed by accounts that are suspended already")
    func suspendedOrphans() {
        let account = UnlinkedAccount(id: "1", externalID: "x", userName: "x@corp.example", isActive: false)
        #expect(OrphanedAccount.sentence([OrphanedAccount(account: account, reason: .deleted)], application: "App") == nil)
    }
}
