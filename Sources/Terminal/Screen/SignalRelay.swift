import CNcurses
import Dispatch
import Foundation

/// A signal that the event loop answers.
enum RelayedSignal: Sendable, Hashable {
    case windowChanged
    case terminate
    case hangUp
    case `continue`
    case stop
    case interrupt
    /// Something was done to a terminal that belongs to somebody else now.
    case background

    init?(number: Int32) {
        switch number {
        case SIGWINCH: self = .windowChanged
        case SIGTERM: self = .terminate
        case SIGHUP: self = .hangUp
        case SIGCONT: self = .continue
        case SIGTSTP: self = .stop
        case SIGINT: self = .interrupt
        case SIGTTIN, SIGTTOU: self = .background
        default: return nil
        }
    }
}

/// Brings signals to the main queue through a pipe, and puts the previous handlers back at the end.
///
/// A pipe rather than Dispatch signal sources: the handler is in force before this returns, whatever threads exist, and ncurses, which takes
/// over signals that nobody handles, leaves these alone. This is the only file that calls the `terminal_relay` functions (see the shim).
@MainActor
final class SignalRelay {
    private let source: any DispatchSourceRead
    private let descriptor: Int32

    /// Starts relaying; nil when the process has no descriptors left.
    init?(handler: @escaping @MainActor ([RelayedSignal]) -> Void) {
        let descriptor = terminal_relay_start()
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler {
            MainActor.assumeIsolated {
                let signals = SignalRelay.received(descriptor)
                if !signals.isEmpty { handler(signals) }
            }
        }
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    /// Puts the previous handlers back.
    func stop() {
        terminal_relay_stop()
        source.cancel()
    }

    /// Stops the process as the terminal's own Ctrl-Z does.
    /// - Parameter group: whether the whole process group stops, and not only this process.
    /// Returns when the process was continued; the signal that continued it is not reported.
    func suspendProcess(group: Bool) {
        terminal_relay_suspend(group)
    }

    /// The signals that arrived, each once, in the order of their first arrival.
    private static func received(_ descriptor: Int32) -> [RelayedSignal] {
        var signals: [RelayedSignal] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return signals }
            for number in buffer.prefix(count) {
                if let signal = RelayedSignal(number: Int32(number)), !signals.contains(signal) { signals.append(signal) }
            }
        }
    }
}
