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
    /// In UTF-8.
    private var separator: [UInt8] = [UInt8(ascii: ",")]
    private var rows: [Row] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var rowLine = 1

    /// The rows of the text of the file called `name`; blank ones are left out.
    ///
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line of a quotation mark that is not closed, or closed too early.
    static func rows(of text: String, name: String) throws(DirectoryError) -> [Row] {
        var parser = CSVParser(name: name)
        var text = text[...]
        var line = 1
        if let (separator, rest) = separatorLine(text) {
            (parser.separator, text, line) = (Array(Character(separator).utf8), rest, 2)
        } else {
            parser.separator = Array(Character(Self.separator(of: text)).utf8)
        }
        try parser.parse(Array(text.utf8), from: line)
        return parser.rows
    }

    private init(name: String) { self.name = name }

    private enum Place { case unquoted, quoted, afterQuote }

    private static let (quote, lineFeed, carriageReturn) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    /// Goes by bytes: whatever divides rows and cells is one byte, or the separator that the file names, and a large organization has millions of them.
    private mutating func parse(_ bytes: [UInt8], from firstLine: Int) throws(DirectoryError) {
        var (line, quoteLine) = (firstLine, 0)
        rowLine = firstLine
        var place = Place.unquoted
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : nil
            position += 1
            let isLineEnd = byte == Self.lineFeed || byte == Self.carriageReturn && next != Self.lineFeed
            if isLineEnd { line += 1 }
            if place == .quoted {
                guard byte == Self.quote else {
                    field.append(byte)
                    continue
                }
                if next == Self.quote {
                    field.append(byte)
                    position += 1
                } else {
                    place = .afterQuote
                }
            } else if byte == separator[0], bytes[(position - 1)...].starts(with: separator) {
                position += separator.count - 1
                endField()
                place = .unquoted
            } else if isLineEnd {
                endRow(isEnded: true)
                place = .unquoted
                rowLine = line
            } else if byte == Self.carriageReturn {
                continue
            } else if place == .afterQuote {
                let end = bytes[position...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
                guard Self.isWhiteSpace(bytes[(position - 1)..<end]) else {
                    throw .invalidFile(
                        place: "\(name):\(line)",
                        reason: "text follows the quotation mark that closes a cell. Double the quotation marks inside the cell, or remove them.")
                }
                position = end
            } else if byte == Self.quote, Self.isWhiteSpace(field[...]) {
                field = []
                place = .quoted
                quoteLine = line
            } else {
                field.append(byte)
            }
        }
        if place == .quoted {
            throw .invalidFile(place: "\(name):\(quoteLine)", reason: "the quotation mark that opens here is never closed. Close it.")
        }
        if !field.isEmpty || !fields.isEmpty { endRow(isEnded: false) }
    }

    /// Whether nothing but white space of any script stands there.
    private static func isWhiteSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    private mutating func endField() {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
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
