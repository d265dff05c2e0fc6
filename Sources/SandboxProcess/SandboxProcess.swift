import Files
package import Foundation
import Synchronization

/// A sandbox that runs as a program of its own until it is stopped or this program ends: its server, and the libraries that come with it, are no part of the program that
/// is used every day.
package final class SandboxProcess: Sendable {
    /// Where it listens, and which one it is.
    package let place: SandboxPlace

    private let program: StartedSandbox

    /// Starts a sandbox and waits until it listens.
    ///
    /// - Parameters:
    ///   - environment: what its program gets of this one's.
    ///   - clockMoved: hears how far the sandbox's clock is ahead, in seconds, each time that somebody moved it and before they are answered.
    package init(
        _ launch: SandboxLaunch, environment: [String: String], clockMoved: @escaping @Sendable (TimeInterval) -> Void = { _ in }
    ) async throws(SandboxProcessError) {
        program = try StartedSandbox(launch, environment: environment)
        place = try await program.firstWord(clockMoved: clockMoved)
    }

    /// Waits until the program has ended, by itself or by ``stop()``.
    package func waitUntilEnded() async { await program.waitUntilEnded() }

    /// Ends it in order: its state is saved.
    package func stop() async {
        program.closeInput()
        await program.waitUntilEnded()
    }
}

/// The process and what is said between it and this one.
///
/// Not checked by the compiler: Foundation's `Process` and `Pipe` are not `Sendable`. Nothing of them is changed after the start, and a file handle may be used by any thread.
private final class StartedSandbox: @unchecked Sendable {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private let ended = Ended()

    init(_ launch: SandboxLaunch, environment: [String: String]) throws(SandboxProcessError) {
        let places = CompanionFolders.standard.map { $0.appending(path: "autoprovision-sandbox").path }
        guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { throw .missing(places) }
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = launch.arguments
        process.environment = environment
        process.standardOutput = output
        process.standardInput = input
        process.terminationHandler = { [ended] _ in ended.happened() }
        // A program that is started later must not hold this one's input open: the sandbox ends when it closes.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        do { try process.run() } catch { throw .notStarted(program: program, reason: error.localizedDescription) }
        // What only the sandbox writes to has an end when the sandbox has.
        try? output.fileHandleForWriting.close()
        try? input.fileHandleForReading.close()
    }

    func closeInput() { try? input.fileHandleForWriting.close() }

    func waitUntilEnded() async { await ended.wait() }

    /// Where it listens. From then on `clockMoved` is told of every move of its clock.
    func firstWord(clockMoved: @escaping @Sendable (TimeInterval) -> Void) async throws(SandboxProcessError) -> SandboxPlace {
        let first: SandboxMessage? = await withCheckedContinuation { continuation in
            // A thread of its own: those of the pool are only as many as processors, and must not wait.
            Thread.detachNewThread { [self] in
                Self.blockBrokenPipes()
                var lines = Lines(output.fileHandleForReading)
                continuation.resume(returning: lines.next().flatMap(SandboxMessage.init(line:)))
                while let line = lines.next() {
                    guard case .clockMoved(let secondsAhead)? = SandboxMessage(line: line) else { continue }
                    clockMoved(secondsAhead)
                    try? input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
                }
            }
        }
        switch first {
        case .listening(let place)?: return place
        case .failed(let sentence)?: throw .failed(sentence)
        case .clockMoved?, nil: throw .ended
        }
    }

    /// A sandbox that went away is no reason for this program to end.
    private static func blockBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

/// The lines of a pipe, without their ends.
private struct Lines {
    private let pipe: FileHandle
    private var rest = Data()

    init(_ pipe: FileHandle) { self.pipe = pipe }

    /// Waits for the next whole line; `nil` at the end of the pipe.
    mutating func next() -> Data? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[rest.index(after: end)...]) }
                return Data(rest[..<end])
            }
            let more = pipe.availableData
            guard !more.isEmpty else { return nil }
            rest += more
        }
    }
}

/// Something that happens once, and those who wait for it.
private final class Ended: Sendable {
    private struct State {
        var hasHappened = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func happened() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.hasHappened = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let hasHappened = state.withLock { state in
                if !state.hasHappened { state.waiting.append(continuation) }
                return state.hasHappened
            }
            if hasHappened { continuation.resume() }
        }
    }
}
