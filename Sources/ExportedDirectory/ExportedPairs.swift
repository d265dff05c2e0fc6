package import Directory
package import Foundation
import JSON

/// A file of two columns, what the directory says and what the app gets: CSV as spreadsheets write it, or a JSON object of texts.
package enum ExportedPairs {
    /// Reads the file's text.
    ///
    /// - Parameter name: the file's name in sentences.
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line that is wrong.
    package static func read(_ data: Data, name: String) throws(DirectoryError) -> [String: String] {
        let data = try ExportedFileText.utf8(data, name: name)
        if let value = JSONValue(data), case .object(let members) = value { return try texts(members, name: name) }
        var pairs: [String: String] = [:]
        for row in try CSVParser.rows(of: String(decoding: data, as: UTF8.self), name: name) where !row.isBlank {
            let cells = row.fields.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            guard cells.count == 2, !cells[0].isEmpty else {
                throw .invalidFile(
                    place: "\(name):\(row.line)", reason: "a row has two columns: what the directory says, and what the app gets.")
            }
            guard pairs.updateValue(cells[1], forKey: cells[0]) == nil else {
                throw .invalidFile(place: "\(name):\(row.line)", reason: "\"\(cells[0].prefix(60))\" has a row already; keep one.")
            }
        }
        guard !pairs.isEmpty else { throw .invalidFile(place: name, reason: "it has no rows; write one for each value, in two columns.") }
        return pairs
    }

    private static func texts(_ members: [String: JSONValue], name: String) throws(DirectoryError) -> [String: String] {
        var pairs: [String: String] = [:]
        for (key, value) in members {
            guard let text = value.string else {
                throw .invalidFile(place: name, reason: "\"\(key.prefix(60))\" has no text; write one in quotation marks.")
            }
            pairs[key] = text
        }
        return pairs
    }
}
