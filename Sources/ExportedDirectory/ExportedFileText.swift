import Directory
import Foundation

/// The text of an exported file, in UTF-8 without a byte-order mark.
enum ExportedFileText {
    /// Reads UTF-8, and UTF-16 with a byte-order mark, as Excel's "Unicode text" and PowerShell's `>` write it.
    ///
    /// - Throws: ``DirectoryError/invalidFile(place:reason:)`` with the line of what is no text.
    static func utf8(_ data: Data, name: String) throws(DirectoryError) -> Data {
        var bytes = data[...]
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            bytes = try utf16(bytes.dropFirst(2), isBigEndian: bytes.first == 0xFE, name: name)[...]
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        // A copy that is not finished, too, can hold zeros where text will be.
        if let zero = bytes.firstIndex(of: 0) {
            let line = 1 + bytes[..<zero].count { $0 == 0x0A }
            throw .invalidFile(
                place: "\(name):\(line)",
                reason:
                    "the text holds zero bytes: the file is damaged, not copied whole, or UTF-16 or UTF-32 without a mark. Save it as UTF-8, then try again."
            )
        }
        return Data(bytes)
    }

    private static func utf16(_ bytes: Data, isBigEndian: Bool, name: String) throws(DirectoryError) -> Data {
        let unreadable = DirectoryError.invalidFile(place: name, reason: "the file is damaged UTF-16. Save it as UTF-8, then try again.")
        guard bytes.count.isMultiple(of: 2) else { throw unreadable }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw unreadable }
        return Data(text.utf8)
    }
}
