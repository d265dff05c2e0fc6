import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("What a ledger belongs to", .timeLimit(.minutes(1)))
struct BelongingTests {
    static let old = "https://platform.ringcentral.com/scim/v2"

    @Test(
        "A ledger with links belongs to one app; a new one, or one without links, begins with any",
        arguments: [
            // bound, current address, current app has a profile, linked accounts, expected
            (nil, old, false, 5, "begins"),
            (old, old, false, 5, "belongs"),
            (old, "HTTPS://Platform.RingCentral.com:443/scim/v2/", false, 5, "belongs"),
            (old, "https://platform.ringcentral.biz/scim/v2", false, 5, "foreign"),
            (old, "https://platform.ringcentral.com:8443/scim/v2", false, 5, "foreign"),
            (old, "https://platform.ringcentral.com/other/scim", false, 5, "foreign"),
            // A profile at RingCentral's own address names its accounts as it likes.
            (old, old, true, 5, "foreign"),
            (old, "https://platform.ringcentral.biz/scim/v2", false, 0, "begins"),
        ] as [(String?, String, Bool, Int, String)])
    func application(bound: String?, current: String, hasProfile: Bool, links: Int, expected: String) {
        let verdict = ApplicationBinding.judge(
            bound: bound.map { ApplicationBinding(scimBaseURL: $0, hasProfile: false) },
            current: ApplicationBinding(scimBaseURL: current, hasProfile: hasProfile), linkedAccounts: links)
        #expect(Self.word(verdict) == expected, "\(verdict)")
        if case .foreign(let sentence) = verdict {
            #expect(sentence.contains("\(links) accounts") && sentence.contains(Self.old) && sentence.contains("--rebind"), "\(sentence)")
        }
    }

    @Test("A binding is read as it was kept", arguments: [false, true])
    func kept(hasProfile: Bool) {
        let binding = ApplicationBinding(scimBaseURL: Self.old, hasProfile: hasProfile)
        #expect(ApplicationBinding(text: binding.text) == binding)
    }

    /// Ten linked people, of whom the directory knows some.
    private static func ledger(linked: Int, inactive: Int = 0, deletedBefore: Int = 0) -> LedgerState {
        var state = LedgerState()
        for index in 0..<(linked + inactive + deletedBefore) {
            let person = World.person("p\(index)")
            state.links[person.id] = World.link(person, isActive: !(linked..<(linked + inactive)).contains(index))
            if index >= linked + inactive { state.timers[person.id] = [DeprovisioningTimer(cause: .deleted, firstSeen: World.now)] }
        }
        return state
    }

    @Test(
        "A directory is its Google customer; where nothing names one, at least half of the people with an active account are known in it",
        arguments: [
            // bound customer, found customer, linked, known of them, listed as deleted, expected
            ("C1", "C1", 10, 0, 0, "belongs"),
            ("C1", "C2", 10, 10, 0, "foreign"),
            (nil, "C1", 10, 5, 0, "begins"),
            (nil, "C1", 10, 4, 0, "foreign"),
            (nil, "C1", 10, 4, 1, "begins"),
            (nil, "C1", 0, 0, 0, "begins"),
            ("C2", "C1", 0, 0, 0, "begins"),
            (nil, "files", 10, 5, 0, "belongs"),
            (nil, "files", 10, 4, 0, "foreign"),
            ("C1", "files", 10, 5, 0, "belongs"),
            ("C1", "files", 10, 0, 0, "foreign"),
            ("C1", "my_customer", 10, 10, 0, "belongs"),
            (nil, "", 1, 0, 0, "foreign"),
        ] as [(String?, String, Int, Int, Int, String)])
    func directory(bound: String?, found: String, linked: Int, known: Int, deleted: Int, expected: String) {
        var snapshot = World.snapshot(
            (0..<known).map { World.person("p\($0)") } + [World.person("stranger")],
            deleted: (known..<(known + deleted)).map { World.person("p\($0)", status: .deleted) })
        snapshot.customerID = found
        let verdict = DirectoryBinding.judge(bound: bound, snapshot: snapshot, ledger: Self.ledger(linked: linked))
        #expect(Self.word(verdict) == expected, "\(verdict)")
    }

