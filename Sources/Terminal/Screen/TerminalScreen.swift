import CNcurses
import Dispatch
import Foundation

/// The real terminal: shows canvases and reports what the person does.
///
/// A process has one. Everything happens on the main queue; input and signals wake it up, nothing polls. Close it before leaving; if the
/// process crashes or exits without that, the terminal is restored all the same.
@MainActor
package final class TerminalScreen {
    /// Columns and rows of the window now.
    package private(set) var size: Size
    /// The characters this terminal can show: give them to every ``Canvas``.
    package let symbols: SymbolSet
    /// Whether colours are shown.
    package let usesColour: Bool
    /// What happens at the terminal, in order. Ends when the screen is closed. For one reader.
    package let events: AsyncStream<TerminalEvent>

    private enum State {
        case open
        case closed
    }

    private static var isOpen = false

    private let options: TerminalOptions
    private let terminalType: String
    private let session: CursesSession
    private let painter: CursesPainter
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private var relay: SignalRelay?
    private var input: TerminalInput?
    private var state = State.open
    private var isMouseOn = false
    private var hasHungUp = false
    // Kept to be painted again after the program was stopped.
    private var latest: Canvas?
    private var isPaintScheduled = false

    /// Takes over the terminal.
    /// - Throws: ``TerminalError`` when there is no terminal that can show a screen; the terminal is then as it was.
    package static func open(options: TerminalOptions = .init()) throws(TerminalError) -> TerminalScreen {
        guard !isOpen else { throw .alreadyOpen }
        let type = try requireTerminal(options)
        let showsUnicode = LocaleSetting.apply(options.environment)
        guard TerminalRescue.arm(input: options.input, output: options.output) else { throw .notATerminal }
        let screen = TerminalScreen(options: options, type: type, showsUnicode: showsUnicode)
        guard let screen else {
            TerminalRescue.disarm()
            throw .unknownTerminalType(type)
        }
        isOpen = true
        guard screen.size.columns >= options.minimumSize.columns, screen.size.rows >= options.minimumSize.rows else {
            let actual = screen.size
            screen.close()
            throw .tooSmall(needed: options.minimumSize, actual: actual)
        }
        return screen
    }

    /// Makes sure of what can be known without taking the terminal over; returns its type.
    ///
    /// - Throws: ``TerminalError`` when no screen can be shown here.
    @discardableResult
    package nonisolated static func requireTerminal(_ options: TerminalOptions) throws(TerminalError) -> String {
        guard isatty(options.input) == 1, isatty(options.output) == 1 else { throw .notATerminal }
        guard let type = options.environment["TERM"], !type.isEmpty else { throw .unknownTerminalType(nil) }
        guard type != "dumb" else { throw .unknownTerminalType(type) }
        if let size = windowSize(options.output), size.columns < options.minimumSize.columns || size.rows < options.minimumSize.rows {
            throw .tooSmall(needed: options.minimumSize, actual: size)
        }
        return type
    }

    private init?(options: TerminalOptions, type: String, showsUnicode: Bool) {
        let noColour = options.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        var deliver: (@MainActor ([RelayedSignal]) -> Void)?
        // Before ncurses, which would otherwise install handlers of its own.
        guard let relay = SignalRelay(handler: { deliver?($0) }) else { return nil }
        let session = CursesSession(
            type: type, input: options.input, output: options.output, wantsColours: options.colour == .automatic && !noColour)
        guard let session else {
            relay.stop()
            return nil
        }
        self.options = options
        self.relay = relay
        self.session = session
        terminalType = type
        symbols =
            switch options.symbols {
            case .automatic: showsUnicode ? .unicode : .ascii
            case .unicode: .unicode
            case .ascii: .ascii
            }
        usesColour = session.colours > 0
        // Without a UTF-8 locale ncurses cannot send anything but ASCII, whatever was chosen.
        painter = CursesPainter(theme: options.theme, colours: session.colours, symbols: showsUnicode ? .unicode : .ascii)
        size = TerminalScreen.windowSize(options.output) ?? session.size
        (events, continuation) = AsyncStream.makeStream()
        deliver = { [weak self] in self?.receive($0) }
        start()
    }

    private func start() {
        TerminalRescue.setReset(Array((ControlSequence.pasteOff + ControlSequence.mouseOff).utf8) + TerminalCapabilities.resetSequence())
        session.resize(to: size)
        enterModes()
        if options.mouse { setMouse(true) }
        let decoder = KeyDecoder(terminalSequences: TerminalCapabilities.keySequences())
        let input = TerminalInput(descriptor: options.input, decoder: decoder) { [weak self] in self?.receive($0) }
        self.input = input
        input.start()
    }

    /// Shows a canvas. When several come at once, after a burst of keys, say, only the last is painted.
    package func present(_ canvas: Canvas) {
        latest = canvas
        guard state == .open, !hasHungUp, !isPaintScheduled else { return }
        isPaintScheduled = true
        Task { @MainActor [weak self] in self?.paintLatest() }
    }

    /// Puts text into the clipboard of the person's machine, if the terminal allows it (OSC 52; xterm, kitty, iTerm2, tmux with `set-clipboard on`).
    package func copyToClipboard(_ text: String) {
        guard state == .open else { return }
        write(ControlSequence.copy(text, terminalType: terminalType, environment: options.environment))
    }

    /// Reports the mouse, or leaves it to the terminal's own text selection.
    package func setMouse(_ on: Bool) {
        guard state == .open, on != isMouseOn else { return }
        isMouseOn = on
        write(on ? ControlSequence.mouseOn : ControlSequence.mouseOff)
    }

    /// Leaves the terminal as it was found. Does nothing the second time.
    package func close() {
        guard state == .open else { return }
        state = .closed
        input?.stop()
        leaveModes()
        session.end()
        TerminalRescue.disarm()
        relay?.stop()
        TerminalScreen.isOpen = false
        continuation.finish()
    }

    private func paintLatest() {
        isPaintScheduled = false
        guard state == .open, !hasHungUp, let latest else { return }
        paint(latest)
    }

    private func paint(_ canvas: Canvas) {
        let showsLinks = ControlSequence.mayShowLinks(terminalType: terminalType, environment: options.environment)
        painter.paint(canvas, on: size, link: showsLinks ? { [weak self] in self?.write($0) } : nil)
    }

    // MARK: Modes

    private func enterModes() {
        session.enableKeypad()
        write(ControlSequence.pasteOn + (isMouseOn ? ControlSequence.mouseOn : ""))
    }

    private func leaveModes() {
        write((isMouseOn ? ControlSequence.mouseOff : "") + ControlSequence.pasteOff)
    }

    private func suspend(group: Bool) {
        leaveModes()
        session.leave()
        relay?.suspendProcess(group: group)
        resume()
    }

    private func resume() {
        adoptWindowSize()
        painter.invalidate(clearing: true)
        paint(latest ?? Canvas(size: size, symbols: symbols))
        enterModes()
        continuation.yield(.resumed)
    }

    private func adoptWindowSize() {
        guard let new = TerminalScreen.windowSize(options.output) else { return }
        let isNew = new != size
        size = new
        session.resize(to: new)
        painter.invalidate(clearing: true)
        if isNew { continuation.yield(.resized(new)) }
    }

    // MARK: Events

    private func receive(_ report: TerminalInput.Report) {
        switch report {
        case .events(let events):
            for event in events where state == .open {
                if event == .key(.control("z")) { suspend(group: true) } else { continuation.yield(event) }
            }
        case .gone:
            hangUp()
        }
    }

    private func receive(_ signals: [RelayedSignal]) {
        for signal in signals where state == .open {
            switch signal {
            case .windowChanged: adoptWindowSize()
            case .terminate: continuation.yield(.terminated)
            case .interrupt: continuation.yield(.interrupted)
            case .hangUp: hangUp()
            case .stop: suspend(group: false)
            case .continue:
                // Stopped without being asked: whoever ran meanwhile wrote on this screen and changed the modes.
                session.leave()
                resume()
            }
        }
    }

    private func hangUp() {
        guard !hasHungUp else { return }
        hasHungUp = true
        input?.stop()
        continuation.yield(.hungUp)
    }

    // MARK: Output

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(options.output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// The size of the window; nil when nobody told the kernel (a serial line).
    private nonisolated static func windowSize(_ descriptor: Int32) -> Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard terminal_window_size(descriptor, &rows, &columns) == 0, rows > 0, columns > 0 else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }
}
