import Foundation

/// A name that stands where only a machine's name may stand: in a message's id (RFC 5322 §3.6.4) and before a mail server (RFC 5321 §4.1.1.1).
enum MachineName {
    /// The text with a hyphen for everything but letters, digits, hyphens and periods; "localhost" for an empty one.
    static func plain(_ text: some StringProtocol) -> String {
        let letters = text.unicodeScalars.map { scalar in
            scalar.isASCII && scalar.properties.isAlphabetic || "0123456789.-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        return letters.isEmpty ? "localhost" : String(letters)
    }
}
