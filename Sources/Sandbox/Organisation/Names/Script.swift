import Foundation

/// Given and family names of one writing system, each with the ASCII form that its e-mail address uses.
struct Script: Sendable {
    /// A name as its bearer writes it, and as the address has it.
    struct Name: Sendable {
        var written: String
        var ascii: String
    }

    /// Share of the people, relative to the other scripts.
    var weight: Int
    var given: [Name]
    var family: [Name]

    /// - Parameter given: `written=ascii` pairs, separated by spaces; an underscore stands for a space within a name.
    init(weight: Int, given: String, family: String) {
        self.weight = weight
        self.given = Self.names(given)
        self.family = Self.names(family)
    }

    private static func names(_ table: String) -> [Name] {
        table.split(whereSeparator: \.isWhitespace).map { entry in
            let parts = entry.split(separator: "=")
            let written = parts[0].replacingOccurrences(of: "_", with: " ")
            return Name(written: written, ascii: parts.count > 1 ? String(parts[1]) : written.lowercased())
        }
    }
}