    @Test("Leavers of many years do not make a directory a stranger: suspended accounts, and people who count as deleted already, are left out")
    func leavers() {
        var snapshot = World.snapshot([World.person("p0"), World.person("p1")])
        snapshot.customerID = "files"
        #expect(
            Self.word(DirectoryBinding.judge(bound: nil, snapshot: snapshot, ledger: Self.ledger(linked: 3, inactive: 50, deletedBefore: 20)))
                == "belongs")
        // With nobody active left, the suspended ones are what tells.
        snapshot.people = [World.person("stranger")]
        #expect(Self.word(DirectoryBinding.judge(bound: nil, snapshot: snapshot, ledger: Self.ledger(linked: 0, inactive: 4))) == "foreign")
    }

    private static func word(_ verdict: Belonging) -> String {
        switch verdict {
        case .belongs: "belongs"
        case .begins: "begins"
        case .foreign: "foreign"
        }
    }
}

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

@Suite("The account that gave the authorization", .timeLimit(.minutes(1)))
struct AccountProtectionTests {
    @Test(
        "It is known by the token's owner, by what an administrator says, or by who signed in; otherwise it is asked for",
        arguments: [
            // owner, setting, signed in, protected ids, protected addresses, asked for
            ("7", nil, nil, ["7"], [], false),
            ("7", nil, "Admin@corp.example", ["7"], [], false),
            ("7", "none", "admin@corp.example", ["7"], [], false),
            ("7", "Other@corp.example", nil, ["7"], ["other@corp.example"], false),
            (nil, nil, "Admin@corp.example", [], ["admin@corp.example"], false),
            (nil, "8", "admin@corp.example", ["8"], [], false),
            (nil, "none", "admin@corp.example", [], [], false),
            (nil, "none", nil, [], [], false),
            (nil, nil, nil, [], [], true),
        ] as [(String?, String?, String?, Set<String>, Set<String>, Bool)])
    func sources(owner: String?, setting: String?, administrator: String?, ids: Set<String>, addresses: Set<String>, isUnknown: Bool) {
        let protection = AccountProtection(owner: owner, setting: setting, administrator: administrator)
        #expect(protection.accountIDs == ids && protection.addresses == addresses && protection.isUnknown == isUnknown)
    }

    private static let policy = DeprovisioningPolicy(
        suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours))
    private static let admin = World.person("admin", email: "boss@corp.example", status: .suspended)
    private static let leaver = World.person("leaver", status: .suspended)

    private static func plan(_ protection: AccountProtection, released: Set<ActionKind> = [], heldDecisions: [String: [HeldDecision]] = [:]) -> Plan {
        World.plan(
            [admin, leaver], configuration: World.configuration(policy: policy), links: [World.link(admin, account: "7"), World.link(leaver)],
            released: released, protection: protection, heldDecisions: heldDecisions)
    }

    @Test("By id or by address, it is never taken away, and a problem says so; everybody else's is", arguments: ["7", "Boss@Corp.example"])
    func protected(setting: String) {
        let plan = Self.plan(AccountProtection(owner: nil, setting: setting, administrator: nil))
        #expect(plan.entries.map(\.personID) == ["leaver"])
        #expect(plan.problems.map(\.problem) == [.authorizingAccount(.suspend)])
    }

    @Test("Somebody who was renamed in the directory is protected by the name of the account too")
    func renamed() {
        let renamed = World.person("admin", email: "married@corp.example", status: .suspended)
        let plan = World.plan(
            [renamed], configuration: World.configuration(policy: Self.policy), links: [World.link(Self.admin)],
            protection: AccountProtection(owner: nil, setting: nil, administrator: "boss@corp.example"))
        #expect(plan.entries.isEmpty && plan.problems.count == 1)
    }

    @Test("As long as nobody said whose it is, all that takes away is held with the question, and no release lets it through; none is an answer")
    func unknown() throws {
        let unknown = AccountProtection(owner: nil, setting: nil, administrator: nil)
        let plan = Self.plan(unknown)
        #expect(plan.entries.isEmpty && plan.held.count == 2)
        let sentence = try #require(plan.holds[.suspend]?.sentence)
        #expect(sentence.contains("2 suspensions are held") && sentence.contains("--protected-account"), "\(sentence)")
        #expect(Self.plan(unknown, released: [.suspend]).entries.isEmpty)
        let release = HeldDecision(.released, about: plan.held[0], made: World.now)
        #expect(Self.plan(unknown, heldDecisions: [plan.held[0].personID: [release]]).entries.isEmpty)
        #expect(Self.plan(AccountProtection(owner: nil, setting: "none", administrator: nil)).entries.count == 2)
    }

    @Test("What takes nothing away goes on while the question is open")
    func others() {
        let newcomer = World.person("newcomer")
        let plan = World.plan([newcomer], protection: AccountProtection(owner: nil, setting: nil, administrator: nil))
        #expect(plan.entries.map(\.kind) == [.create] && plan.holds.isEmpty)
    }

    @Test(
        "A setting that names nothing is refused",
        arguments: [("none", true), ("a@b.example", true), ("62264425004", true), ("", false), ("a b", false)])
    func setting(text: String, isRight: Bool) {
        #expect((AccountProtection.problem(with: text) == nil) == isRight)
    }
}

