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
