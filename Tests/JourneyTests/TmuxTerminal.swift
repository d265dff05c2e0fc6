import Foundation
import Testing

/// The real executable in a real pseudo-terminal: tmux gives the terminal, and what it shows is read as text.
final class TmuxTerminal {
    /// What went wrong when a text did not appear; shows the last screen.
    struct Missing: Error, CustomStringConvertible {
        let text: String
        let screen: String
        var description: String { "\"\(text)\" did not appear. The screen:\n\(screen)" }
    }

    private let socket = "autoprovision-\(UUID().uuidString.prefix(8))"

    /// Starts `command` (a shell command line) in a terminal of this size.
    init(_ command: String, columns: Int = 80, rows: Int = 24) async throws {
        // The shell stays, so that the exit code and the screen after the end can be read.
        _ = try await Self.tmux(
            socket,
            [
                "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-e", "LC_ALL=C.UTF-8", "-e", "PS1=", "bash", "--norc",
                "-c",
                "\(command); echo \"[exit code $?]\"; exec cat",
            ])
    }

    deinit { _ = try? ChildProcess("/usr/bin/env", ["tmux", "-L", socket, "kill-server"]) }

    /// What is on the screen now.
    func screen() async throws -> String { try await Self.tmux(socket, ["capture-pane", "-p"]) }

    /// What tmux knows of the terminal, by its formats.
    func ask(_ format: String) async throws -> String {
        try await Self.tmux(socket, ["display-message", "-p", format]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The newest text that was copied.
    func clipboard() async throws -> String { try await Self.tmux(socket, ["show-buffer"]) }

    /// The title that the program gave the terminal.
    func title() async throws -> String {
        try await Self.tmux(socket, ["display-message", "-p", "#{pane_title}"]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The modes that a program can leave behind: alternate screen, hidden cursor, mouse, keypad, as tmux sees them.
    func modes() async throws -> String {
        let format = "#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{keypad_flag}#{keypad_cursor_flag}"
        return try await Self.tmux(socket, ["display-message", "-p", format]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Nothing but the cursor.
    static let plainModes = "01000"

    /// Writes everything that the program sends from now on to a file.
    func record(in file: URL) async throws -> URL {
        _ = try await Self.tmux(socket, ["pipe-pane", "-o", "cat >> '\(file.path)'"])
        return file
    }

    /// The process of this name that was started here.
    func process(named name: String) async throws -> pid_t? {
        let shell = try await Self.tmux(socket, ["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let children = try await Program.run("/usr/bin/env", ["ps", "-o", "pid=,comm=", "--ppid", shell]).output
        let line = children.split(separator: "\n").first { $0.contains(name.prefix(15)) }
        return line?.split(separator: " ").first.flatMap { pid_t($0) }
    }

    /// Types keys by tmux's names (`Enter`, `Tab`, `Down`, `Escape`) or single characters.
    func press(_ keys: String...) async throws { _ = try await Self.tmux(socket, ["send-keys"] + keys) }

    /// Types text as it is.
    func type(_ text: String) async throws { _ = try await Self.tmux(socket, ["send-keys", "-l", text]) }

    /// Sends bytes as they are, each piece by itself, with a silence after it that is longer than what parts the key Escape from a sequence.
    func send(pieces: [String]) async throws {
        for piece in pieces {
            _ = try await Self.tmux(socket, ["send-keys", "-H"] + piece.utf8.map { String($0, radix: 16) })
            try await Task.sleep(for: .milliseconds(80))
        }
    }

    /// Changes the size of the terminal.
    func resize(columns: Int, rows: Int) async throws { _ = try await Self.tmux(socket, ["resize-window", "-x", "\(columns)", "-y", "\(rows)"]) }

    /// Waits until all the texts are on the screen together, and returns the screen.
    @discardableResult
    func wait(for texts: String..., within seconds: Double = 30) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var screen = ""
        while ContinuousClock.now < deadline {
            screen = try await self.screen()
            if texts.allSatisfy(screen.contains) { return screen }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Missing(text: texts.first { !screen.contains($0) } ?? "", screen: screen)
    }

    /// Waits until the text is on the screen no more.
    func wait(untilGone text: String, within seconds: Double = 30) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var screen = try await self.screen()
        while screen.contains(text) {
            guard ContinuousClock.now < deadline else { throw Missing(text: "a screen without \(text)", screen: screen) }
            try await Task.sleep(for: .milliseconds(50))
            screen = try await self.screen()
        }
    }

    private static func tmux(_ socket: String, _ arguments: [String]) async throws -> String {
        let result = try await Program.run("/usr/bin/env", ["tmux", "-L", socket] + arguments)
        return result.output
    }
}

/// Runs a program to its end.
enum Program {
    struct Result {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// The executable under test, beside the test bundle.
    static let autoprovision =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
        .deletingLastPathComponent().appending(path: "autoprovision").path
        ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "autoprovision").path

    /// Runs `executable` and returns what it printed.
    @discardableResult
    static func run(_ executable: String, _ arguments: [String], environment: [String: String] = [:]) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (outputFile, errorFile) = (folder.appending(path: "output"), folder.appending(path: "errors"))
        let process = try ChildProcess(executable, arguments, environment: environment, output: outputFile.path, errors: errorFile.path)
        let exitCode = await process.exitCode()
        return Result(
            exitCode: exitCode, output: try String(contentsOf: outputFile, encoding: .utf8),
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
}
