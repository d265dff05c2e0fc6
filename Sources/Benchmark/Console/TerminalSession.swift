import CProcess
import Foundation

/// A program in a terminal of its own, as a person would have it, with the times of its answers.
final class TerminalSession {
    /// What came back for a key.
    struct Answer {
        /// Seconds from the key to the end of the first uninterrupted stretch of output: the screen as it is right after the key.
        var paint: Double
        /// Seconds to the last byte: with what was looked up meanwhile.
        var settled: Double
        /// Bytes of all of it.
        var bytes: Int
    }

    /// Output with a longer pause in it is another painting.
    private static let pauseBetweenPaintings = 0.010

    let process: pid_t
    private let terminal: Int32
    private(set) var output: [UInt8] = []
    private let started: ContinuousClock.Instant

    /// Starts a program; only `TERM`, `PATH`, `HOME` and the locale are in its environment.
    init(_ program: String, _ arguments: [String], columns: UInt16 = 80, rows: UInt16 = 24) throws {
        var name = [CChar](repeating: 0, count: 128)
        let terminal = process_open_terminal(columns, rows, &name, name.count)
        guard terminal >= 0 else { throw BenchmarkError("No pseudo-terminal could be opened.") }
        let environment = ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=\(NSTemporaryDirectory())"]
        let argumentList = ([program] + arguments).map { strdup($0) } + [nil]
        let environmentList = environment.map { strdup($0) } + [nil]
        defer { for text in argumentList + environmentList { free(text) } }
        started = .now
        let process = process_start_in_terminal(program, argumentList, environmentList, name)
        // Only a process that was started is kept: a signal to number -1 goes to every process of the machine.
        guard process > 0 else {
            close(terminal)
            throw BenchmarkError("\(program) could not be started.")
        }
        (self.process, self.terminal) = (process, terminal)
    }

    deinit {
        precondition(process > 0)
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        close(terminal)
    }

    /// Seconds from the start until the output holds a text, which must be written in one piece.
    func start(until text: String, within limit: Double = 30) throws -> Double {
        try wait(for: text, from: 0, within: limit)
        return Self.seconds(since: started)
    }

    /// Waits for a text in what is written from now on, or from a position on.
    func wait(for text: String, from start: Int? = nil, within limit: Double = 120) throws {
        let (wanted, begin, since) = (Array(text.utf8), start ?? output.count, ContinuousClock.now)
        while output[begin...].firstRange(of: wanted) == nil {
            guard Self.seconds(since: since) < limit else {
                throw BenchmarkError(
                    "The screen never showed \"\(text)\". It wrote: \(String(decoding: output[begin...].suffix(2_000), as: UTF8.self))")
            }
            _ = try read(within: 0.1)
        }
    }

    /// Waits until nothing was written for so many seconds.
    func settle(_ quiet: Double) throws {
        while try read(within: quiet) > 0 {}
    }

    /// Writes a key.
    func send(_ key: String) throws {
        let bytes = Array(key.utf8)
        guard write(terminal, bytes, bytes.count) == bytes.count else { throw BenchmarkError("The terminal takes no keys.") }
    }

    /// Writes a key and reads until nothing comes for `quiet` seconds. `nil` when the key changed nothing on the screen.
    func press(_ key: String, quiet: Double = 0.03) throws -> Answer? {
        try settle(0)
        let (since, before) = (ContinuousClock.now, output.count)
        try send(key)
        var (paint, last) = (0.0, 0.0)
        while try read(within: last == 0 ? 2 : quiet) > 0 {
            let moment = Self.seconds(since: since)
            if paint == last, last == 0 || moment - last < Self.pauseBetweenPaintings { paint = moment }
            last = moment
        }
        return last == 0 ? nil : Answer(paint: paint, settled: last, bytes: output.count - before)
    }

    /// Reads once; answers how many bytes there were.
    private func read(within seconds: Double) throws -> Int {
        var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, Int32(seconds * 1_000)) > 0 else { return 0 }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Foundation.read(terminal, &buffer, buffer.count)
        guard count > 0 else { throw BenchmarkError("The program ended: \(String(decoding: output.suffix(2_000), as: UTF8.self))") }
        output += buffer.prefix(count)
        return count
    }

    private static func seconds(since moment: ContinuousClock.Instant) -> Double { (ContinuousClock.now - moment) / .seconds(1) }
}
