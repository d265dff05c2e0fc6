import CNcurses
import Dispatch
import Foundation
import Synchronization

/// A terminal without a screen: what a program writes can be waited for, and keys can be typed.
final class PseudoTerminal: Sendable {
    struct Failure: Error {}

    /// The end that the program uses.
    let slave: Int32
    /// The name of that end.
    let path: String
    private let master: Int32
    private let output = TerminalOutput()
    private let source = Mutex<(any DispatchSourceRead)?>(nil)

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&master, &slave, &name, nil, nil) == 0 else { throw Failure() }
        (self.master, self.slave) = (master, slave)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        resize(columns: columns, rows: rows)
        source.withLock { [master, output] source in
            let new = DispatchSource.makeReadSource(fileDescriptor: master, queue: .global())
            new.setEventHandler { output.collect(from: master) }
            new.setCancelHandler { close(master) }
            new.resume()
            source = new
        }
    }

    deinit {
        hangUp()
        close(slave)
    }

    /// Gives the window a new size; the program does not hear of it by itself, since this is not its controlling terminal.
    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) { type(Array(text.utf8)) }

    func type(_ bytes: [UInt8]) { _ = write(master, bytes, bytes.count) }

    /// Pulls the plug.
    func hangUp() {
        source.withLock { source in
            source?.cancel()
            source = nil
        }
    }

    /// How much the program has written so far.
    var position: Int { output.count }

    /// Waits until the program has written a text and returns everything since `start` up to and with it. When the test is canceled (its time
    /// is over), what was written instead.
    func output(through text: String, from start: Int = 0) async -> String {
        await output.through(Array(text.utf8), from: start)
    }

    /// The modes of the terminal, as bytes to compare.
    var modes: [UInt8] {
        var modes = termios()
        guard tcgetattr(slave, &modes) == 0 else { return [] }
        return withUnsafeBytes(of: &modes) { Array($0) }
    }
}

/// What a program wrote, and who waits for what.
private final class TerminalOutput: Sendable {
    private struct Waiter {
        var text: [UInt8]
        var start: Int
        var continuation: CheckedContinuation<String, Never>
    }

    private struct State {
        var bytes: [UInt8] = []
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.bytes.count } }

    func through(_ text: [UInt8], from start: Int) async -> String {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.waiters.append(Waiter(text: text, start: start, continuation: continuation))
                    TerminalOutput.answer(&state)
                }
                if Task.isCancelled { giveUp() }
            }
        } onCancel: {
            giveUp()
        }
    }

    private func giveUp() {
        state.withLock { state in
            for waiter in state.waiters { waiter.continuation.resume(returning: String(decoding: state.bytes[waiter.start...], as: UTF8.self)) }
            state.waiters = []
        }
    }

    func collect(from descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return }
        state.withLock { state in
            state.bytes += buffer.prefix(count)
            TerminalOutput.answer(&state)
        }
    }

    private static func answer(_ state: inout State) {
        let bytes = state.bytes
        state.waiters.removeAll { waiter in
            guard let found = bytes[waiter.start...].firstRange(of: waiter.text) else { return false }
            waiter.continuation.resume(returning: String(decoding: bytes[waiter.start..<found.upperBound], as: UTF8.self))
            return true
        }
    }
}
