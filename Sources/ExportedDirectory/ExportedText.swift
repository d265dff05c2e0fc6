import Foundation
import GoogleResources

/// Why a cell of an exported file cannot be used: a sentence that says what it holds and what to do about it. The reader adds file and line.
struct ExportedTextError: Error, Equatable {
    let reason: String
}

/// The text of a cell, without what spreadsheets, mail programs and web pages leave around it.
enum ExportedText {
    /// The first of several values in one cell, which people part with `,`, `;` or line breaks.
    static func first(_ text: String) -> String {
        let parts = text.split { $0 == "," || $0 == ";" || $0.isNewline }
        return parts.lazy.map { VisibleText.trimmed(String($0)) }.first { !$0.isEmpty } ?? ""
    }

    /// The value that a spreadsheet's cell means: `="0123"` and `'0123` are how spreadsheets keep a number as text.
    ///
    /// - Throws: when the cell holds a formula's error (`#N/A`), a number in powers of ten (`1.23E+20`, whose digits are lost) or a character that was lost.
    static func value(_ cell: String) throws(ExportedTextError) -> String {
        var text = VisibleText.trimmed(cell)
        guard let first = text.utf8.first else { return text }
        if first == UInt8(ascii: "="), text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 {
            text = VisibleText.trimmed(String(text.dropFirst(2).dropLast()))
        }
        if first == UInt8(ascii: "'"), text.dropFirst().allSatisfy({ $0.isNumber || " +-().=/".contains($0) }) {
            text = VisibleText.trimmed(String(text.dropFirst()))
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
}
