import Foundation
import Provisioning
import Testing

@Suite("Saving what only turns autoprovisioning off", .timeLimit(.minutes(1)))
struct TurningOffTests {
    private static func configuration(_ change: (inout Configuration) -> Void = { _ in }) -> Configuration {
        var configuration = World.configuration()
        change(&configuration)
        return configuration
    }

    static let rows: [(String, Configuration?, Configuration, Bool)] = [
        ("off after on", configuration(), configuration { $0.autoprovisioning.isOn = false }, true),
        ("off after on, in the next revision", configuration(), configuration { ($0.autoprovisioning.isOn, $0.revision) = (false, 7) }, true),
        ("off again", configuration { $0.autoprovisioning.isOn = false }, configuration { $0.autoprovisioning.isOn = false }, true),
        ("still on", configuration(), configuration(), false),
        ("on after off", configuration { $0.autoprovisioning.isOn = false }, configuration(), false),
        (
            "off, and something else changed", configuration(),
            configuration { ($0.autoprovisioning.isOn, $0.runIntervalMinutes) = (false, 5) }, false
        ),
        ("nothing was saved before", nil, configuration { $0.autoprovisioning.isOn = false }, false),
    ]

    @Test("changes nothing else, whatever the revision's number is", arguments: rows)
    func onlyTurnsOff(name: String, saved: Configuration?, edited: Configuration, expected: Bool) {
        #expect(edited.onlyTurnsOff(saved) == expected, "\(name)")
    }
}
