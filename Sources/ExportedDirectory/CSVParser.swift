import Directory
import GoogleResources

/// Takes the text of a CSV file apart (RFC 4180, and what spreadsheets make of it): quoted line ends, doubled quotes, `;` and tabs as separators, a line
/// `sep=;` before the header, and line ends of all three kinds.
struct CSVParser {
    /// One row as it stands in the file.
    struct Row: Equatable {
        /// The line on which it begins, from 1.
        let line: Int
        let fields: [String]
        /// Whether a line end follows. Where none does, the file may have been cut off.
        let isEnded: Bool

        /// Whether nothing stands in it.
        var isBlank: Bool { fields.allSatisfy { VisibleText.trimmed($0).isEmpty } }
    }

    private let name: String
    private var separator: Unicode.Scalar = ","
    private var rows: [Row] = []
    private var fields: [String] = []
    private var field = String.UnicodeScalarView()
    private var rowLine = 1

    /// The rows of the text of the file called `name`; blank ones are left out.
    ///
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line of a quotation mark that is not closed, or closed too early.
    static func rows(of text: String, name: String) throws(DirectoryError) -> [Row] {
        var parser = CSVParser(name: name)
        var text = text[...]
        var line = 1
        if let (separator, rest) = separatorLine(text) {
            (parser.separator, text, line) = (separator, rest, 2)
        } else {
            parser.separator = Self.separator(of: text)
        }
        try parser.parse(text, from: line)
        return parser.rows
    }

    private init(name: String) { self.name = name }

    private enum Place { case unquoted, quoted, afterQuote }

    private mutating func parse(_ text: Substring, from firstLine: Int) throws(DirectoryError) {
        var (line, quoteLine) = (firstLine, 0)
        rowLine = firstLine
        var place = Place.unquoted
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            let isLineEnd = scalar == "\n" || (scalar == "\r" && next != "\n")
            if isLineEnd { line += 1 }
            if place == .quoted {
                guard scalar == "\"" else {
                    field.append(scalar)
                    continue
                }
                if next == "\"" {
                    field.append("\"")
                    next = scalars.next()
                } else {
                    place = .afterQuote
                }
            } else if scalar == separator {
                endField()
                place = .unquoted
            } else if isLineEnd {
                endRow(isEnded: true)
                place = .unquoted
                rowLine = line
            } else if scalar == "\r" {
                continue
            } else if place == .afterQuote {
                guard scalar.properties.isWhitespace else {
                    throw .invalidFile(
                        place: "\(name):\(line)",
                        reason: "text follows the quotation mark that closes a cell. Double the quotation marks inside the cell, or remove them.")
                }
            } else if scalar == "\"", field.allSatisfy(\.properties.isWhitespace) {
                field = .init()
                place = .quoted
                quoteLine = line
            } else {
                field.append(scalar)
            }
        }
        if place == .quoted {
            throw .invalidFile(place: "\(name):\(quoteLine)", reason: "the quotation mark that opens here is never closed. Close it.")
        }
        if !field.isEmpty || !fields.isEmpty { endRow(isEnded: false) }
    }

    private mutating func endField() {
        fields.append(String(field))
        field = .init()
    }

    private mutating func endRow(isEnded: Bool) {
        endField()
        let row = Row(line: rowLine, fields: fields, isEnded: isEnded)
        if !row.isBlank { rows.append(row) }
        fields = []
    }

    /// The separator that a first line `sep=;` names, and the text after it (Excel reads and writes it).
    private static func separatorLine(_ text: Substring) -> (Unicode.Scalar, Substring)? {
        let line = text.prefix { !$0.isNewline }
        let plain = VisibleText.trimmed(line.filter { $0 != "\"" })
        // A tab at the end is the separator, not a space to clean.
        let value = line.hasSuffix("sep=\t") ? "\t" : plain.dropFirst(4)
        guard plain.lowercased().hasPrefix("sep="), value.unicodeScalars.count == 1, let separator = value.unicodeScalars.first else { return nil }
        return (separator, text[line.endIndex...].dropFirst())
    }

    /// What the header is parted by most often, outside of quotation marks.
    private static func separator(of text: Substring) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var isQuoted = false
        for scalar in text.drop(while: \.isWhitespace).unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if !isQuoted, scalar == "\n" || scalar == "\r" { break }
            if !isQuoted, scalar == "," || scalar == ";" || scalar == "\t" { counts[scalar, default: 0] += 1 }
        }
        return [",", ";", "\t"].max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? ","
    }
}
