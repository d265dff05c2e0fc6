import Foundation

/// Prints a JSON list piece by piece, in the form in which ``Output/json(_:)`` prints a whole one.
final class JSONListOutput {
    private var isEmpty = true

    /// Prints elements.
    func append(_ elements: [some Encodable]) throws {
        guard !elements.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        // Between the brackets, which have a line each.
        let text = String(decoding: try encoder.encode(elements), as: UTF8.self).dropFirst(2).dropLast(2)
        FileHandle.standardOutput.write(JSONText.escaped(Data(((isEmpty ? "[\n" : ",\n") + text).utf8)))
        isEmpty = false
    }

    /// Ends the list.
    func end() { FileHandle.standardOutput.write(Data((isEmpty ? "[\n\n]\n" : "\n]\n").utf8)) }
}
