import Foundation

/// This program once more, as a process of its own: what it measures of itself is not mixed with anything else.
///
/// Its standard input stays open as long as this process lives; a helper that listens there ends with it.
final class HelperProcess {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = input
        // A helper that is started later must not hold this one's input open.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
    }

    deinit { stop() }

    /// The first line of its output.
    func firstLine() async -> String {
        String(decoding: await Self.read(output.fileHandleForReading.fileDescriptor, untilLineEnd: true), as: UTF8.self)
    }

    /// Everything that it prints until it ends, as JSON.
    func answer<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        let data = Data(await Self.read(output.fileHandleForReading.fileDescriptor, untilLineEnd: false))
        guard let value = try? JSONDecoder().decode(type, from: data) else {
            throw BenchmarkError("A helper process gave no result. Its error is above; run the same again with --scenario to see it alone.")
        }
        return value
    }

    /// Ends it, if it has not ended by itself.
    func stop() {
        if process.isRunning { process.terminate() }
    }

    /// Reads on a thread of its own: those of the pool are only as many as processors, and must not wait.
    private static func read(_ descriptor: Int32, untilLineEnd: Bool) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var content: [UInt8] = []
                var byte: UInt8 = 0
                while Foundation.read(descriptor, &byte, 1) == 1 {
                    if untilLineEnd, byte == UInt8(ascii: "\n") { break }
                    content.append(byte)
                }
                continuation.resume(returning: content)
            }
        }
    }
}

/// Why nothing could be measured.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
