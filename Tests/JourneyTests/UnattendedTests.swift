import Foundation
import Testing

@Suite("Unattended", .serialized, .timeLimit(.minutes(10)))
struct UnattendedTests {
    /// A socket that listens as systemd does.
    final class NotifySocket {
        let path: String
        private let descriptor: Int32

        init(in folder: TemporaryFolder) throws {
            path = folder.url.appending(path: "notify").path
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let result = withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
            }
            try #require(result == 0)
        }

        deinit { close(descriptor) }

        /// What has come so far.
        func received() -> [String] {
            var messages: [String] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else { return messages }
                messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
            }
        }
    }

    @Test("run says that it is ready and well, does its run, and SIGTERM ends it within seconds with 0")
    func service() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        let notify = try NotifySocket(in: home.folder)
        let (output, errors) = (home.folder.url.appending(path: "run.log"), home.folder.url.appending(path: "run.errors"))
        let service = try ChildProcess(
            Program.autoprovision, ["run", "--home", home.place], environment: ["NOTIFY_SOCKET": notify.path, "WATCHDOG_USEC": "400000"],
            output: output.path, errors: errors.path)
        var messages: [String] = []
        let deadline = ContinuousClock.now + .seconds(40)
        while ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
            messages += notify.received()
            let log = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            if log.contains("run 1 done"), messages.count(where: { $0 == "WATCHDOG=1" }) > 2 { break }
        }
        #expect(messages.contains { $0.hasPrefix("READY=1") })
        #expect(messages.contains("WATCHDOG=1"))
        #expect(try String(contentsOf: output, encoding: .utf8).contains("run 1 done"))
        let stopped = ContinuousClock.now
        service.terminate()
        #expect(await service.exitCode() == 0)
        #expect(try String(contentsOf: errors, encoding: .utf8).contains("Told to end (SIGTERM). Stopping at the next request boundary."))
        #expect(ContinuousClock.now - stopped < .seconds(10))
        #expect(notify.received().contains("STOPPING=1"))
    }

    @Test(
        "The program does not end before it has said which signal ended it, however slowly that is read",
        arguments: [(SIGTERM, "Told to end (SIGTERM)."), (SIGINT, "")])
    func saysWhyItEnds(number: Int32, sentence: String) async throws {
        let sandbox = try await RunningSandbox(users: 3)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        let (watcher, pipe) = try await Self.watcher(at: home)
        defer { close(pipe) }
        defer { kill(watcher.identifier, SIGKILL) }
        kill(watcher.identifier, number)
        // Long enough for a program that does not wait to be gone.
        try await Task.sleep(for: .milliseconds(500))
        var said = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline, !said.hasSuffix("\n") {
            let count = read(pipe, &buffer, buffer.count)
            if count > 0 { said += String(decoding: buffer.prefix(count), as: UTF8.self) } else { try await Task.sleep(for: .milliseconds(10)) }
        }
        try #require(said.drop { $0 == "." } == "\(sentence)\n")
        #expect(await watcher.exitCode() == 0)
    }

    @Test("Where nobody ever reads which signal ended it, the program ends all the same", arguments: [SIGTERM, SIGINT])
    func endsUnread(number: Int32) async throws {
        let sandbox = try await RunningSandbox(users: 3)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        let (watcher, pipe) = try await Self.watcher(at: home)
        defer { close(pipe) }
        defer { kill(watcher.identifier, SIGKILL) }
        kill(watcher.identifier, number)
        let told = ContinuousClock.now
        #expect(await watcher.exitCode() == 0)
        #expect(ContinuousClock.now - told < .seconds(20))
    }

    /// A program that watches the home and whose errors go into a full pipe, so that it waits until somebody reads; and that pipe.
    private static func watcher(at home: TestHome) async throws -> (ChildProcess, pipe: Int32) {
        let (output, errors) = (home.folder.url.appending(path: "states.log"), home.folder.url.appending(path: "errors").path)
        try #require(mkfifo(errors, 0o600) == 0)
        let pipe = open(errors, O_RDWR | O_NONBLOCK)
        while write(pipe, [UInt8](repeating: 0x2E, count: 4_096), 4_096) > 0 {}
        let watcher = try ChildProcess(
            Program.autoprovision, ["status", "--watch", "--json", "--home", home.place], output: output.path, errors: errors)
        let deadline = ContinuousClock.now + .seconds(40)
        while ContinuousClock.now < deadline, (try? String(contentsOf: output, encoding: .utf8))?.isEmpty != false {
            try await Task.sleep(for: .milliseconds(50))
        }
        try #require(try !String(contentsOf: output, encoding: .utf8).isEmpty)
        return (watcher, pipe)
    }

    @Test("The unit names this program, is hardened and waits for readiness")
    func unit() async throws {
        let result = try await Program.run(Program.autoprovision, ["run", "--print-unit"])
        #expect(result.exitCode == 0)
        for line in ["Type=notify", "ProtectSystem=strict", "NoNewPrivileges=yes", "LimitCORE=0", "ExecStart=\(Program.autoprovision) run"] {
            #expect(result.output.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test(
        "The unit's home is the one that is named, and it may write there",
        arguments: [
            (["run"], [:], ["Environment=AUTOPROVISION_HOME=/var/lib/autoprovision", "StateDirectory=autoprovision", "ProtectHome=yes"]),
            (
                ["run", "--home", "/srv/second"], [:],
                ["Environment=AUTOPROVISION_HOME=/srv/second", "ReadWritePaths=/srv/second", "ProtectHome=yes"]
            ),
            (["run"], ["AUTOPROVISION_HOME": "/var/lib/second"], ["Environment=AUTOPROVISION_HOME=/var/lib/second", "StateDirectory=second"]),
            (["run", "--home", "/home/zoe/a 5%"], [:], [#"Environment="AUTOPROVISION_HOME=/home/zoe/a 5%%""#, "ProtectHome=read-only"]),
            (["run", "--home", "/tmp/none"], [:], ["ReadWritePaths=/tmp/none", "PrivateTmp=no"]),
        ] as [([String], [String: String], [String])])
    func unitHome(arguments: [String], environment: [String: String], lines: [String]) async throws {
        let result = try await Program.run(Program.autoprovision, arguments + ["--print-unit"], environment: environment)
        #expect(result.exitCode == 0)
        for line in lines { #expect(result.output.contains("\n\(line)\n"), "\(line) in\n\(result.output)") }
        #expect(result.output.split(separator: "\n").count { $0.hasPrefix("ProtectHome=") } == 1)
    }
}
