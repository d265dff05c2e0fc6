import Foundation
import Provisioning
import Testing

@testable import Notifications

@Suite("A mail as it travels", .timeLimit(.minutes(1)))
struct MailTests {
    static let made = Date(timeIntervalSince1970: 1_795_474_140)

    static func notice(subject: String = "autoprovision on sync-1: Held by safeguards", sentence: String = "3 actions are held.") -> AlertNotice {
        AlertNotice(
            id: "1795474140-7@sync-1", made: made, subject: subject,
            lines: [.init(event: "opened", kind: "held", since: made, sentence: sentence, cure: "Look at it: autoprovision held")],
            place: "From sync-1, home /var/lib/autoprovision.")
    }

    static func mail(_ notice: AlertNotice, to: [String] = ["it@corp.example"]) -> Mail { Mail(notice, settings: MailSettings(to: to)) }

    /// The headers of a mail, unfolded (RFC 5322 §2.2.3).
    static func headers(_ mail: Mail) -> [String] {
        mail.text.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test("A plain message has the headers that a mail needs, and its text")
    func plain() {
        let mail = Self.mail(Self.notice(), to: ["it@corp.example", "ops@corp.example"])
        #expect(
            Self.headers(mail) == [
                "Date: Mon, 23 Nov 2026 22:49:00 +0000", "From: autoprovision <it@corp.example>", "To: <it@corp.example>, <ops@corp.example>",
                "Subject: autoprovision on sync-1: Held by safeguards", "Message-ID: <1795474140-7@sync-1>", "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
            ])
        #expect(mail.text.contains("\r\n\r\n3 actions are held.\r\nLook at it: autoprovision held\r\n\r\nFrom sync-1, home"))
    }

    @Test(
        "No subject and no name can begin a header, end the headers or steer a terminal",
        arguments: [
            "x\r\nBcc: evil@example.net", "x\nBcc: evil@example.net", "x\r\n\r\nbody", "\u{1B}]0;pwned\u{7}", "\u{202E}evil",
            "=?utf-8?Q?=0D=0ABcc:_evil?=",
            "Zoë Müller 株式会社", String(repeating: "Ä", count: 10_000), String(repeating: "a", count: 10_000), "x\u{2028}Bcc: evil@example.net",
        ])
    func hostile(text: String) {
        let mail = Self.mail(Self.notice(subject: text, sentence: text))
        #expect(mail.text.utf8.allSatisfy { $0 == 0x0D || $0 == 0x0A || (0x20...0x7E).contains($0) })
        // Every line break is one of ours, and no line is longer than a server takes.
        let rest = mail.text.replacing("\r\n", with: "")
        #expect(!rest.contains { $0.isNewline })
        for line in mail.text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 78) }
        #expect(Self.headers(mail).count == 9)
        #expect(!Self.headers(mail).contains { $0.lowercased().hasPrefix("bcc") })
    }

    @Test("What is encoded says the same when it is decoded", arguments: ["Zoë Müller 株式会社", String(repeating: "Ä€😀", count: 200), "=?x", ""])
    func encodedWords(text: String) {
        let encoded = EncodedWords.text(text, after: 9)
        let decoded = encoded.components(separatedBy: "\r\n ").map { word -> Data in
            guard word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?=") else { return Data(word.utf8) }
            #expect(word.utf8.count <= 75)
            return Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
        }.reduce(Data(), +)
        #expect(String(decoding: decoded, as: UTF8.self) == text)
    }

    @Test(
        "A body is readable where it is plain, and says the same when it is decoded",
        arguments: [
            ("plain text", "plain text"), ("a=b", "a=3Db"), ("Zoë", "Zo=C3=AB"), ("ends with a space ", "ends with a space=20"), ("a\nb", "a\r\nb"),
        ])
    func quotedPrintable(text: String, encoded: String) { #expect(QuotedPrintable.text(text) == encoded) }

    @Test(
        "Whatever an id holds, the message id has two sides of letters, digits, hyphens and periods",
        arguments: [
            ("7@sync-1.corp.example", "7@sync-1.corp.example"), ("1>\r\nBcc: x@host name>", "1---Bcc--x@host-name-"),
            ("7@rechenzentrum_süd", "7@rechenzentrum-s-d"),
            ("7@", "7@localhost"), ("7", "7@localhost"), ("", "localhost@localhost"), ("7@one@two", "7@one-two"),
        ])
    func messageID(id: String, written: String) {
        let notice = AlertNotice(id: id, made: Self.made, subject: "s", lines: [], place: "p")
        #expect(Self.headers(Self.mail(notice)).contains("Message-ID: <\(written)>"))
    }
}
