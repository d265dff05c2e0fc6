import CNcurses
import Dispatch
import Foundation

/// Writes to the terminal without ever waiting for it. What it does not take now, because somebody has stopped it or the line is slow, is kept and follows.
@MainActor
final class OutputQueue {
    /// The descriptor that is written to.
    let descriptor: Int32
    /// Called when everything has been written that had to wait.
    var drained: @MainActor () -> Void = {}

    private let isOwned: Bool
    private var waiting: [UInt8] = []
    private var source: (any DispatchSourceWrite)?

    /// A queue to the terminal behind a descriptor.
    init(_ terminal: Int32) {
        let copy = terminal_reopen(terminal)
        isOwned = copy >= 0
        descriptor = isOwned ? copy : terminal
    }

    /// Whether everything was written.
    var isEmpty: Bool { waiting.isEmpty }

    /// Writes bytes behind those that wait.
    func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        waiting += bytes
        if source == nil { writeWaiting() }
    }

    /// Writes what waits for at most so long; what is left then is given up, and so is what the terminal has not shown yet, so that `last` reaches it.
    func finish(within milliseconds: Int, last: [UInt8]) {
        stopWaiting()
        writeWaiting(isLast: true)
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while !waiting.isEmpty, ContinuousClock.now < deadline {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard terminal_takes_output(descriptor, Int32(max(1, left.rounded(.up)))) else { continue }
            writeWaiting(isLast: true)
        }
        if !waiting.isEmpty {
            tcflush(descriptor, TCOFLUSH)
            waiting = last
            writeWaiting(isLast: true)
        }
        waiting = []
    }

    /// Gives up what waits.
    func discard() {
        stopWaiting()
        waiting = []
    }

    /// Ends writing.
    func close() {
        discard()
        if isOwned { Foundation.close(descriptor) }
    }

    // A terminal that could not be opened once more is shared with the shell and must not get another mode: it gets little at a time, and only when it takes some.
    private static let sharedPiece = 64

    private func writeWaiting(isLast: Bool = false) {
        var written = 0
        while written < waiting.count {
            if !isOwned, !terminal_takes_output(descriptor, 0) { break }
            let count = waiting.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                return Foundation.write(descriptor, rest.baseAddress, isOwned ? rest.count : min(rest.count, Self.sharedPiece))
            }
            if count > 0 {
                written += count
            } else if count < 0, errno == EINTR, terminal_is_ours(descriptor) {
                continue
            } else if count < 0, errno == EAGAIN {
                break
            } else {
                // The terminal is gone, which the input reports, or is somebody else's.
                written = waiting.count
            }
        }
        waiting.removeFirst(written)
        if !waiting.isEmpty, !isLast { waitForRoom() }
    }

    private func waitForRoom() {
        guard source == nil else { return }
        let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.roomCame() }
        }
        self.source = source
        source.resume()
    }

    private func roomCame() {
        guard source != nil else { return }
        writeWaiting()
        guard waiting.isEmpty else { return }
        stopWaiting()
        drained()
    }

    private func stopWaiting() {
        source?.cancel()
        source = nil
    }
}
