/// A file that systemd reads.
struct UnitFile: Equatable {
    let name: String
    let text: String

    /// As a unit takes it: no specifier, one word (systemd.syntax(7)).
    static func quoted(_ text: String) -> String {
        let plain = text.replacing("%", with: "%%")
        guard plain.contains(where: { $0.isWhitespace || "\"'\\".contains($0) }) else { return plain }
        return "\"\(plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// Whether a text can stand in a unit: a line break in a path would begin a setting of its own.
    static func canName(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory) }
    }
}
