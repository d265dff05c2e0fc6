import GoogleResources

/// The e-mail address in a cell of an exported file.
enum ExportedAddress {
    /// The first address of the cell, without `mailto:` and without the name of `Name <address>`. Nothing is refused: it is a value among others.
    static func loose(_ cell: String) -> String {
        var text = VisibleText.stripped(ExportedText.first(cell))
        if let open = text.lastIndex(of: "<"), text.hasSuffix(">"), open < text.index(before: text.endIndex) {
            text = VisibleText.stripped(String(text[text.index(after: open)...].dropLast()))
        }
        if text.lowercased().hasPrefix("mailto:") { text = VisibleText.stripped(String(text.dropFirst("mailto:".count))) }
        return text
    }

    /// The address that names a person, a group or a member.
    ///
    /// - Throws: when the text can be no address, or may be another one than was meant.
    static func read(_ cell: String) throws(ExportedTextError) -> String {
        if isPlain(cell) { return cell }
        let address = loose(try ExportedText.value(cell))
        let shown = "\"\(address.prefix(80))\""
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !address.contains(where: \.isWhitespace) else {
            throw ExportedTextError(reason: "\(shown) is not an e-mail address. Correct the row.")
        }
        guard address.first != "'", address.first != "=", !address.contains(where: { "\"()<>[]:\\,;".contains($0) }) else {
            throw ExportedTextError(
                reason: "\(shown) is not an e-mail address: it begins with or holds a character of a spreadsheet or a list. Correct the row.")
        }
        return address
    }

    /// Whether the cell is nothing but a common address, as nearly all are: an export has millions of them.
    private static func isPlain(_ cell: String) -> Bool {
        let at = UInt8(ascii: "@")
        guard let first = cell.utf8.first, let last = cell.utf8.last, first != at, last != at else { return false }
        var count = 0
        for byte in cell.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                continue
            case at: count += 1
            default: return false
            }
        }
        return count == 1
    }
}

/// The id of a person in a cell of an exported file.
enum ExportedIdentifier {
    /// Words that programs write for "nothing".
    private static let nothing: Set<String> = ["null", "none", "nil", "nan", "n/a", "undefined", "-"]

    /// The id, without any character that cannot be seen.
    ///
    /// - Throws: when the cell is empty, or holds a number that a spreadsheet or a program changed.
    static func read(_ cell: String, column: String = "User ID") throws(ExportedTextError) -> String {
        let id = VisibleText.stripped(try ExportedText.value(cell))
        guard !id.isEmpty, !nothing.contains(id.lowercased()) else {
            throw ExportedTextError(
                reason:
                    "the column \"\(column)\" is \(id.isEmpty ? "empty" : "\"\(id)\"") here, so nobody can tell who this is. Fill it in, or remove the whole column."
            )
        }
        guard !id.contains(where: \.isWhitespace), !isFraction(id), id.first != "=" else {
            throw ExportedTextError(
                reason:
                    "the id \"\(id.prefix(40))\" was changed by a spreadsheet or a program. Format the column \"\(column)\" as text, then export again."
            )
        }
        return id
    }

    /// `104.0`: a program took the column for numbers.
    private static func isFraction(_ id: String) -> Bool {
        let parts = id.utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy(digits.contains) && parts[1].allSatisfy { $0 == UInt8(ascii: "0") }
    }

    /// Whether a spreadsheet rounded these ids: it keeps 15 digits of a number and writes zeros for the others. One id may end so by chance, half of them never do.
    static func areRounded(_ ids: some Sequence<String>) -> Bool {
        var (long, rounded) = (0, 0)
        for id in ids where id.utf8.count > 17 && id.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            long += 1
            if id.utf8.dropFirst(15).allSatisfy({ $0 == UInt8(ascii: "0") }) { rounded += 1 }
        }
        return rounded > 0 && rounded * 2 >= long
    }
}

/// The path of an organizational unit in a cell of an exported file.
enum ExportedUnitPath {
    /// The path from the root: with one slash before each name, and without spaces around the names.
    ///
    /// - Throws: when the cell is empty: the root is written as `/`.
    static func read(_ cell: String) throws(ExportedTextError) -> String {
        let text = try ExportedText.value(cell)
        guard !text.isEmpty else {
            throw ExportedTextError(
                reason: "the organizational unit is missing; the root is written as /. Correct the row, or export the list again.")
        }
        let names = text.split(separator: "/").map { VisibleText.trimmed(String($0)) }.filter { !$0.isEmpty }
        return "/" + names.joined(separator: "/")
    }
}
