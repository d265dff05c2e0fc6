package import Provisioning

/// The tools of steps by the libraries and files of this machine. Each is loaded when it is needed first.
package struct MachineValueTools: ValueTools {
    /// Those of this process: what was read once is kept for all who ask.
    package static let shared = MachineValueTools()

    private let patterns = Patterns()
    private let phoneNumbers: PhoneNumbers
    private let places: Places

    init(phoneNumbers: PhoneNumbers = PhoneNumbers(), places: Places = Places()) {
        self.phoneNumbers = phoneNumbers
        self.places = places
    }

    package func problem(ofPattern pattern: String) -> String? { patterns.problem(of: pattern) }

    package func firstMatch(of pattern: String, in text: String, group: Int) -> String? { patterns.firstMatch(of: pattern, in: text, group: group) }

    package func phoneNumber(_ text: String, country: String?) -> PhoneNumberReading { phoneNumbers.reading(of: text, country: country) }

    package func countryCode(of text: String) -> String? { places.countryCode(of: text) }

    package func countryName(of code: String) -> String? { places.countryName(of: code) }

    package func region(_ text: String, in country: String) -> CountryRegion? { places.region(text, in: country) }

    package func missing(for step: ValueStep.Name) -> MissingTool? {
        switch step {
        case .e164: phoneNumbers.isAvailable ? (places.isAvailable ? nil : .places) : .phoneNumbers
        case .region, .country: places.isAvailable ? nil : .places
        case .trim, .upper, .lower, .title, .replace, .pattern, .lookUp, .join, .cut: nil
        }
    }
}
