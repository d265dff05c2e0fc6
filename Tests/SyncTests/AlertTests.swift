import Engine
import FileHome
import Foundation
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Wording

@Suite("Alerts of a home", .serialized, .timeLimit(.minutes(5)))
struct AlertTests {
    static let teller: AlertTeller = { AlertNotice($0, from: $1) }

    /// The ids under which messages were sent.
    final class Ids: Sendable {
        let all = Mutex<[String]>([])
    }

    /// A program that writes each message to a file of its own, or fails while a file named `broken` is there.
    static func tellBy(_ home: SandboxHome) async throws -> URL {
        let folder = home.folder.appending(path: "told")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appending(path: "tell.sh")
        try Data("#!/bin/sh\n[ -e '\(folder.path)/broken' ] && exit 3\ncat > '\(folder.path)/message-'$(ls '\(folder.path)' | wc -l)\n".utf8).write(
            to: program)
        chmod(program.path, 0o700)
        try await home.workspace.setup.update { configuration in
            configuration.alerts.command = [program.path]
            // The sandbox's organization comes with accounts that somebody made by hand.
            configuration.alerts.set(.findings) { $0.isOn = false }
        }
        return folder
    }

    static func told(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("message-") }
            .sorted { $0.count == $1.count ? $0 < $1 : $0.count < $1.count }
            .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    }

    @Test("Something is held over night: one message says so, one says when it is over, and the looks in between say nothing")
    func held() async throws {
        let home = try await SandboxHome(users: 20)
        let folder = try await Self.tellBy(home)
        // Somebody lets runs follow one another.
        let mark = try #require(try UnattendedMark.acquire(home.workspace.home))
        defer { mark.release() }
        _ = try await home.workspace.runs.sync()
        try await home.workspace.checks.checkAlerts(Self.teller)
        #expect(try Self.told(folder).isEmpty)
        try await home.workspace.setup.update { $0.safeguards.limits[.suspend] = .init(number: 0, percent: 0) }
        let person = try #require(try await home.activePeople().first)
        try await home.control("people/\(person)/suspend")
        _ = try await home.workspace.runs.sync()
        for _ in 0..<4 {
            try await home.workspace.checks.checkAlerts(Self.teller)
            home.clock.advance(days: 0.01)
        }
        #expect(try Self.told(folder).count == 1)
        let message = try #require(try Self.told(folder).first)
        #expect(message.contains("1 action is held by the safeguards since "))
        #expect(message.contains("autoprovision held"))
        try await home.control("people/\(person)/unsuspend")
        _ = try await home.workspace.runs.sync()
        for _ in 0..<3 { try await home.workspace.checks.checkAlerts(Self.teller) }
        #expect(try Self.told(folder).count == 2)
        #expect(try Self.told(folder).last?.contains("Resolved: the alert \"Held by safeguards\", open since") == true)
        #expect(try await home.workspace.checks.alerts().open.isEmpty)
    }

    @Test("What cannot be delivered is tried again with growing pauses, is an alert itself, and arrives once the way works")
    func undelivered() async throws {
        let home = try await SandboxHome(users: 20)
        let folder = try await Self.tellBy(home)
        _ = try await home.workspace.runs.sync()
        let broken = folder.appending(path: "broken")
        try Data().write(to: broken)
        // Nothing lets runs follow one another, which is an alert after half an hour.
        try await home.workspace.checks.checkAlerts(Self.teller)
        home.clock.advance(days: 31.0 / 1_440)
        let first = try await home.workspace.checks.checkAlerts(Self.teller)
        #expect(first.open.map(\.alert.kind) == [.noService])
        #expect(first.waiting.map(\.tries) == [1])
        #expect(first.waiting.first?.failure?.contains("ended with 3") == true)
        // Before the pause is over nobody tries again.
        #expect(try await home.workspace.checks.checkAlerts(Self.teller).waiting.map(\.tries) == [1])
        home.clock.advance(days: 61.0 / 86_400)
        #expect(try await home.workspace.checks.checkAlerts(Self.teller).waiting.map(\.tries) == [2])
        home.clock.advance(days: 16.0 / 1_440)
        #expect(try await home.workspace.checks.checkAlerts(Self.teller).open.map(\.alert.kind) == [.noService, .delivery])
        try FileManager.default.removeItem(at: broken)
        home.clock.advance(days: 16.0 / 1_440)
        #expect(try await home.workspace.checks.checkAlerts(Self.teller).waiting.isEmpty)
        #expect(try Self.told(folder).count == 1)
        #expect(try Self.told(folder).first?.contains("nothing has started its runs") == true)
        #expect(try await home.workspace.checks.checkAlerts(Self.teller).open.map(\.alert.kind) == [.noService])
    }

    @Test("A message that another process delivers is not sent twice; one whose sender died is sent again under the same id")
    func oneSender() async throws {
        let home = try await SandboxHome(users: 20)
        let folder = try await Self.tellBy(home)
        _ = try await home.workspace.runs.sync()
        try await home.workspace.checks.judgeAlerts()
        home.clock.advance(days: 31.0 / 1_440)
        try await home.workspace.checks.judgeAlerts()
        let lock = try #require(try home.workspace.home.tryLock(.delivery, holder: ""))
        try await home.workspace.checks.deliverAlerts(Self.teller)
        #expect(try Self.told(folder).isEmpty)
        lock.release()
        let other = try home.anotherWorkspace()
        let ids = Ids()
        let teller: AlertTeller = { message, origin in
            let notice = AlertNotice(message, from: origin)
            ids.all.withLock { $0.append(notice.id) }
            return notice
        }
        async let one: Void = home.workspace.checks.deliverAlerts(teller)
        async let two: Void = other.checks.deliverAlerts(teller)
        _ = try await (one, two)
        try await home.workspace.checks.deliverAlerts(Self.teller)
        #expect(try Self.told(folder).count == 1)
        #expect(Set(ids.all.withLock { $0 }).count == 1)
    }

    @Test("A ping is sent after a run that came to its end, and after no other; its address is in no file and no sentence")
    func ping() async throws {
        let home = try await SandboxHome(users: 20)
        var change = SetupChange(try await home.workspace.setup.configuration())
        change.configuration.alerts.pings = true
        change.alertSecrets[.pingAddress] = home.url.appending(path: "ping-s3cret").absoluteString
        _ = try await home.workspace.setup.keep(change)
        let run = try await home.workspace.runs.sync()
        // The sandbox knows no such page, which is an answer of its own.
        let failure = await home.workspace.checks.ping(after: run)
        #expect(failure?.contains("answered 404") == true, "\(failure ?? "")")
        #expect(failure?.contains("s3cret") == false)
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        #expect(log.count { $0["path"] as? String == "/ping-s3cret" } == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: home.folder.path) {
            let data = (try? Data(contentsOf: home.folder.appending(path: name))) ?? Data()
            #expect(data.range(of: Data("s3cret".utf8)) == nil, "\(name)")
        }
    }

    @Test("A secret of a mail server goes to no other, whatever a changed configuration says")
    func boundPassword() async throws {
        let home = try await SandboxHome(users: 5)
        var change = SetupChange(try await home.workspace.setup.configuration())
        change.configuration.alerts.mail = MailSettings(to: ["it@corp.example"], server: "smtp.corp.example")
        change.configuration.alerts.mail?.user = "robot"
        change.alertSecrets[.mailPassword] = "s3cret"
        _ = try await home.workspace.setup.keep(change)
        try await home.workspace.setup.update { $0.alerts.mail?.server = "localhost" }
        let answers = try await home.workspace.checks.testAlerts { AlertNotice.test(at: $0, from: $1) }
        #expect(answers.first?.failure?.contains("password for the mail server is not known") == true)
    }

    @Test("A sendmail that has to become another user is named by the test message and by doctor, with the way that the service can go")
    func limitedSendmail() async throws {
        let home = try await SandboxHome(users: 5)
        let folder = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "sendmail")
        try FileManager.default.copyItem(at: URL(fileURLWithPath: "/bin/true").resolvingSymlinksInPath(), to: program)
        try await home.workspace.setup.update {
            $0.alerts.mail = MailSettings(to: ["it@corp.example"])
            $0.alerts.mail?.sendmail = program.path
        }
        func check() async -> Check? { await home.workspace.checks.everything().first { $0.name == "Alerts by mail" } }
        func caution() async throws -> String? { try await home.workspace.checks.testAlerts { AlertNotice.test(at: $0, from: $1) }.first?.caution }
        #expect(await check()?.result == .passed)
        #expect(try await caution() == nil)
        chmod(program.path, 0o2755)
        #expect(await check()?.result == .warning)
        for words in [await check()?.finding, try await caution()] { #expect(words?.contains(program.path) == true, "\(words ?? "nothing")") }
        #expect(await check()?.mend?.contains("--alert-mail-server localhost:25") == true)
        try FileManager.default.removeItem(at: program)
        #expect(await check()?.result == .failed)
        try await home.workspace.setup.update { $0.alerts.mail = MailSettings(to: ["it@corp.example"], server: "localhost") }
        #expect(await check() == nil)
    }
}
