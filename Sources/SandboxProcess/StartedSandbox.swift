import Files
import Foundation
import Synchronization

/// The process of a sandbox, and what is said between it and this one.
final class StartedSandbox: Sendable {
    /// When the process ends.
    let end = OneTimeEvent()

    /// This end of its standard input; `nil` once it is closed. Closing it ends the process.
    private let input: Mutex<Int32?>
    /// This end of its standard output. Only the reading thread uses it.
    private let output: Int32

    init(_ program: String, _ launch: SandboxLaunch, environment: [String: String], isSilent: Bool) throws(SandboxProcessError) {
        let (inputPipe, outputPipe) = (Pipe(), Pipe())
        // Descriptors of this object's own: they are closed when it says so, and a program that is started later does not hold them open.
        input = Mutex(fcntl(inputPipe.fileHandleForWriting.fileDescriptor, F_DUPFD_CLOEXEC, 0))
        output = fcntl(outputPipe.fileHandleForReading.fileDescriptor, F_DUPFD_CLOEXEC, 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = launch.arguments
        process.environment = environment
        process.standardInput = inputPipe
        process.standardOutput = outputPipe
        if isSilent { process.standardError = FileHandle.nullDevice }
        process.terminationHandler = { [end] _ in end.happen() }
        do { try process.run() } catch {
            closeInput()
            close(output)
            throw .notStarted(program: program, reason: error.localizedDescription)
        }
        for handle in [inputPipe.fileHandleForWriting, outputPipe.fileHandleForReading] { try? handle.close() }
    }

    func closeInput() {
        input.withLock { input in
            if let open = input { close(open) }
            input = nil
        }
    }

    /// The message with which it begins or fails; `nil` when there is none. `clockMoved` is told of every move of its clock, before and after.
    func firstWord(clockMoved: @escaping @Sendable (TimeInterval) -> Void) async -> SandboxMessage? {
        await withCheckedContinuation { continuation in
            // A thread of its own: those of the pool are only as many as processors, and must not wait.
            Thread.detachNewThread { [self] in
                treatBrokenPipesAsErrors()
                var waiting: CheckedContinuation<SandboxMessage?, Never>? = continuation
                var lines = PipeLines(output)
                while let line = lines.next() {
                    let message = SandboxMessage(line: line)
                    if case .clockMoved(let number, let secondsAhead)? = message {
                        clockMoved(secondsAhead)
                        answer(number)
                        continue
                    }
                    waiting?.resume(returning: message)
                    waiting = nil
                }
                waiting?.resume(returning: nil)
                close(output)
            }
        }
    }

    private func answer(_ number: Int) {
        let line = Array("\(number)\n".utf8)
        input.withLock { input in
            guard let input else { return }
            // So short a text fits into the pipe as a whole (pipe(7)); a sandbox that is gone needs no answer.
            _ = write(input, line, line.count)
        }
    }
}

/// The lines of a pipe, without their ends.
private struct PipeLines {
    private let pipe: Int32
    private var rest: [UInt8] = []

    init(_ pipe: Int32) { self.pipe = pipe }

    /// Waits for the next whole line; `nil` at the end of the pipe.
    mutating func next() -> Data? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest.removeSubrange(...end) }
                return Data(rest[..<end])
            }
            let count = read(pipe, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            rest += buffer[..<count]
        }
    }
}
