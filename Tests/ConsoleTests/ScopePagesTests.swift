import Directory
import Foundation
import Provisioning
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The pages of conditions and exclusions", .timeLimit(.minutes(5)))
struct ScopePagesTests {
    private static let department = "organizations[primary].department"

    static func page(_ place: Place, conditions: [ScopeCondition] = [], exclusions: Exclusions = Exclusions()) -> ConsoleState {
        var configuration = Fixture.configuration()
        configuration.autoprovisioning.scope.conditions = conditions
        configuration.exclusions = exclusions
        var state = Fixture.app(configuration)
        _ = state.go(to: place)
        return state
    }

    @Test("A condition is chosen, typed and saved; the values that people have stand below the field")
    func add() throws {
        var state = Self.page(.conditions)
        #expect(state.text.contains("No condition"))
        state.press(.character("A"), .enter)
        state.type("depart")
        state.press(.enter)
        let asked = try #require(state.page as? ConditionPage)
        #expect(asked.crumb == "Add a condition")
        let people = ["Sales", "Sales", "Legal", ""].enumerated().map { index, value in
            Person(id: "\(index)", primaryEmail: "\(index)@corp.example", attributes: [Self.department: value])
        }
        _ = state.handle(.answer(ConditionPage.Sample(attribute: Self.department), people))
        #expect(state.text.contains("Values of some people: Sales, Legal"))
        state.press(.right, .tab)
        state.type("Sales|Legal")
        state.press(.enter)
        #expect(state.page is ConditionsPage && state.text.contains("Department is neither Sales nor Legal"), "\(state.text)")
        state.press(.tab)
        guard let edited = state.press(.enter).first?.save(.back) else {
            Issue.record("nothing is saved: \(state.text)")
            return
        }
        #expect(edited.autoprovisioning.scope.conditions == [ScopeCondition(Self.department, .isNot, ["Sales", "Legal"])])
    }

    @Test("W chooses whether people on a secondary domain are always left out, or only when groups restrict the scope")
    func secondaryDomains() throws {
        var state = Self.page(.scope)
        #expect(state.text.replacing(/\s+/, with: " ").contains("Secondary domains (W): left out when groups restrict the scope."))
        state.press(.tab, .character("W"))
        #expect(state.text.replacing(/\s+/, with: " ").contains("Secondary domains (W): always left out."))
        let edited = try #require(state.press(.enter).first?.save(.back), "nothing is saved: \(state.text)")
        #expect(edited.autoprovisioning.scope.secondaryDomains == .excluded)
    }

    @Test("What is missing is said, and nothing is added")
    func incomplete() {
        var state = Self.page(.conditions)
        state.press(.character("A"), .tab, .tab, .enter)
        #expect(state.text.contains("Choose an attribute first"))
        state.press(.enter)
        state.type("department")
        state.press(.enter, .tab, .enter)
        #expect(state.page is ConditionPage && state.text.contains("Type at least one value."))
    }

    @Test("Each condition says whom it leaves out; x removes it, u puts back what is saved")
    func counts() throws {
        let conditions = [ScopeCondition(Self.department, .is, ["Sales"]), ScopeCondition("name.givenName", .startsWith, ["Z"])]
        var state = Self.page(.conditions, conditions: conditions)
        var summary = ScopeSummary(entitled: 12, excluded: [.conditionNotMet: 31])
        summary.conditions = [30, 1]
        _ = state.handle(.scopeCounted(summary, request: state.model.scopeRequest))
        #expect(state.text.contains("12 people in scope"))
        #expect(state.text.contains("leaves out 30 people") && state.text.contains("leaves out 1 person"))
        state.press(.delete)
        #expect((state.page as? ConditionsPage)?.conditions == [conditions[1]])
        state.press(.character("u"))
        #expect((state.page as? ConditionsPage)?.conditions == conditions)
        #expect(!state.page.hasUnsavedChanges(state.model))
    }

    @Test("A person and an account are excluded and saved; nothing is excluded twice")
    func exclude() throws {
        var state = Self.page(.exclusions, exclusions: Exclusions(accounts: ["pbx@corp.example"]))
        state.press(.character("B"))
        state.type("PBX@corp.example")
        state.press(.enter)
        #expect(state.text.contains("is excluded already"))
        state.press(.character("B"))
        state.type("4711")
        state.press(.enter)
        state.press(.character("A"))
        #expect(state.page is PeoplePage)
        _ = state.handle(.peopleLoaded([ListedPerson(id: "7", name: "Zoe Adams", email: "zoe@corp.example", status: .active, accountIsActive: true)]))
        state.press(.enter)
        #expect(state.page is ExclusionsPage && state.text.contains("zoe@corp.example"), "\(state.text)")
        state.press(.tab)
        guard let edited = state.press(.enter).first?.save(.back) else {
            Issue.record("nothing is saved: \(state.text)")
            return
        }
        #expect(edited.exclusions.accounts == ["pbx@corp.example", "4711"])
        #expect(edited.exclusions.people.map(\.id) == ["7"])
    }

    @Test("An excluded person whom nobody knows any more is marked, and the preview and the plan name them")
    func unknownExclusion() throws {
        let (gone, here) = (ExcludedPerson(id: "9", email: "gone@corp.example"), ExcludedPerson(id: "7", email: "here@corp.example"))
        var state = Self.page(.exclusions, exclusions: Exclusions(people: [gone, here], accounts: ["pbx@corp.example"]))
        #expect(!state.text.contains("not known"))
        var summary = ScopeSummary(entitled: 3)
        summary.unknownExclusions = [gone]
        state.model.scopeSummary = .loaded(summary)
        let marked = state.text.split(separator: "\n").filter { $0.contains("not known") }
        #expect(marked.count == 1 && marked.first?.contains("gone@corp.example") == true, "\(state.text)")
        var plan = Fixture.plan
        #expect(plan.advice == plan.notes)
        plan.unknownExclusions = [gone]
        #expect(plan.advice.last?.hasPrefix("The exclusion of gone@corp.example concerns nobody") == true)
        plan.unknownExclusions = (0..<7).map { ExcludedPerson(id: "\($0)", email: "p\($0)@corp.example") }
        #expect(plan.advice.last?.contains("p4@corp.example and 2 more concern nobody") == true)
    }

    @Test("From the scope, O and E lead to both pages, and their settings are not lost when the scope is saved")
    func ways() throws {
        let condition = ScopeCondition(Self.department, .is, ["Sales"])
        var state = Self.page(.scope, conditions: [condition])
        #expect(state.text.contains("Conditions (O): Department is Sales. Exclusions (E): none."), "\(state.text)")
        state.press(.tab, .character("O"))
        #expect(state.page is ConditionsPage)
        state.press(.escape, .character("E"))
        #expect(state.page is ExclusionsPage)
        state.press(.escape, .tab)
        state.type("presales")
        state.press(.enter, .tab, .tab)
        guard let edited = state.press(.enter).first?.save(.back) else {
            Issue.record("nothing is saved: \(state.text)")
            return
        }
        #expect(edited.autoprovisioning.scope.conditions == [condition])
    }
}
