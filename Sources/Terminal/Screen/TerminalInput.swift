import CNcurses
import Dispatch
import Foundation

/// Reads the terminal when there is something to read, and decodes it. Nothing polls: a timer runs only while a sequence is incomplete.
@MainActor
final class TerminalInput {
    /// What reading brought.
    enum Report {
        case events([TerminalEvent])
        case gone
    }

    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private let report: @MainActor (Report) -> Void
    private var decoder: KeyDecoder
    private var isClosed = false
    // Tells a timer whether bytes came after it was set.
    private var feeds = 0

    init(descriptor: Int32, decoder: KeyDecoder, report: @escaping @MainActor (Report) -> Void) {
        self.descriptor = descriptor
        self.decoder = decoder
        self.report = report
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    }

    /// Starts reading.
    func start() {
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.drain() }
        }
        source.resume()
    }

    /// Ends reading.
    func stop() {
        guard !isClosed else { return }
        isClosed = true
        source.cancel()
    }

    private func drain() {
        guard !isClosed else { return }
        var events: [TerminalEvent] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var state = terminal_input_state(descriptor)
        while state > 0 {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                events += decoder.feed(buffer.prefix(count))
            } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                state = -1
                break
            }
            state = terminal_input_state(descriptor)
        }
        feeds += 1
        if !events.isEmpty { report(.events(events)) }
        if state < 0 {
            stop()
            report(.gone)
        } else {
            waitForRest()
        }
    }

    private func waitForRest() {
        guard !isClosed, let time = decoder.waitingTime else { return }
        let feed = feeds
        let milliseconds = Int(time / .milliseconds(1))
        DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            MainActor.assumeIsolated {
                guard let self, !self.isClosed, self.feeds == feed else { return }
                // The rest may have arrived while the main queue was busy.
                guard terminal_input_state(self.descriptor) == 0 else { return }
                let events = self.decoder.flush()
                if !events.isEmpty { self.report(.events(events)) }
            }
        }
    }
}
