import Foundation
import Provisioning
import Testing

@testable import Notifications

@Suite("Mail over SMTP", .serialized, .timeLimit(.minutes(3)))
struct MailServerTests {
    static func failure(_ server: SMTPServer, _ change: (inout MailSettings) -> Void = { _ in }, password: String? = nil) async throws -> String? {
        var settings = MailSettings(to: ["it@corp.example", "ops@corp.example"], from: "sync@corp.example", server: "localhost")
        (settings.port, settings.security, settings.certificates) = (server.port, server.security, server.certificate)
        change(&settings)
        let mailServer = try #require(MailServer(settings, password: password))
        do throws(NotificationError) {
            try await mailServer.send(Mail(MailTests.notice(sentence: ". begins the line"), settings: settings))
        } catch {
            return error.description
        }
        return nil
    }

    @Test(
        "A mail arrives whole, encrypted from the first byte or after STARTTLS, and in the clear on this machine",
        arguments: MailSettings.Security.allCases)
    func arrives(security: MailSettings.Security) async throws {
        let server = try await SMTPServer(security)
        defer { server.stop() }
        #expect(try await Self.failure(server) == nil)
        let log = try await server.log(until: "QUIT")
        #expect(log.contains("MAIL FROM:<sync@corp.example>"))
        #expect(log.contains("RCPT TO:<it@corp.example>") && log.contains("RCPT TO:<ops@corp.example>"))
        #expect(log.contains("Subject: autoprovision on sync-1: Held by safeguards"))
        // The server undid the stuffing of dots: the line is what it was.
        #expect(log.contains("DATA|. begins the line"))
        #expect(log.contains("TLS") == (security != .none))
    }

    @Test("Signing in sends the password to the server only, and a wrong one is said without it")
    func password() async throws {
        let server = try await SMTPServer(.startTLS, user: "robot", password: "s3cret-pw")
        defer { server.stop() }
        #expect(try await Self.failure(server, { $0.user = "robot" }, password: "s3cret-pw") == nil)
        let failure = try #require(try await Self.failure(server, { $0.user = "robot" }, password: "wr0ng-pw"))
        #expect(failure.contains("does not accept the user name and password"))
        #expect(!failure.contains("wr0ng-pw"))
    }

    @Test("A certificate that nobody vouches for, or of another host, gets no mail", arguments: ["unknown", "other host"])
    func certificate(what: String) async throws {
        let server = try await SMTPServer(.startTLS)
        defer { server.stop() }
        let failure = try #require(
            try await Self.failure(server, { if what == "unknown" { $0.certificates = nil } else { $0.server = "127.0.0.1" } }))
        #expect(failure.contains(what == "unknown" ? "Name the certificates that it goes back to" : "is for another name"), "\(failure)")
        #expect(try await !server.log().contains("MAIL FROM"))
    }

    @Test("A server without encryption gets nothing where encryption is wanted")
    func noEncryption() async throws {
        let server = try await SMTPServer(.none)
        defer { server.stop() }
        let failure = try #require(try await Self.failure(server, { $0.security = .startTLS }))
        #expect(failure.contains("does not encrypt"), "\(failure)")
        #expect(try await !server.log().contains("MAIL FROM"))
    }

    @Test(
        "A refusal is said in the server's words, without control characters",
        arguments: [
            ("recipient", "550"), ("data", "452"), ("greeting", "554"),
        ])
    func refused(manner: String, words: String) async throws {
        let server = try await SMTPServer(.none, manner: manner)
        defer { server.stop() }
        let failure = try #require(try await Self.failure(server))
        #expect(failure.contains(words), "\(failure)")
        #expect(failure.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test("A server that hangs up, or is not there, is said so")
    func gone() async throws {
        let server = try await SMTPServer(.none, manner: "hang up")
        #expect(try await Self.failure(server)?.contains("mail server localhost") == true)
        server.stop()
        server.ended()
        #expect(try await Self.failure(server)?.contains("Nothing answers") == true)
    }

    @Test("sendmail gets the mail on its standard input, its addresses as arguments, and nothing secret of the environment")
    func sendmail() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "sendmail")
        try Data("#!/bin/sh\nprintf '%s\\n' \"$@\" > \(folder.path)/arguments\nenv > \(folder.path)/environment\ncat > \(folder.path)/mail\n".utf8)
            .write(to: program)
        chmod(program.path, 0o700)
        setenv("AUTOPROVISION_KEY", "s3cret-key", 1)
        defer { unsetenv("AUTOPROVISION_KEY") }
        var settings = MailSettings(to: ["it@corp.example"])
        settings.sendmail = program.path
        try await Notifier(AlertSettings(mail: settings), secrets: NotificationSecrets(), transport: ImpatientTransport())
            .deliver(MailTests.notice(), by: .mail, now: MailTests.made)
        func read(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
        #expect(try read("arguments") == "-i\n-f\nit@corp.example\n--\nit@corp.example\n")
        #expect(try read("mail").hasPrefix("Date: "))
        #expect(try !read("mail").contains("\r"))
        #expect(try !read("environment").contains("s3cret"))
    }

    @Test("Where sendmail does not do its work, the way by SMTP is named", arguments: ["/bin/false", "/nowhere/sendmail"])
    func sendmailFails(path: String) async throws {
        var settings = MailSettings(to: ["it@corp.example"])
        settings.sendmail = path
        let notifier = Notifier(AlertSettings(mail: settings), secrets: NotificationSecrets(), transport: ImpatientTransport())
        let error = await #expect(throws: NotificationError.self) {
            try await notifier.deliver(MailTests.notice(), by: .mail, now: MailTests.made)
        }
        #expect(error?.description.hasPrefix("The program \(path) ") == true)
        let isLimited = path == "/bin/false" && LimitedRights.areSet
        #expect(error?.description.contains("NoNewPrivileges") == isLimited, "what is missing is missing everywhere")
        #expect(error?.description.hasSuffix("autoprovision setup --alert-mail-server localhost:25 --alert-mail-security none") == true)
    }

    @Test("A command gets the message and what it is about; one that fails or is missing is said so")
    func command() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func deliver(_ command: [String]) async throws(NotificationError) {
            try await Notifier(AlertSettings(command: command), secrets: NotificationSecrets(), transport: ImpatientTransport())
                .deliver(MailTests.notice(), by: .command, now: MailTests.made)
        }
        let output = folder.appending(path: "output").path
        try await deliver([
            "/bin/sh", "-c", "echo \"$AUTOPROVISION_ALERT_KINDS\" > '\(output)'; cat >> '\(output)'", "it's; $(touch \(folder.path)/pwned)",
        ])
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(text.hasPrefix("opened:held\n3 actions are held.\n"))
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "pwned").path))
        await #expect(throws: NotificationError("The program /bin/false ended with 1.")) { try await deliver(["/bin/false"]) }
        await #expect(throws: NotificationError.self) { try await deliver(["/nowhere/page"]) }
        // A program that reads nothing breaks nothing.
        try await deliver(["/bin/true"])
    }
}
