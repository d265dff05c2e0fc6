import Directory
import Foundation
import GoogleResources

/// A CSV file with a header.
struct CSVTable {
    /// One row, with the line on which it begins (from 1).
    struct Row {
        let line: Int
        /// As many as there are columns: cells that a spreadsheet left out at the end are empty.
        let fields: [String]
        /// How many cells the file gives.
        let given: Int
    }

    let name: String
    let headers: [String]
    let rows: [Row]

    /// Reads the text of the file called `name`.
    ///
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line.
    init(_ data: Data, name: String) throws(DirectoryError) {
        self.name = name
        let bytes = try ExportedFileText.utf8(data, name: name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalidFile(
                place: "\(name):\(Self.lineOfInvalidText(bytes))", reason: "the text is not UTF-8. Save the file as UTF-8, then try again.")
        }
        let parsed = try CSVParser.rows(of: text, name: name)
        guard let header = parsed.first else { throw .invalidFile(place: name, reason: "the file is empty; its first line must name the columns.") }
        let titles = header.fields.map { VisibleText.stripped($0).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        headers = titles
        var seen: Set<String> = []
        for title in titles where !title.isEmpty && !Self.isForUpload(title) && !seen.insert(Self.plain(title)).inserted {
            throw .invalidFile(place: "\(name):\(header.line)", reason: "the column \"\(title)\" occurs twice. Remove one of them.")
        }
        rows = try parsed.dropFirst().map { row throws(DirectoryError) in
            try Self.row(row, columns: titles.count, name: name)
        }
    }

    private static func row(_ row: CSVParser.Row, columns: Int, name: String) throws(DirectoryError) -> Row {
        let hasMore = row.fields.count > columns && row.fields[columns...].contains { !VisibleText.trimmed($0).isEmpty }
        let isCut = row.fields.count < columns && !row.isEnded
        guard !hasMore, !isCut else {
            throw .invalidFile(
                place: "\(name):\(row.line)",
                reason: "\(row.fields.count) fields where the header has \(columns)."
                    + (isCut ? " The file ends here: it was cut off. Export it again." : " Look for a missing quotation mark or separator."))
        }
        let missing = Array(repeating: "", count: max(0, columns - row.fields.count))
        return Row(line: row.line, fields: Array((row.fields + missing).prefix(columns)), given: row.fields.count)
    }

    /// The position of the column with one of these titles, compared without case, spaces and a suffix such as `[Required]`; `nil` when there is none.
    func column(_ titles: String...) -> Int? {
        let wanted = titles.map(Self.plain)
        return headers.firstIndex { wanted.contains(Self.plain($0)) && !Self.isForUpload($0) }
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

    /// What `read` makes of a cell, with file and line where it cannot be used.
    func cell<Value>(_ column: Int, of row: Row, _ read: (String) throws(ExportedTextError) -> Value) throws(DirectoryError) -> Value {
        do throws(ExportedTextError) {
            return try read(row.fields[column])
        } catch {
            // Where the row ends before the cell, a separator may be missing as well.
            let reason =
                column < row.given
                ? error.reason : "\(row.given) fields where the header has \(headers.count). Look for a missing quotation mark or separator."
            throw .invalidFile(place: "\(name):\(row.line)", reason: reason)
        }
    }

    private static func plain(_ title: String) -> String {
        (title.split(separator: "[", omittingEmptySubsequences: false).first ?? "").lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    }

    private static func isForUpload(_ title: String) -> Bool { title.uppercased().contains("[UPLOAD ONLY]") }

    private static func lineOfInvalidText(_ bytes: Data) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}
