import Foundation
package import Provisioning

/// A mail as it travels (RFC 5322): headers and a body of plain text in UTF-8, every line of it ASCII and short.
package struct Mail: Sendable, Equatable {
    package let sender: String
    package let recipients: [String]
    /// Headers, an empty line and the body; lines end with CR LF.
    package let text: String

    /// A mail with this notice. The addresses are checked ones (``Provisioning/MailSettings/isAddress(_:)``), so that none of them can begin a header of its own.
    package init(_ notice: AlertNotice, settings: MailSettings) {
        (sender, recipients) = (settings.sender, settings.to)
        let headers = [
            "Date: \(Self.date(notice.made))", "From: autoprovision <\(settings.sender)>", Self.folded("To:", settings.to),
            "Subject: \(EncodedWords.text(notice.subject, after: 9))", "Message-ID: <\(Self.messageID(notice.id))>",
            // Nobody's holiday notice answers it (RFC 3834 §5).
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        text = headers.joined(separator: "\r\n") + "\r\n\r\n" + QuotedPrintable.text(notice.text)
    }

    /// RFC 5322 §3.3, in Coordinated Universal Time.
    private static func date(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: date)
    }

    /// The addresses, one a line (§2.2.3).
    private static func folded(_ name: String, _ addresses: [String]) -> String {
        "\(name) " + addresses.map { "<\($0)>" }.joined(separator: ",\r\n ")
    }

    /// Both sides of the sign consist of what a machine's name may hold.
    private static func messageID(_ id: String) -> String {
        let parts = id.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(MachineName.plain)
        return "\(parts[0])@\(parts.count > 1 ? parts[1] : MachineName.plain(""))"
    }
}

/// Text of a header that may hold anything, as encoded words (RFC 2047).
package enum EncodedWords {
    /// An encoded word has 75 characters at most, with the header's name before it (§2): 12 of them are its marks, and four stand for three bytes.
    private static func bytesOfWord(after count: Int) -> Int { max(3, (75 - 12 - count) / 4 * 3) }

    /// The text itself when it is short and plain, encoded words otherwise. `after` is the length of what stands before it on its line.
    package static func text(_ text: String, after: Int) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?") && text.utf8.count + after <= 76
        guard !isPlain else { return text }
        var words: [String] = []
        var word: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            // No character is divided between two words (§5).
            if word.count + bytes.count > bytesOfWord(after: words.isEmpty ? after : 1) {
                words.append(encoded(word))
                word = []
            }
            word += bytes
        }
        return (words + [encoded(word)]).joined(separator: "\r\n ")
    }

    private static func encoded(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }
}

/// Text of a body in lines of 76 characters at most, all of them ASCII (RFC 2045 §6.7).
package enum QuotedPrintable {
    private static let longestLine = 75

    package static func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\r\n")
    }

    private static func line(_ text: Substring) -> String {
        var lines: [String] = []
        var line = ""
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || (byte == 0x20 && index < bytes.count - 1)
            let piece = isPlain ? String(UnicodeScalar(byte)) : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            if line.utf8.count + piece.utf8.count > longestLine {
                lines.append(line + "=")
                line = ""
            }
            line += piece
        }
        return (lines + [line]).joined(separator: "\r\n")
    }
}
