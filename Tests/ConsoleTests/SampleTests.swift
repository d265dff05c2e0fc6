import Directory
import Provisioning
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The sample person of the attribute mapping", .timeLimit(.minutes(5)))
struct SampleTests {
    static let people = [
        Person(
            id: "1", primaryEmail: "zoe@corp.example", fullName: "Zoe Kowalczyk",
            attributes: ["name.givenName": "Zoe", "organizations[primary].title": "Engineer"]),
        Person(id: "2", primaryEmail: "max@corp.example", fullName: "Max \u{1B}[31m\u{202E}M", attributes: [:]),
    ]

    static func mapping(_ size: Size = Size(columns: 80, rows: 24)) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.size = size
        state.press(.enter)
        _ = state.handle(.sampleLoaded(people))
        return state
    }

    @Test("The people are read with everything that can be mapped, when the page is shown and when the attributes become known")
    func loading() throws {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        let shown = state.press(.enter)
        let known = state.handle(.attributesLoaded([.custom(schema: "S", field: "f")]))
        for (effects, id) in [(shown, "customSchemas.Telephony.extension"), (known, "customSchemas.S.f")] {
            let attributes = effects.compactMap { $0.task(SamplePerson.Read.self) }.filter { $0.first == nil }.map(\.attributes)
            #expect(attributes.first?.isSuperset(of: [id, "primaryEmail", "organizations[primary].title"]) == true)
        }
    }

    @Test(
        "Below the list stands the value of the selected attribute, and it follows the choice",
        arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24)])
    func narrow(size: Size) {
        var state = Self.mapping(size)
        #expect(state.text.contains("Value for Zoe Kowalczyk: zoe@corp.example"))
        state.press(.down, .down)
        #expect(state.text.contains("Value for Zoe Kowalczyk: Engineer"))
        state.press(.delete)
        #expect(state.text.contains("Value for Zoe Kowalczyk: no value"))
    }

    @Test("With room, the values stand beside all attributes")
    func wide() {
        let text = Self.mapping(Size(columns: 140, rows: 50)).text
        for part in ["Value for Zoe Kowalczyk", "zoe@corp.example", "Engineer", "Values for Zoe Kowalczyk <zoe@corp.example>"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("> takes another person and begins anew after the last; what is missing for an account is said")
    func another() {
        var state = Self.mapping()
        state.press(.character(">"))
        #expect(state.text.contains(": max@corp.example"))
        #expect(state.text.contains("gets no account because of: First name"))
        state.press(.character(">"))
        #expect(state.text.contains("Value for Zoe Kowalczyk: zoe@corp.example"))
        #expect(!state.text.contains("no account"))
    }

    @Test("N finds a person by name, who comes first from then on")
    func byName() {
        var state = Self.mapping()
        #expect(state.press(.character("N")) == [.loadPeople])
        _ = state.handle(
            .peopleLoaded(
                Self.people.map { ListedPerson(id: $0.id, name: $0.fullName, email: $0.primaryEmail, status: .active, accountIsActive: nil) }))
        state.type("max")
        guard state.press(.enter).first?.task(SamplePerson.Read.self)?.first == "2" else {
            Issue.record("\(state.text)")
            return
        }
        _ = state.handle(.sampleLoaded(Self.people.reversed()))
        #expect(state.page is AttributesPage && state.text.contains(": max@corp.example"))
    }

    @Test("Without people the page says why, and works")
    func without() {
        var state = Self.mapping()
        _ = state.handle(.failure(SamplePerson.Read(attributes: [], first: nil), "Google cannot be reached."))
        #expect(state.text.contains("No values can be shown: Google cannot be reached."))
        _ = state.handle(.sampleLoaded([]))
        state.press(.character(">"))
        #expect(state.text.contains("The directory lists nobody to show values for."))
    }
}
