import Foundation

/// Why a cell of an exported file cannot be used: a sentence that says what it holds and what to do about it. The reader adds file and line.
struct ExportedTextError: Error, Equatable {
    let reason: String
}

/// The text of a cell, without what spreadsheets, mail programs and web pages leave around it.
enum ExportedText {
    /// Without spaces, no-break spaces, zero-width characters, byte-order marks, directional marks and control characters at both ends. Inside a name they can be
    /// meant (Persian is written with zero-width non-joiners), so there they stay.
    static func cleaned(_ text: String) -> String {
        // Nearly all cells are clean; they are kept as they are.
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isInvisible(first) || isInvisible(last) else { return text }
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first, isInvisible(scalar) { rest.removeFirst() }
        while let scalar = rest.last, isInvisible(scalar) { rest.removeLast() }
        return String(rest)
    }

    /// Without any character that cannot be seen, for texts in which none can be meant, such as addresses and ids. Spaces inside stay: they join or part two texts,
    /// which the reader cannot decide.
    static func visible(_ text: String) -> String {
        let text = cleaned(text)
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isInvisible($0) || $0.properties.isWhitespace }))
    }

    /// The first of several values in one cell, which people part with `,`, `;` or line breaks.
    static func first(_ text: String) -> String {
        let parts = text.split { $0 == "," || $0 == ";" || $0.isNewline }
        return parts.lazy.map { cleaned(String($0)) }.first { !$0.isEmpty } ?? ""
    }

    /// The value that a spreadsheet's cell means: `="0123"` and `'0123` are how spreadsheets keep a number as text.
    ///
    /// - Throws: when the cell holds a formula's error (`#N/A`), a number in powers of ten (`1.23E+20`, whose digits are lost) or a character that was lost.
    static func value(_ cell: String) throws(ExportedTextError) -> String {
        var text = cleaned(cell)
        guard let first = text.utf8.first else { return text }
        if first == UInt8(ascii: "="), text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 {
            text = cleaned(String(text.dropFirst(2).dropLast()))
        }
        if first == UInt8(ascii: "'"), text.dropFirst().allSatisfy({ $0.isNumber || " +-().=/".contains($0) }) {
            text = cleaned(String(text.dropFirst()))
        }
        if first == UInt8(ascii: "#"), text.count > 1, errors.contains(text.uppercased()) || text.allSatisfy({ $0 == "#" }) {
            throw ExportedTextError(
                reason: "\"\(text.prefix(20))\" is a spreadsheet's error or a column that was too narrow. Correct the cell, then export again.")
        }
        if isPowerOfTen(text) {
            throw ExportedTextError(
                reason: "\"\(text.prefix(40))\" is a number whose last digits a spreadsheet dropped. Format the column as text, then export again.")
        }
        if text.unicodeScalars.contains("\u{FFFD}") {
            throw ExportedTextError(
                reason: "\"\(text.prefix(40))\" holds a character that was lost when the file was saved. Save it as UTF-8, then export again.")
        }
        return text
    }

    private static let errors: Set<String> = [
        "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#ERROR!", "#GETTING_DATA",
    ]

    /// `1.23E+20`, also with a comma.
    private static func isPowerOfTen(_ text: String) -> Bool {
        // Looked for cheaply first: an export has millions of cells.
        guard text.utf8.count < 40, text.utf8.contains(UInt8(ascii: "+")), text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
            return false
        }
        return text.wholeMatch(of: /[+-]?\d([.,]\d+)?[eE][+]\d{2,}/) != nil
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        // Above the basic plane, tags are part of flags.
        guard scalar.value <= 0xFFFF else { return false }
        let properties = scalar.properties
        return properties.isWhitespace || properties.generalCategory == .format || properties.generalCategory == .control
            // Variation selectors and fillers, which fonts show as nothing.
            || (0xFE00...0xFE0E).contains(scalar.value) || [0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0].contains(scalar.value)
    }
}
