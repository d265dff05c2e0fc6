import Foundation

/// A CSV file (RFC 4180) with a header: byte-order mark, quoted line ends, doubled quotes, and `;` instead of `,` as some locales export it.
struct CSVTable {
    /// One row, with the line on which it begins (from 1).
    struct Row {
        let line: Int
        let fields: [String]
    }

    let name: String
    let headers: [String]
    let rows: [Row]

    /// Reads the text of the file called `name`.
    ///
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line.
    init(_ data: Data, name: String) throws(DirectoryError) {
        self.name = name
        var bytes = data[...]
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .invalidFile(place: name, reason: "the file is UTF-16. Save it as UTF-8, then try again.")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalidFile(
                place: "\(name):\(Self.lineOfInvalidText(bytes))", reason: "the text is not UTF-8. Save the file as UTF-8, then try again.")
        }
        let parsed = try Self.parse(text, name: name)
        guard let header = parsed.first else { throw .invalidFile(place: name, reason: "the file is empty; its first line must name the columns.") }
        headers = header.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        var seen: Set<String> = []
        for title in headers where !title.isEmpty && !seen.insert(title.lowercased()).inserted {
            throw .invalidFile(place: "\(name):1", reason: "the column \"\(title)\" occurs twice. Remove one of them.")
        }
        rows = parsed.dropFirst().filter { $0.fields != [""] }
        for row in rows where row.fields.count != headers.count {
            throw .invalidFile(
                place: "\(name):\(row.line)",
                reason: "\(row.fields.count) fields where the header has \(headers.count). Look for a missing quotation mark or separator.")
        }
    }

    /// The position of the column with one of these titles, compared without case and without a suffix such as `[Required]`; `nil` when there is none.
    func column(_ titles: String...) -> Int? {
        func plain(_ title: String) -> String {
            (title.split(separator: "[").first.map(String.init) ?? "").trimmingCharacters(in: .whitespaces).lowercased()
        }
        let wanted = titles.map { $0.lowercased() }
        return headers.firstIndex { wanted.contains(plain($0)) && !$0.contains("[UPLOAD ONLY]") }
    }

    /// The position of a column that must be there.
    func requiredColumn(_ title: String) throws(DirectoryError) -> Int {
        if let column = column(title) { return column }
        throw .invalidFile(
            place: "\(name):1",
            reason:
                "the column \"\(title)\" is missing; found are \(headers.prefix(40).joined(separator: ", ")). Export the list again with all columns."
        )
    }

    private static func lineOfInvalidText(_ bytes: Data) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }

    private static func parse(_ text: String, name: String) throws(DirectoryError) -> [Row] {
        let separator = separator(of: text)
        var rows: [Row] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var (line, rowLine, quoteLine) = (1, 1, 0)
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        func endRow() {
            fields.append(String(field))
            field = .init()
            rows.append(Row(line: rowLine, fields: fields))
            fields = []
        }
        while let scalar = next {
            next = scalars.next()
            if scalar == "\n" { line += 1 }
            if isQuoted {
                guard scalar == "\"" else {
                    field.append(scalar)
                    continue
                }
                if next == "\"" {
                    field.append("\"")
                    next = scalars.next()
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" && field.isEmpty {
                isQuoted = true
                quoteLine = line
            } else if scalar == separator {
                fields.append(String(field))
                field = .init()
            } else if scalar == "\n" {
                endRow()
                rowLine = line
            } else if !(scalar == "\r" && (next == "\n" || next == nil)) {
                field.append(scalar)
            }
        }
        if isQuoted { throw .invalidFile(place: "\(name):\(quoteLine)", reason: "the quotation mark that opens here is never closed. Close it.") }
        if !field.isEmpty || !fields.isEmpty { endRow() }
        return rows
    }

    private static func separator(of text: String) -> Unicode.Scalar {
        let header = text.prefix { !$0.isNewline }
        return header.count { $0 == ";" } > header.count { $0 == "," } ? ";" : ","
    }
}
