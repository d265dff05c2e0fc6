package import Foundation
package import Provisioning

/// The tools of steps by the libraries and files of this machine. Each is loaded when it is needed first, and not at all where a run before left what it read.
package struct MachineValueTools: ValueTools {
    /// Those of a process without a home.
    package static let shared = MachineValueTools()

    private let patterns = Patterns()
    private let phoneNumbers: PhoneNumbers
    private let places: Places
    private let kept: KeptReadings

    /// Tools that read what was left for them, and leave what they read.
    ///
    /// - Parameters:
    ///   - read: what ``leave()`` wrote last; `nil` when there is nothing.
    ///   - write: keeps it for this user only. That it could not be kept costs time, nothing else.
    ///   - places: the countries and regions that the app told before, and which edition that is; asked for when the first value needs it.
    package init(
        read: @escaping @Sendable () -> Data?, write: @escaping @Sendable (Data) -> Void,
        places: @escaping @Sendable () -> (dictionary: PlaceDictionary?, edition: String)
    ) {
        self.init(places: Places(before: places), place: KeptReadings.Place(read: read, write: write))
    }

    /// Tools that keep what they read in memory.
    package init() { self.init(place: nil) }

    init(phoneNumbers: PhoneNumbers = PhoneNumbers(), places: Places = Places(), place: KeptReadings.Place?) {
        self.phoneNumbers = phoneNumbers
        self.places = places
        kept = KeptReadings(place) { Self.stamp(phoneNumbers.candidates + Self.libraries + places.files) + places.edition }
    }

    /// Where Debian has Google's library.
    private static let libraries = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/libphonenumber.so.8" }

    /// When these files were changed last, in one line.
    private static func stamp(_ files: [String]) -> String {
        files.map { file in
            var status = stat()
            return stat(file, &status) == 0 ? "\(status.st_size)@\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)" : "-"
        }.joined(separator: " ")
    }

    /// Takes the countries and regions that the app told from now on; without them those of Debian's package count. What was read by others is forgotten.
    ///
    /// - Parameter edition: another one for each dictionary that says something else.
    package func use(_ dictionary: PlaceDictionary?, edition: String) {
        if places.use(dictionary, edition: dictionary == nil ? "" : edition) { kept.forget() }
    }

    /// Leaves what was read for the next process.
    package func leave() { kept.leave() }

    package func problem(ofPattern pattern: String) -> String? { patterns.problem(of: pattern) }

    package func firstMatch(of pattern: String, in text: String, group: Int) -> String? { patterns.firstMatch(of: pattern, in: text, group: group) }

    package func phoneNumber(_ text: String, country: String?) -> PhoneNumberReading {
        let reading = kept.value(for: "phone\t\(country ?? "")\t\(text)") {
            switch phoneNumbers.reading(of: text, country: country) {
            case .number(let number)?: number
            case .doubt(let doubt)?: doubt.rawValue
            case nil: nil
            }
        }
        guard let reading else { return .doubt(.notANumber) }
        return PhoneNumberDoubt(rawValue: reading).map(PhoneNumberReading.doubt) ?? .number(reading)
    }

    package func countryCode(of text: String) -> String? {
        kept.value(for: "country\t\(text)") { places.isAvailable ? places.countryCode(of: text) ?? "" : nil }.flatMap { $0.isEmpty ? nil : $0 }
    }

    package func countryName(of code: String) -> String? {
        kept.value(for: "name\t\(code)") { places.isAvailable ? places.countryName(of: code) ?? "" : nil }.flatMap { $0.isEmpty ? nil : $0 }
    }

    package func region(_ text: String, in country: String) -> CountryRegion? {
        let region = kept.value(for: "region\t\(country)\t\(text)") {
            places.isAvailable ? places.region(text, in: country).map { "\($0.code) \($0.name)" } ?? "" : nil
        }
        // The code has no space in it.
        guard let parts = region?.split(separator: " ", maxSplits: 1), parts.count == 2 else { return nil }
        return CountryRegion(code: String(parts[0]), name: String(parts[1]))
    }

    package func hasRegions(_ country: String) -> Bool {
        kept.value(for: "regions\t\(country)") { places.isAvailable ? places.hasRegions(country) ? "yes" : "no" : nil } == "yes"
    }

    package func missing(for step: ValueStep.Name) -> MissingTool? {
        switch step {
        case .trim, .upper, .lower, .title, .replace, .pattern, .lookUp, .join, .cut: nil
        // The stamp of what was left says that they are still there.
        case .e164: kept.isFilled ? nil : phoneNumbers.isAvailable ? (places.isAvailable ? nil : .places) : .phoneNumbers
        case .region, .country: kept.isFilled || places.isAvailable ? nil : .places
        }
    }
}
