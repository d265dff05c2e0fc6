import Foundation

/// A program of this machine that gets a message on its standard input. No shell reads its arguments.
package struct StartedProgram: Sendable {
    package let path: String
    package let arguments: [String]
    /// What it is told beside the few names that every program needs.
    package var environment: [String: String] = [:]

    /// How long it may take, in seconds.
    static let patience: TimeInterval = 30
    /// As much as fits into a pipe at once (pipe(7)).
    static let longestInput = 60_000
    /// What it gets of this program's environment: nothing of that is secret.
    private static let passedOn: Set<String> = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME"]

    package init(path: String, arguments: [String]) { (self.path, self.arguments) = (path, arguments) }

    /// Starts it and waits until it has ended well.
    package func run(_ input: String) async throws(NotificationError) {
        guard access(path, X_OK) == 0 else { throw NotificationError("The program \(path) is missing, or may not be started by this user.") }
        let status: Int32? = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: perform(input)) }
        }
        guard let status else {
            throw NotificationError("The program \(path) could not be started, or did not end within \(Int(Self.patience)) seconds.")
        }
        guard status == 0 else { throw NotificationError("The program \(path) ended with \(status).") }
    }

    /// How it ended; `nil` when it did not.
    private func perform(_ input: String) -> Int32? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { Self.passedOn.contains($0.key) }.merging(environment) { _, new in new }
        let pipe = Pipe()
        // Before it is started, while this side holds the pipe's other end: nothing waits, and a program that reads nothing breaks nothing.
        try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8.prefix(Self.longestInput)))
        try? pipe.fileHandleForWriting.close()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch { return nil }
        if ended.wait(timeout: .now() + Self.patience) == .success { return process.terminationStatus }
        process.terminate()
        if ended.wait(timeout: .now() + 2) != .success { kill(process.processIdentifier, SIGKILL) }
        return nil
    }
}
