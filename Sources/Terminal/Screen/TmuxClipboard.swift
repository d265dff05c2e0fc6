import CNcurses
import Foundation
import Synchronization

/// The clipboard inside tmux. By default tmux drops what a program says about the clipboard (`set-clipboard external`), but takes it from its own command.
enum TmuxClipboard {
    /// tmux that takes longer does not answer.
    private static let patience = DispatchTimeInterval.seconds(5)

    /// Hands text to tmux, which keeps it as its newest buffer and, from version 3.2 on, gives it to the terminal's clipboard. Answers whether tmux took it.
    static func load(_ text: Data, environment: [String: String]) async -> Bool {
        if await run(["load-buffer", "-w", "-"], text, environment) { return true }
        return await run(["load-buffer", "-"], text, environment)
    }

    private static func run(_ arguments: [String], _ text: Data, _ environment: [String: String]) async -> Bool {
        // A file and no pipe: nothing waits for a reader, and nobody is hurt when there is none.
        let descriptor = terminal_memory_file()
        guard descriptor >= 0 else { return false }
        let input = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard (try? input.write(contentsOf: text)) != nil, (try? input.seek(toOffset: 0)) != nil else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["tmux"] + arguments
        process.environment = environment
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return await withCheckedContinuation { continuation in
            let answer = Answer(continuation)
            process.terminationHandler = { answer.give($0.terminationStatus == 0) }
            do { try process.run() } catch { return answer.give(false) }
            DispatchQueue.global().asyncAfter(deadline: .now() + patience) { answer.give(false) }
        }
    }

    /// An answer that is given once.
    private final class Answer: Sendable {
        private let continuation: Mutex<CheckedContinuation<Bool, Never>?>

        init(_ continuation: CheckedContinuation<Bool, Never>) { self.continuation = Mutex(continuation) }

        func give(_ answer: Bool) {
            continuation.withLock { continuation in
                continuation?.resume(returning: answer)
                continuation = nil
            }
        }
    }
}
