import CNcurses
import Foundation

/// A terminal, a pipe or whatever takes and gives lines: no control sequence is ever written, and nothing is drawn again.
///
/// A process has one. Close it before leaving: while a secret is typed, a terminal does not echo.
@MainActor
package final class LineTerminal {
    /// What comes from the person.
    package enum Input: Sendable, Hashable {
        /// A line without its end.
        case line(String)
        /// There is no more to come: the end of the input, or the other side is gone.
        case end
        /// Ctrl-C (SIGINT).
        case interrupted
        /// Somebody wants the program to end (SIGTERM).
        case terminated
    }

    /// What can be said here.
    private let symbols: SymbolSet
    private let options: TerminalOptions
    private let report: @Sendable (Input) -> Void
    /// Whether a person types here, and not a pipe.
    package let isTerminal: Bool
    private var modes = termios()
    private var isSecret = false
    private var isAtLineStart = true
    private var relay: SignalRelay?
    private let writer: LineWriter

    /// Whether only ASCII can be said, by the locale or by choice.
    package var isASCIIOnly: Bool { symbols.isASCIIOnly }

    /// Begins to read. What comes is reported from any thread.
    package init(options: TerminalOptions, report: @escaping @Sendable (Input) -> Void) {
        self.options = options
        self.report = report
        let showsUnicode = LocaleSetting.apply(options.environment)
        symbols = .plain(isASCIIOnly: options.symbols == .ascii || (options.symbols == .automatic && !showsUnicode))
        isTerminal = isatty(options.input) == 1 && tcgetattr(options.input, &modes) == 0
        writer = LineWriter(options.output) { report(.end) }
        // A reader that went away is an end of the talk and not of the process.
        signal(SIGPIPE, SIG_IGN)
        if isTerminal { _ = TerminalRescue.arm(input: options.input, output: options.output) }
        relay = SignalRelay { [weak self] in self?.receive($0) }
        let descriptor = options.input
        Thread.detachNewThread { LineTerminal.read(descriptor, report) }
    }

    /// Says lines. Whatever they hold, nothing of it reaches the terminal as a control sequence.
    package func say(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        var text = isAtLineStart ? "" : "\n"
        for line in lines { text += shown(line) + "\n" }
        isAtLineStart = true
        write(text)
    }

    /// Says that a line is awaited, and whether it may be seen.
    package func ask(_ prompt: String, isSecret: Bool) {
        if isSecret != self.isSecret {
            self.isSecret = isSecret
            applyEcho()
        }
        write((isAtLineStart ? "" : "\n") + shown(prompt))
        isAtLineStart = false
    }

    /// Tells that the line that was asked for has come.
    package func answered() { if isTerminal { isAtLineStart = true } }

    /// Leaves the terminal as it was found.
    package func close() {
        if !isAtLineStart { write("\n") }
        isAtLineStart = true
        writer.finish()
        relay?.stop()
        relay = nil
        if isTerminal { TerminalRescue.disarm() }
    }

    private func shown(_ text: String) -> String { symbols.transliterated(DisplayText.sanitized(text)) }

    private func applyEcho() {
        guard isTerminal, terminal_is_ours(options.input) else { return }
        var wanted = modes
        if isSecret {
            wanted.c_lflag &= ~tcflag_t(ECHO)
            wanted.c_lflag |= tcflag_t(ECHONL)
        }
        // Not once everything is shown: a terminal that somebody has stopped would be waited for.
        tcsetattr(options.input, TCSANOW, &wanted)
    }

    private func receive(_ signals: [RelayedSignal]) {
        for signal in signals {
            switch signal {
            case .terminate: report(.terminated)
            case .interrupt: report(.interrupted)
            case .hangUp: report(.end)
            case .stop:
                if isTerminal, terminal_is_ours(options.input) { tcsetattr(options.input, TCSANOW, &modes) }
                relay?.suspendProcess(group: false)
                applyEcho()
            case .continue: applyEcho()
            case .windowChanged, .background: break
            }
        }
    }

    private func write(_ text: String) { writer.write(text) }

    /// Reads lines until there are no more. A line beyond this many bytes is several ones.
    private nonisolated static let longestLine = 1 << 20

    private nonisolated static func read(_ descriptor: Int32, _ report: @Sendable (Input) -> Void) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            // What is typed while another program has the terminal is for that one.
            guard terminal_wait_for_input(descriptor) else {
                usleep(LineWriter.pause)
                continue
            }
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || !terminal_is_ours(descriptor) { continue }
            guard count > 0 else { break }
            for byte in buffer.prefix(count) {
                if byte != UInt8(ascii: "\n"), pending.count < longestLine {
                    pending.append(byte)
                    continue
                }
                if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
                report(.line(String(decoding: pending, as: UTF8.self)))
                pending = byte == UInt8(ascii: "\n") ? [] : [byte]
            }
        }
        if !pending.isEmpty { report(.line(String(decoding: pending, as: UTF8.self))) }
        report(.end)
    }
}
