/// Text of a table that spreadsheets open, in the form of RFC 4180.
package enum CSVText {
    /// One record, without the line break that ends it (CR LF, RFC 4180 §2.1).
    package static func record(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    /// One field: quoted where it has to be (§2.6, §2.7). What a spreadsheet would take for a formula gets an apostrophe in front
    /// (https://owasp.org/www-community/attacks/CSV_Injection), because names and addresses are written by others. Line breaks and other control characters
    /// become spaces, so that a record is one line.
    /// All of it is done scalar by scalar: a combining mark after a quotation mark hides it from a comparison of characters, but not from a spreadsheet.
    package static func field(_ text: String) -> String {
        var scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        // A spreadsheet may trim the spaces before it looks for a formula.
        if let first = scalars.first(where: { $0 != " " }), "=+-@＝＋－＠".unicodeScalars.contains(first) { scalars.insert("'", at: 0) }
        let isQuoted = scalars.contains { $0 == "," || $0 == "\"" } || scalars.first == " " || scalars.last == " "
        let content = scalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
        var field = String.UnicodeScalarView()
        if isQuoted { field.append("\"") }
        field.append(contentsOf: content)
        if isQuoted { field.append("\"") }
        return String(field)
    }
}
