import CNcurses
import Dispatch
import Foundation

/// The real terminal: shows canvases and reports what the person does.
///
/// A process has one. Everything happens on the main queue; input and signals wake it up, nothing waits for the terminal. Close it before leaving; if
/// the process ends without that, the terminal is restored all the same.
@MainActor
package final class TerminalScreen {
    /// Columns and rows of the window now.
    package private(set) var size: Size
    /// The characters this terminal can show: give them to every ``Canvas``.
    package let symbols: SymbolSet
    /// Whether colours are shown.
    package let usesColour: Bool
    /// What happens at the terminal, in order, unless ``report`` takes it. Ends when the screen is closed. For one reader.
    package let events: AsyncStream<TerminalEvent>
    /// Takes what happens at the terminal from when it is set. All that comes at once is reported before anything else has its turn on the main queue.
    package var report: (@MainActor (TerminalEvent) -> Void)?

    /// What the person should know about the terminal, once; nil when all is as usual.
    package let notice: String?

    private enum State {
        /// The terminal shows this screen.
        case shown
        /// The terminal is somebody else's: the program was started in the background or continues there.
        case hidden
        case closed
    }

    private static var isOpen = false
    /// How long the terminal may take for what brings the normal screen back.
    private static let leavingMilliseconds = 300

    let options: TerminalOptions
    let terminalType: String
    private let session: CursesSession
    private let painter: CursesPainter
    private let output: OutputQueue
    private var question: BackgroundQuestion
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private var watch: ForegroundWatch?
    private var relay: SignalRelay?
    private var input: TerminalInput?
    private var state = State.hidden
    private var isMouseOn = false
    private var hasHungUp = false
    private var latest: Canvas?
    private var isPaintScheduled = false
    private var isPaintDue = false

    /// Takes over the terminal.
    /// - Throws: ``TerminalError`` when there is no terminal that can show a screen; the terminal is then as it was.
    package static func open(options: TerminalOptions = .init()) throws(TerminalError) -> TerminalScreen {
        guard !isOpen else { throw .alreadyOpen }
        let type = try requireTerminal(options)
        let showsUnicode = LocaleSetting.apply(options.environment)
        guard TerminalRescue.arm(input: options.input, output: options.output) else { throw .notATerminal }
        let screen = TerminalScreen(options: options, type: type, showsUnicode: showsUnicode)
        guard let screen else {
            TerminalRescue.release(restoring: false)
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
        guard !TerminalType.withoutCursor.contains(type) else { throw .unknownTerminalType(type) }
        if let size = WindowSize.now(options.output), size.columns < options.minimumSize.columns || size.rows < options.minimumSize.rows {
            throw .tooSmall(needed: options.minimumSize, actual: size)
        }
        return type
    }

    private init?(options: TerminalOptions, type: String, showsUnicode: Bool) {
        let noColour = options.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        var deliver: (@MainActor ([RelayedSignal]) -> Void)?
        // Before ncurses, which would otherwise install handlers of its own.
        guard let relay = SignalRelay(handler: { deliver?($0) }) else { return nil }
        guard let (session, used) = CursesSession.nearest(to: type, wantsColours: options.colour == .automatic && !noColour) else {
            relay.stop()
            return nil
        }
        self.options = options
        self.relay = relay
        self.session = session
        output = OutputQueue(options.output)
        terminalType = type
        notice = used == type ? nil : TerminalType.notice(wanted: type, used: used)
        symbols =
            switch options.symbols {
            case .automatic: showsUnicode ? .unicode : .ascii
            case .unicode: .unicode
            case .ascii: .ascii
            }
        usesColour = session.colours > 0
        // Without a UTF-8 locale ncurses cannot send anything but ASCII, whatever was chosen.
        let background = options.background ?? TerminalBackground(environment: options.environment)
        painter = CursesPainter(background: background, colours: session.colours, symbols: showsUnicode ? .unicode : .ascii)
        let mayAsk = options.background == nil && session.colours >= 256
        question = BackgroundQuestion(
            isAsked: mayAsk && ControlSequence.takesStrings(terminalType: type, environment: options.environment), background: background)
        size = WindowSize.now(options.output) ?? session.size
        (events, continuation) = AsyncStream.makeStream()
        deliver = { [weak self] in self?.receive($0) }
        start()
    }

    private func start() {
        TerminalRescue.setReset(resetSequence)
        TerminalRescue.setOutput(output.descriptor)
        session.resize(to: size)
        isMouseOn = options.mouse
        output.drained = { [weak self] in self?.paintWhatIsDue() }
        let decoder = KeyDecoder(terminalSequences: TerminalCapabilities.keySequences(), environment: options.environment)
        let input = TerminalInput(descriptor: options.input, decoder: decoder) { [weak self] in self?.receive($0) }
        self.input = input
        input.start()
        let watch = ForegroundWatch(options.input) { [weak self] in self?.comeBack() }
        self.watch = watch
        if watch.isOurs {
            state = .shown
            enterModes()
        } else {
            TerminalRescue.release(restoring: false)
            input.pause(true)
            watch.start()
        }
    }

    /// What brings the normal screen and its modes back.
    private var resetSequence: [UInt8] { Array((ControlSequence.pasteOff + ControlSequence.mouseOff).utf8) + TerminalCapabilities.resetSequence() }

    /// Shows a canvas. When several come at once, after a burst of keys, say, only the last is painted; while the terminal takes nothing, or is somebody else's,
    /// none is, and the last one follows.
    package func present(_ canvas: Canvas) {
        latest = canvas
        guard state == .shown, !hasHungUp, !isPaintScheduled else { return }
        isPaintScheduled = true
        Task { @MainActor [weak self] in self?.paintLatest() }
    }

    /// Reports the mouse, or leaves it to the terminal's own text selection.
    package func setMouse(_ on: Bool) {
        guard state != .closed, on != isMouseOn else { return }
        isMouseOn = on
        if isShown() { write(on ? ControlSequence.mouseOn : ControlSequence.mouseOff) }
    }

    /// Leaves the terminal as it was found. Does nothing the second time.
    package func close() {
        guard state != .closed else { return }
        if isShown() {
            putDown()
        } else {
            session.leave()
        }
        state = .closed
        watch?.stop()
        input?.stop()
        TerminalRescue.disarm()
        output.close()
        session.end()
        relay?.stop()
        TerminalScreen.isOpen = false
        continuation.finish()
    }

    private func paintLatest() {
        isPaintScheduled = false
        guard !hasHungUp, let latest, isShown() else { return }
        // What has not reached the terminal yet would be painted over there; the newest follows when there is room.
        isPaintDue = !output.isEmpty
        if !isPaintDue { paint(latest) }
    }

    private func paintWhatIsDue() {
        guard isPaintDue else { return }
        paintLatest()
    }

    private func paint(_ canvas: Canvas) {
        let showsLinks = ControlSequence.mayShowLinks(terminalType: terminalType, environment: options.environment)
        painter.paint(canvas, on: size, link: showsLinks ? { [weak self] in self?.write($0) } : nil)
        output.write(session.takeOutput())
    }

    /// Paints everything, unless what was painted before has not reached the terminal yet: then it follows.
    private func repaint() {
        adoptWindowSize()
        painter.invalidate(clearing: true)
        latest = latest ?? Canvas(size: size, symbols: symbols)
        paintLatest()
    }

    // MARK: Modes

    private func enterModes() {
        _ = terminal_set_raw(options.input)
        session.enableKeypad()
        write(ControlSequence.pasteOn + (isMouseOn ? ControlSequence.mouseOn : "") + question.ask())
    }

    /// Gives the terminal back as it was found, to be taken again or not.
    private func putDown() {
        write((isMouseOn ? ControlSequence.mouseOff : "") + ControlSequence.pasteOff)
        session.leave()
        output.write(session.takeOutput())
        output.finish(within: Self.leavingMilliseconds, last: resetSequence)
        question.settle(options.input)
        TerminalRescue.release(restoring: true)
    }

    // MARK: Whose the terminal is

    /// Whether the terminal shows this screen and may be painted on, read and set now.
    func isShown() -> Bool {
        guard state == .shown else { return false }
        if watch?.isOurs ?? false { return true }
        lose()
        return false
    }

    private func suspend(group: Bool) {
        guard isShown() else { return }
        putDown()
        state = .hidden
        relay?.suspendProcess(group: group)
        comeBack()
    }

    /// The program goes on after it was stopped, or was brought to the foreground: the screen is shown again, if the terminal is ours.
    private func comeBack() {
        guard state == .hidden, let watch else { return }
        guard watch.isOurs else {
            input?.pause(true)
            return watch.start()
        }
        watch.stop()
        TerminalRescue.take(remembering: true)
        show()
    }

    private func show() {
        state = .shown
        repaint()
        enterModes()
        input?.pause(false)
        tell(.resumed)
    }

    /// Somebody else has the terminal, and what it shows and its modes are that one's matter.
    private func lose() {
        guard state == .shown else { return }
        state = .hidden
        TerminalRescue.release(restoring: false)
        session.leave()
        _ = session.takeOutput()
        output.discard()
        input?.pause(true)
        watch?.start()
    }

    private func adoptWindowSize() {
        guard let new = WindowSize.now(options.output) else { return }
        let isNew = new != size
        size = new
        session.resize(to: new)
        painter.invalidate(clearing: true)
        if isNew { tell(.resized(new)) }
    }

    // MARK: Events

    private func receive(_ report: TerminalInput.Report) {
        switch report {
        case .events(let events):
            if events.contains(.key(.control("l"))), isShown() {
                // Whatever has spoiled the screen may have changed the modes too.
                enterModes()
                repaint()
            }
            for event in events where state != .closed {
                if event == .key(.control("z")) { suspend(group: true) } else { tell(event) }
            }
        case .backgroundColor(let color):
            guard question.isNews(color) else { return }
            painter.adopt(question.background)
            repaint()
        case .gone: hangUp()
        case .background: lose()
        }
    }

    private func receive(_ signals: [RelayedSignal]) {
        for signal in signals where state != .closed {
            switch signal {
            case .windowChanged: adoptWindowSize()
            case .terminate: tell(.terminated)
            case .interrupt: tell(.interrupted)
            case .hangUp: hangUp()
            case .stop: suspend(group: false)
            case .background: _ = isShown()
            case .continue:
                guard isShown() else {
                    comeBack()
                    continue
                }
                // Stopped without being asked: whoever ran meanwhile wrote on this screen and changed the modes.
                session.leave()
                show()
            }
        }
    }

    private func tell(_ event: TerminalEvent) {
        if let report { report(event) } else { continuation.yield(event) }
    }

    private func hangUp() {
        guard !hasHungUp else { return }
        hasHungUp = true
        input?.stop()
        tell(.hungUp)
    }

    // MARK: Output

    /// Writes behind what ncurses has written so far.
    func write(_ text: String) { output.write(session.takeOutput() + Array(text.utf8)) }
}