@Suite("Two people with one address", .timeLimit(.minutes(1)))
struct OneAddressTests {
    private static let name = "shared@corp.example"

    @Test("The holder of the account keeps it, in whatever order the directory lists the two", arguments: [("a", "b"), ("b", "a")])
    func linked(holder: String, other: String) {
        let before = World.person(other, email: "before@corp.example")
        let plan = World.plan(
            [World.person("a", email: Self.name), World.person("b", email: Self.name)],
            links: [World.link(World.person(holder, email: Self.name)), World.link(before)])
        #expect(plan.entries.isEmpty, "\(plan.entries)")
        #expect(plan.problems.map(\.personID) == [other])
        #expect(plan.problems.map(\.problem) == [.sameUserName(userName: Self.name, other: Self.name)])
    }

    @Test("Without links, the one whose id the account carries is adopted", arguments: ["a", "b"])
    func newcomers(holder: String) {
        let account = ObservedAccount(id: "1", externalID: holder, userName: Self.name, isActive: true, values: [:])
        let plan = World.plan([World.person("a", email: Self.name), World.person("b", email: Self.name)], accounts: [account])
        #expect(plan.entries.map(\.kind) == [.adopt] && plan.entries.map(\.personID) == [holder])
        #expect(plan.problems.count == 1)
    }
}

@Suite("In which order the directory is asked about missing people", .timeLimit(.minutes(1)))
struct AbsenceOrderTests {
    private static let policy = DeprovisioningPolicy(deleted: .init(suspend: .within24Hours))

    /// Runs the rule `runs` times with a limit, each time noting who was asked; answers how often each was.
    private static func asked(_ people: [String], _ state: LedgerState, limit: Int, runs: Int) -> [String: Int] {
        var state = state
        var counts: [String: Int] = [:]
        for run in 0..<runs {
            let now = World.now + Double(run) * 3_600
            let order = AbsenceOrder.arranged(people.map { World.link(World.person($0)) }, ledger: state, policy: policy, now: now, limit: limit)
            #expect(Set(order) == Set(people) && order.count == people.count)
            for id in order.prefix(limit) {
                counts[id, default: 0] += 1
                state.asked[id] = now
            }
        }
        return counts
    }

    private static func timed(_ ids: [String], _ change: (inout LedgerState, String) -> Void = { _, _ in }) -> LedgerState {
        var state = LedgerState()
        for id in ids {
            state.timers[id] = [DeprovisioningTimer(cause: .deleted, firstSeen: World.now - days(1))]
            change(&state, id)
        }
        return state
    }

    private static let few = (0..<10).map { "few\($0)" }
    private static let many = (0..<60).map { "many\($0)" }

    @Test(
        "Those whose deprovisioning an administrator cancelled, postponed or rejected do not keep the others waiting",
        arguments: ["cancelled", "postponed", "rejected"])
    func decided(how: String) {
        let state = Self.timed(Self.many) { state, id in
            switch how {
            case "cancelled": state.decisions[id] = [PendingDecision(cause: .deleted, action: .suspend)]
            case "postponed": state.decisions[id] = [PendingDecision(cause: .deleted, action: .suspend, notBefore: World.now + days(9))]
            default: state.heldDecisions[id] = [HeldDecision(kind: .suspend, fingerprint: "x", verdict: .rejected, made: World.now)]
            }
        }
        let counts = Self.asked(Self.many + Self.few, state, limit: 50, runs: 2)
        #expect(Self.few.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
    }

    @Test("Who is due comes first")
    func dueFirst() {
        let state = Self.timed(Self.few)
        let counts = Self.asked(Self.many + Self.few, state, limit: 20, runs: 1)
        #expect(Self.few.allSatisfy { counts[$0] == 1 })
    }

    @Test("A mass that stays due, held by a safeguard for instance, does not keep the others waiting either, and takes turns itself")
    func dueForLong() {
        let state = Self.timed(Self.many)
        let counts = Self.asked(Self.many + Self.few, state, limit: 50, runs: 2)
        #expect(Self.few.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
        #expect(Self.many.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
    }

    @Test("Everybody comes up in turn, however many there are")
    func everybody() {
        let counts = Self.asked(Self.many + Self.few, LedgerState(), limit: 7, runs: 10)
        #expect(counts.count == 70 && counts.values.allSatisfy { $0 == 1 })
    }
}
