import Directory
import Foundation
import Provisioning
import Testing
import Wording

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
