import Foundation
import Testing

/// The sandbox is a program of its own, and none is left behind.
@Suite("The sandbox's program", .timeLimit(.minutes(5)))
struct SandboxProgramTests {
    /// The sandbox's programs that keep their state in this file.
    private func programs(keeping state: String) async throws -> [pid_t] {
        let list = try await Program.run("/usr/bin/pgrep", ["--full", "autoprovision-sandbox .*\(URL(fileURLWithPath: state).lastPathComponent)"])
        return list.output.split(separator: "\n").compactMap { pid_t($0) }
    }

    private func waitUntilNone(keeping state: String) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !programs(keeping: state).isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await programs(keeping: state).isEmpty)
    }

    @Test("It ends with the command that started it, however that one ends, and keeps its state", arguments: [SIGTERM, SIGINT, SIGKILL])
    func endsWithItsStarter(number: Int32) async throws {
        let folder = try TemporaryFolder()
        let state = folder.url.appending(path: "state-\(UUID().uuidString).json").path
        let sandbox = try await RunningSandbox(users: 5, arguments: ["--state", state])
        #expect(try await programs(keeping: state).count == 1)
        try await sandbox.post("sandbox/password", ["password": "another one 123"])
        sandbox.send(number)
        try await waitUntilNone(keeping: state)
        #expect(try String(contentsOfFile: state, encoding: .utf8).contains("another one 123"))
    }

    @Test("Whoever ends the sandbox's program alone is told by the command, which ends with 1")
    func endsAlone() async throws {
        let folder = try TemporaryFolder()
        let state = folder.url.appending(path: "state-\(UUID().uuidString).json").path
        let sandbox = try await RunningSandbox(users: 5, arguments: ["--state", state])
        for program in try await programs(keeping: state) { kill(program, SIGTERM) }
        #expect(await sandbox.exitCode() == 1)
        #expect(sandbox.errors.contains("The sandbox's program ended by itself."), "\(sandbox.errors)")
    }

    @Test("Started by hand, it says who starts it", arguments: [[], ["{}"], ["--help"]])
    func byHand(arguments: [String]) async throws {
        let program = URL(fileURLWithPath: Program.autoprovision).deletingLastPathComponent().appending(path: "autoprovision-sandbox").path
        let result = try await Program.run(program, arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors == "This program is started by: autoprovision sandbox\n")
    }

    @Test("Without it, the command says where it was looked for and how to build it", arguments: ["sandbox", "demo"])
    func missing(command: String) async throws {
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "autoprovision").path
        try FileManager.default.copyItem(atPath: Program.autoprovision, toPath: copy)
        let libraries = URL(fileURLWithPath: Program.autoprovision).deletingLastPathComponent().path
        let result = try await Program.run(
            copy, command == "demo" ? ["demo", "--plain"] : ["sandbox"], environment: ["LD_LIBRARY_PATH": libraries])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("autoprovision-sandbox, and it is not there (looked for: \(folder.path)"), "\(result.errors)")
        #expect(result.errors.contains("swift build --product autoprovision-sandbox"), "\(result.errors)")
    }
}
