import CNcurses
import Dispatch
import Foundation

/// Writes lines in their order, beside the program: a terminal that somebody has stopped keeps nobody from being heard. While the terminal belongs to another program,
/// the lines wait.
final class LineWriter: Sendable {
    /// How long to wait before looking again whose the terminal is, in microseconds.
    static let pause: UInt32 = 200_000

    private let queue = DispatchQueue(label: "lines")
    private let descriptor: Int32
    private let isTerminal: Bool
    private let gone: @Sendable () -> Void

    /// - Parameter gone: called when nobody takes lines any more.
    init(_ descriptor: Int32, gone: @escaping @Sendable () -> Void) {
        self.descriptor = descriptor
        self.gone = gone
        isTerminal = isatty(descriptor) == 1
    }

    /// Writes text behind what was written before.
    func write(_ text: String) {
        queue.async { [self] in
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                guard !isTerminal || terminal_is_ours(descriptor) else {
                    usleep(Self.pause)
                    continue
                }
                let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return gone() }
                bytes = bytes.dropFirst(count)
            }
        }
    }

    /// Waits until all was written: for a terminal, which may have been stopped, only a moment.
    func finish() {
        let written = DispatchSemaphore(value: 0)
        queue.async { written.signal() }
        _ = written.wait(timeout: .now() + .milliseconds(isTerminal ? 300 : 10_000))
    }
}
