/// What an app demands of an attribute's value beside its length.
package enum ValueFormat: Sendable, Equatable {
    /// Any text.
    case text
    /// A phone number in the international form of ITU-T E.164.
    case phoneNumber
    /// An address for electronic mail.
    case email
    /// The name of a country.
    case country
    /// A state or province of the country in another attribute of the same address. In some countries there is no address without one.
    case region(country: String, mandatoryIn: Set<String>)

    /// The word in a profile file.
    package enum Name: String, CaseIterable, Sendable, Codable {
        case text, phoneNumber, email, country, region
    }

    package var name: Name {
        switch self {
        case .text: .text
        case .phoneNumber: .phoneNumber
        case .email: .email
        case .country: .country
        case .region: .region
        }
    }

    /// Whether a value has this form. Countries and regions are what the app's own lists say: they are judged by the steps that look them up.
    package func accepts(_ text: String) -> Bool {
        switch self {
        case .text, .country, .region: true
        case .phoneNumber: Self.isPhoneNumber(text)
        case .email: Self.isEmail(text)
        }
    }

    /// The length of a text as an app may count it: no app says whether it counts code points or UTF-16 units, so the greater one counts.
    package static func length(of text: String) -> Int { max(text.utf16.count, text.unicodeScalars.count) }

    /// `+`, a country code that does not begin with 0, at most 15 digits in all (ITU-T E.164), and at least 7.
    private static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count) && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// A part before one @ and a domain of at least two labels behind it, without white space; more is the mail servers' business (RFC 5321 §4.1.2).
    private static func isEmail(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return isPlainEmail(text.utf8) }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    /// The same of visible ASCII alone, which nearly every address is.
    private static func isPlainEmail(_ text: String.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}
