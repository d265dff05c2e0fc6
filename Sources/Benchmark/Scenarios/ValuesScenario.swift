import Directory
import Foundation
import Provisioning
import ValueLibraries

/// What the steps of the attribute mapping cost: reading phone numbers that nobody read before, and mapping a large organization with and without steps.
enum ValuesScenario {
    private static let numbers = 20_000
    private static let people = 1_000_000
    /// As many attributes as RingCentral takes.
    private static let attributes = 14

    static func measure() throws -> ScenarioReport {
        let tools = MachineValueTools.shared
        guard tools.missing(for: .e164) == nil else {
            throw BenchmarkError("The library of phone numbers is missing: swift build -c release --product AutoprovisionPhoneNumbers.")
        }
        // The first number loads the library.
        _ = tools.phoneNumber("(510) 555-0000", country: "US")
        let reading = seconds {
            for number in 0..<numbers { _ = tools.phoneNumber("(510) 556-\(String(number + 10_000).suffix(4)) \(number / 10_000)", country: "US") }
        }
        let again = seconds {
            for number in 0..<numbers { _ = tools.phoneNumber("(510) 556-\(String(number + 10_000).suffix(4)) \(number / 10_000)", country: "US") }
        }
        let sample = (0..<1_000).map(person)
        let without = seconds { mapAll(sample, table(steps: [])) }
        let with = seconds { mapAll(sample, table(steps: [.trim, .replace(find: "/", with: " "), .cut(64)])) }
        return ScenarioReport(
            scenario: .values, subject: "\(numbers) phone numbers, and \(people) people with \(attributes) attributes",
            figures: [
                Figure("microseconds a phone number", reading * 1_000_000 / Double(numbers), .count, goal: .atMost(40)),
                Figure("microseconds when it was read before", again * 1_000_000 / Double(numbers), .count),
                Figure("mapping without steps", without, .seconds), Figure("mapping with three steps each", with, .seconds),
                Figure("seconds more with steps", with - without, .seconds, goal: .atMost(3)),
            ])
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        let duration = clock.measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func mapAll(_ sample: [Person], _ table: MappingTable) {
        for _ in 0..<(people / sample.count) {
            for person in sample { _ = table.account(for: person) }
        }
    }

    private static func table(steps: [ValueStep]) -> MappingTable {
        let targets = (0..<attributes).map { TargetAttribute(path: "attribute\($0)", label: "Attribute \($0)", category: "Work") }
        return MappingTable(
            targets: targets,
            mappings: targets.enumerated().map { AttributeMapping(target: $1.path, sources: [.attribute("source\($0)", steps: steps)]) },
            context: ValueContext(tools: MachineValueTools.shared))
    }

    private static func person(_ number: Int) -> Person {
        let attributes = (0..<attributes).map { ("source\($0)", "Value \(number) of the attribute \($0)") }
        return Person(id: "\(number)", primaryEmail: "p\(number)@corp.example", attributes: Dictionary(uniqueKeysWithValues: attributes))
    }
}
