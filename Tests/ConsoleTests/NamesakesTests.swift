import Provisioning
import Terminal
import Testing

@testable import Console

@Suite("People of one name are told apart", .timeLimit(.minutes(5)))
struct NamesakesTests {
    static func plan(why: PlanReason) -> Plan {
        var plan = Fixture.plan
        plan.items = ["a", "b"].map { id in
            PlanItem(
                PlanEntry(
                    PersonReference(id: id, name: "Ana Silva", email: "ana.silva.\(id)@corp.example"), kind: .create, accountID: nil,
                    before: [:],
                    after: [:], reason: why), .due)
        }
        return plan
    }

    @Test(
        "In Preview the address is shown where there is room for it, and where there is none it stands in the place of names that are alike",
        arguments: Look.sizes)
    func preview(size: Size) {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = size
        _ = state.enter(.preview)
        _ = state.handle(.planLoaded(Self.plan(why: .attributesChanged(["Job title"]))))
        let rows = state.text.split(separator: "\n").filter { $0.contains("create") && $0.contains(/Ana Silva|ana\.silva/) }
        #expect(rows.count >= 2, "\(state.text)")
        for id in ["a", "b"] { #expect(rows.contains { $0.contains("ana.silva.\(id)") }, "\(state.text)") }
    }

    @Test("At 80 columns the addresses of the plan stand in a column of their own where the rest leaves room")
    func column() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[1]
        _ = state.enter(.preview)
        _ = state.handle(.planLoaded(Self.plan(why: .attributesChanged(["Job title"]))))
        #expect(state.text.contains(/What +Who +Address +Why/), "\(state.text)")
    }
}
