import CNcurses
import Dispatch
import Foundation

/// Reads the terminal when there is something to read, and decodes it. Nothing polls: a timer runs only while a sequence is incomplete.
@MainActor
final class TerminalInput {
    /// What reading brought.
    enum Report {
        case events([TerminalEvent])
        /// The terminal told the color of its background.
        case backgroundColor(TerminalColor)
        case gone
        /// The terminal is somebody else's; nothing was read.
        case background
    }

    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private let report: @MainActor (Report) -> Void
    private var decoder: KeyDecoder
    private var isClosed = false
    private var isPaused = false
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

    /// Leaves the terminal to somebody else, or reads again.
    func pause(_ isPaused: Bool) {
        guard !isClosed, isPaused != self.isPaused else { return }
        self.isPaused = isPaused
        if isPaused { source.suspend() } else { source.resume() }
    }

    /// Ends reading.
    func stop() {
        guard !isClosed else { return }
        // A source that is suspended cannot be canceled.
        pause(false)
        isClosed = true
        source.cancel()
    }

    /// Whoever sends more at once is read in turns, so that signals are heard.
    private static let mostBytesAtOnce = 1 << 16

    private func drain() {
        guard !isClosed, !isPaused else { return }
        guard terminal_is_ours(descriptor) else { return report(.background) }
        var events: [TerminalEvent] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var total = 0
        var state = terminal_input_state(descriptor)
        while state > 0, total < Self.mostBytesAtOnce {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                total += count
                events += decoder.feed(buffer.prefix(count))
            } else if count < 0, !terminal_is_ours(descriptor) {
                if !events.isEmpty { report(.events(events)) }
                return report(.background)
            } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                state = -1
                break
            }
            state = terminal_input_state(descriptor)
        }
        feeds += 1
        if let color = decoder.takeBackground() { report(.backgroundColor(color)) }
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
                guard let self, !self.isClosed, !self.isPaused, self.feeds == feed else { return }
                // The rest may have arrived while the main queue was busy.
                guard terminal_input_state(self.descriptor) == 0 else { return }
                let events = self.decoder.flush()
                self.feeds += 1
                if !events.isEmpty { self.report(.events(events)) }
                self.waitForRest()
            }
        }
    }
}
