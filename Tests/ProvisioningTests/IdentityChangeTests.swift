import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("The kind of identity", .timeLimit(.minutes(2)))
struct IdentityChangeTests {
    /// Who is linked (id and address), who is in the directory, and how many pairs are found.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let linked: [(id: String, address: String)]
        let people: [(id: String, address: String)]
        var deleted: [String] = []
        /// When a run noticed that somebody is gone, in days, by id.
        var noticed: [String: Double] = [:]
        var separate: [(from: String, to: String)] = []
        var canCarry = true
        let pairs: Int
        var testDescription: String { name }
    }

    /// People with these ids, each with an address of their own number.
    static func people(_ ids: [String], from: Int = 1) -> [(id: String, address: String)] {
        ids.enumerated().map { ($1, "p\($0 + from)@corp.example") }
    }

    static func addresses(_ count: Int) -> [(id: String, address: String)] { people((1...count).map { "p\($0)@corp.example" }) }
    static func ids(_ count: Int, _ prefix: String = "") -> [(id: String, address: String)] { people((1...count).map { "\(prefix)\($0)" }) }

    static let cases: [Case] = [
        Case(name: "nothing changed", linked: ids(30), people: ids(30), pairs: 0),
        Case(name: "a column User ID came", linked: addresses(30), people: ids(30), pairs: 30),
        Case(name: "a column User ID left", linked: ids(30), people: addresses(30), pairs: 30),
        Case(name: "another tool's ids", linked: ids(30), people: ids(30, "x"), pairs: 30),
        Case(
            name: "another tool's ids for three of thirty", linked: ids(30), people: Array(ids(27)) + people(["x28", "x29", "x30"], from: 28),
            pairs: 3),
        Case(name: "one recycled address", linked: ids(30), people: ids(29) + people(["x"], from: 30), pairs: 0),
        Case(name: "two recycled addresses", linked: ids(30), people: ids(28) + people(["x", "y"], from: 29), pairs: 0),
        Case(
            name: "three recycled addresses, noticed on three days", linked: ids(30), people: ids(27) + people(["x", "y", "z"], from: 28),
            noticed: ["28": 1, "29": 2, "30": 3], pairs: 0),
        Case(
            name: "three that were noticed at once", linked: ids(30), people: ids(27) + people(["x", "y", "z"], from: 28),
            noticed: ["28": 1, "29": 1, "30": 1], pairs: 3),
        Case(name: "one of one", linked: ids(1), people: people(["x"]), pairs: 1),
        Case(name: "one of two", linked: ids(2), people: ids(1) + people(["x"], from: 2), pairs: 1),
        Case(name: "one of three", linked: ids(3), people: ids(2) + people(["x"], from: 3), pairs: 0),
        Case(name: "all left, nobody has their addresses", linked: ids(30), people: people((1...30).map { "x\($0)" }, from: 100), pairs: 0),
        Case(name: "deleted people are known to be gone", linked: ids(4), people: ids(4, "x"), deleted: ["1", "2", "3", "4"], pairs: 0),
        Case(
            name: "case of the address", linked: ids(3), people: [("x", "P1@Corp.Example"), ("y", "P2@corp.example"), ("z", "p3@CORP.example")],
            pairs: 3),
        Case(name: "everybody renamed to another domain", linked: ids(30), people: ids(30).map { ($0.id, "n\($0.address)") }, pairs: 0),
        Case(
            name: "said to be other people", linked: ids(3), people: ids(3, "x"), separate: [("1", "x1"), ("2", "x2"), ("3", "x3")], pairs: 0),
        Case(
            name: "row numbers after the first row was removed", linked: ids(6), people: people((1...5).map(String.init), from: 2), canCarry: false,
            pairs: 5),
        Case(name: "everybody's ids in a circle", linked: ids(3), people: people(["2", "3", "1"]), pairs: 3),
        Case(name: "two people exchanged their addresses", linked: ids(6), people: people(["2", "1", "3", "4", "5", "6"]), pairs: 0),
        Case(name: "three of ten in a circle", linked: ids(10), people: people(["2", "3", "1", "4", "5", "6", "7", "8", "9", "10"]), pairs: 0),
        Case(name: "an empty ledger", linked: [], people: ids(3), pairs: 0),
    ]

    @Test(
        "Google's ids never change hands: only many addresses that come to new ids at once are a change",
        arguments: [
            (["2", "3", "1"], 0), (["x", "y", "z"], 3), (["x"], 0),
        ])
    func google(ids: [String], pairs: Int) {
        let links = Dictionary(
            uniqueKeysWithValues: Self.ids(ids.count).map {
                ($0.id, AccountLink(personID: $0.id, accountID: "a\($0.id)", values: ["userName": $0.address]))
            })
        let snapshot = DirectorySnapshot(
            customerID: "C01234567", primaryDomain: "corp.example",
            people: Self.people(ids).map { Person(id: $0.id, primaryEmail: $0.address) })
        #expect((IdentityChange(links: links, timers: [:], separate: [], snapshot: snapshot)?.pairs.count ?? 0) == pairs)
    }

    @Test("Which pairs stop a run", arguments: cases)
    func table(_ test: Case) {
        let links = Dictionary(
            uniqueKeysWithValues: test.linked.map { ($0.id, AccountLink(personID: $0.id, accountID: "a\($0.id)", values: ["userName": $0.address])) })
        let timers = test.noticed.mapValues { [DeprovisioningTimer(cause: .deleted, firstSeen: Date(timeIntervalSince1970: $0 * 86_400))] }
        let snapshot = DirectorySnapshot(
            primaryDomain: "corp.example", people: test.people.map { Person(id: $0.id, primaryEmail: $0.address) },
            deletedPeople: test.deleted.map { Person(id: $0, primaryEmail: "gone@corp.example", status: .deleted) })
        let change = IdentityChange(
            links: links, timers: timers, separate: Set(test.separate.map { SeparateIdentity(from: $0.from, to: $0.to) }), snapshot: snapshot)
        #expect((change?.pairs.count ?? 0) == test.pairs, "\(change?.words ?? "none")")
        #expect((change?.canCarry ?? true) == test.canCarry)
        // Each id goes to one other, and each account stays with the address that it had.
        #expect(Set(change?.pairs.map(\.to) ?? []).count == test.pairs)
        for pair in change?.pairs ?? [] {
            #expect(links[pair.from]?.userName == pair.address)
            #expect(test.people.first { $0.id == pair.to }?.address.lowercased() == pair.address)
        }
    }

    @Test("The sentence has the numbers, the first pairs and the ways out")
    func words() {
        let pairs = (1...7).map { IdentityPair(address: "p\($0)@corp.example", name: "P", from: "p\($0)@corp.example", to: "\($0)") }
        let words = IdentityChange(pairs: pairs, linked: 8).words
        #expect(
            words.hasPrefix(
                "7 of 8 linked people are in the directory with the same address under another id (p1@corp.example: p1@corp.example is now 1;"))
        #expect(words.contains("; and 2 more)"))
        #expect(words.contains("`autoprovision setup --carry-links`"))
        #expect(words.contains("`autoprovision setup --no-carry-links`"))
    }

    @Test("Carried links write the new ids whatever the limits, and everything else is held as ever")
    func limits() {
        let people = (0..<40).map { World.person("i\($0)", title: $0 < 5 ? "New" : nil) }
        let links = people.map { person in
            var link = World.link(person)
            link.values["externalId"] = person.primaryEmail
            link.values["title"] = nil
            return link
        }
        let plan = World.plan(
            people, configuration: World.configuration(safeguards: Safeguards(limits: [.update: .init(number: 4, percent: 0)])), links: links)
        #expect(plan.entries.count == 35)
        #expect(plan.held.map(\.after["title"]) == Array(repeating: "New", count: 5))
        #expect(plan.entries.allSatisfy { $0.after["externalId"] == $0.personID && $0.kind == .update })
    }

    @Test("An account that carries the former id is to get the present one, and once it has it there is nothing to do")
    func externalID() {
        var link = AccountLink(personID: "7", accountID: "a", values: ["userName": "p@corp.example", "externalId": "p@corp.example"])
        #expect(link.completing(["userName": "p@corp.example"]) == ["userName": "p@corp.example", "externalId": "7"])
        link.values["externalId"] = "7"
        #expect(link.completing(["userName": "p@corp.example"]) == link.values)
        link.values["externalId"] = nil
        #expect(link.completing(["userName": "p@corp.example"]) == ["userName": "p@corp.example"])
    }
}
