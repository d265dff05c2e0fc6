import Foundation
import Synchronization
import Testing

@testable import SandboxProcess

@Suite("What is said between the sandbox's program and the one that started it", .timeLimit(.minutes(2)))
struct SandboxProcessTests {
    /// A folder with a script in place of the sandbox's program.
    private final class Script {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-script-\(UUID().uuidString)")
        var program: String { folder.appending(path: "autoprovision-sandbox").path }

        /// - Parameter lines: shell commands; `$HERE` is the folder.
        init(_ lines: [String]) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((["#!/bin/sh", "HERE='\(folder.path)'"] + lines).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: program))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func start(clockMoved: @escaping @Sendable (TimeInterval) -> Void = { _ in }) async throws -> SandboxProcess {
            try await SandboxProcess(
                SandboxLaunch(port: 0, users: 1, seed: 1, latency: 0), folders: [folder], environment: ["PATH": "/usr/bin:/bin"],
                clockMoved: clockMoved)
        }

        func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

        func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
    }

    private static let place = SandboxPlace(url: URL(filePath: "/"), identity: "one", secondsAhead: 5)

    private static func say(_ message: SandboxMessage) -> String {
        "echo '\(String(decoding: message.line, as: UTF8.self).trimmingCharacters(in: .newlines))'"
    }

    @Test("Every move of the clock is heard and answered by its number, before and after the program listens")
    func moves() async throws {
        let script = try Script([
            Self.say(.clockMoved(number: 1, secondsAhead: 3)), "read first", Self.say(.clockMoved(number: 2, secondsAhead: 5)), "read second",
            Self.say(.listening(Self.place)), Self.say(.clockMoved(number: 3, secondsAhead: 9)), "read third",
            "echo \"$first $second $third\" > $HERE/answers", "touch $HERE/answered", "cat > /dev/null", "echo over > $HERE/end",
        ])
        let heard = Mutex<[TimeInterval]>([])
        let sandbox = try await script.start { seconds in heard.withLock { $0.append(seconds) } }
        #expect(sandbox.place == Self.place)
        let deadline = ContinuousClock.now + .seconds(30)
        while !script.has("answered"), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        await sandbox.stop()
        #expect(heard.withLock(\.self) == [3, 5, 9])
        #expect(try script.text("answers") == "1 2 3\n")
        // It ended by the end of its input, not by force.
        #expect(try script.text("end") == "over\n")
        #expect(sandbox.hasEnded)
    }

    @Test("Its arguments are the launch, and nothing else")
    func launch() async throws {
        let script = try Script(["echo \"$#\" > $HERE/count", "printf %s \"$1\" > $HERE/launch", Self.say(.listening(Self.place)), "cat > /dev/null"])
        await (try script.start()).stop()
        #expect(try script.text("count") == "1\n")
        let launch = SandboxLaunch(arguments: ["autoprovision-sandbox", try script.text("launch")])
        #expect(launch == SandboxLaunch(port: 0, users: 1, seed: 1, latency: 0))
    }

    @Test(
        "A program that does not listen is an error that says why",
        arguments: [
            (["exit 3"], nil), (["echo hello"], nil), (["echo '{}'", "cat > /dev/null"], nil),
            ([say(.failed("Port 1 is in use."))], "Port 1 is in use."),
            ([say(.clockMoved(number: 1, secondsAhead: 1)), "read answer"], nil),
        ] as [([String], String?)])
    func failures(lines: [String], sentence: String?) async throws {
        let script = try Script(lines)
        let expected = sentence.map(SandboxProcessError.failed) ?? .ended(program: script.program)
        await #expect(throws: expected) { _ = try await script.start() }
    }

    @Test("Places where it is not are named")
    func missing() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nothing-\(UUID().uuidString)")
        await #expect(throws: SandboxProcessError.missing([folder.appending(path: "autoprovision-sandbox").path])) {
            _ = try await SandboxProcess(SandboxLaunch(port: 0, users: 1, seed: 1, latency: 0), folders: [folder], environment: [:])
        }
    }

    @Test(
        "What is said comes back as it was",
        arguments: [
            .listening(place), .failed("A sentence with \"quotes\",\nlines and 東京."), .clockMoved(number: 7, secondsAhead: -0.5),
        ] as [SandboxMessage])
    func lines(message: SandboxMessage) throws {
        #expect(message.line.last == UInt8(ascii: "\n") && message.line.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(SandboxMessage(line: message.line.dropLast()) == message)
    }

    @Test("Arguments that are no launch are none", arguments: [[], ["name"], ["name", "{}"], ["name", "--help"], ["name", "{}", "{}"]])
    func noLaunch(arguments: [String]) { #expect(SandboxLaunch(arguments: arguments) == nil) }
}
