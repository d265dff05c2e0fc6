import Directory
import Foundation
import Provisioning
import Testing
import Wording

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
