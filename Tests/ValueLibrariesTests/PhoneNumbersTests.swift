import Foundation
import Provisioning
import Testing

@testable import ValueLibraries

@Suite(.timeLimit(.minutes(2))) struct PhoneNumbersTests {
    /// As people type them; the numbers are reserved for examples, or are those of the library's own metadata.
    @Test(
        arguments: [
            ("+1 415-555-0123", nil, "+14155550123"), ("(415) 555-0123", "US", "+14155550123"), ("415.555.0123", "US", "+14155550123"),
            ("1-415-555-0123", "CA", "+14155550123"), ("020 7946 0958", "GB", "+442079460958"), ("+44 (0)20 7946 0958", nil, "+442079460958"),
            ("0044 20 7946 0958", "DE", "+442079460958"), ("030 23125-123", "DE", "+493023125123"), ("02 1234 5678", "IT", "+390212345678"),
            ("0 11 15 2345 6789", "AR", "+5491123456789"), ("06 1 123 4567", "HU", "+3611234567"), ("8 (912) 345-67-89", "RU", "+79123456789"),
            ("090-1234-5678", "JP", "+819012345678"), ("０９０－１２３４－５６７８", "JP", "+819012345678"), ("98765 43210", "IN", "+919876543210"),
            ("\u{202A}+1 415 555 0123\u{202C}", nil, "+14155550123"), ("0491 570 156", "AU", "+61491570156"), ("070-174 06 05", "SE", "+46701740605"),
        ] as [(String, String?, String)])
    func reads(text: String, country: String?, expected: String) {
        #expect(PhoneNumbers().reading(of: text, country: country) == .number(expected))
    }

    @Test(
        arguments: [
            ("1-800-FLOWERS", "US", PhoneNumberDoubt.letters), ("555-0123 home", "US", .letters), ("n/a", "US", .notANumber),
            ("-", "US", .notANumber),
            ("415 555 2671 x12", "US", .hasExtension), ("4155552671x12", "US", .hasExtension), ("+1 415 555 2671 ext. 12", nil, .hasExtension),
            ("tel:+14155552671;ext=12", nil, .hasExtension), ("ext. 1042", "US", .hasExtension), ("415 555 2671 #12", "US", .hasExtension),
            ("(415) 555-0123", nil, .noCountry), ("0044 20 7946 0958", nil, .noCountry), ("+999 123 4567", nil, .noCountry),
            ("12345", "US", .wrongLength),
            ("+1 415 555 01234567", nil, .wrongLength), ("(000) 000-0000", "US", .notInUse), ("+1 111 111 1111", nil, .notInUse),
            (String(repeating: "1", count: 10_000), "US", .notANumber), ("\u{1B}[2J", "US", .letters), ("\u{1B}[", "US", .notANumber),
        ] as [(String, String?, PhoneNumberDoubt)])
    func doubts(text: String, country: String?, expected: PhoneNumberDoubt) {
        #expect(PhoneNumbers().reading(of: text, country: country) == .doubt(expected))
    }

    @Test func saysWhenTheLibraryIsMissing() {
        #expect(PhoneNumbers().isAvailable)
        #expect(MachineValueTools().missing(for: .e164) == nil)
        let without = MachineValueTools(places: Places(folder: .init(fileURLWithPath: "/nowhere")), place: nil)
        #expect(without.missing(for: .country) == .places && without.missing(for: .e164) == .places && without.missing(for: .pattern) == nil)
    }
}
