import CNcurses
import Foundation
import Testing

@testable import Terminal

/// A terminal that takes nothing for a while, because somebody has stopped it or the line is slow.
extension TerminalScreenTests {
    @Test(
        "a terminal that takes nothing keeps nobody from being heard, and nothing more than one frame is kept for it; leaving it takes no time",
        arguments: [SIGTERM, SIGINT])
    func blocked(number: Int32) async throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        try #require(openpty(&master, &slave, nil, nil, nil) == 0)
        var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        var before = termios()
        tcgetattr(slave, &before)
        defer {
            close(master)
            close(slave)
        }
        let screen = try TerminalScreen.open(options: TerminalOptions(input: slave, output: slave, environment: Self.environment))
        defer { screen.close() }
        let start = ContinuousClock.now
        // Nobody reads. Every frame is all new, and a hundred of them are far more than what is kept on the way.
        for frame in 0..<100 {
            var canvas = Canvas(size: screen.size)
            canvas.fill(canvas.bounds, with: Character(Unicode.Scalar(UInt8(0x41 + frame % 26))))
            screen.present(canvas)
            for _ in 0..<3 { await Task.yield() }
        }
        kill(getpid(), number)
        #expect(await events(1, of: screen) == [number == SIGTERM ? .terminated : .interrupted])
        screen.close()
        #expect(ContinuousClock.now - start < .seconds(10))
        var after = termios()
        tcgetattr(slave, &after)
        #expect(withUnsafeBytes(of: &before) { Array($0) } == withUnsafeBytes(of: &after) { Array($0) })
        // What brings the normal screen back is there, though the frames were given up.
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(master, &buffer, buffer.count), count > 0 { output += buffer.prefix(count) }
        #expect(String(decoding: output, as: UTF8.self).contains("\u{1B}[?1049l"))
        #expect(output.count < 200_000)
    }

    @Test("a terminal that was slow gets the newest frame once it takes something again")
    func slow() async throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        try #require(openpty(&master, &slave, nil, nil, nil) == 0)
        var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        defer {
            close(master)
            close(slave)
        }
        let screen = try TerminalScreen.open(options: TerminalOptions(input: slave, output: slave, environment: Self.environment))
        defer { screen.close() }
        for frame in 0..<100 {
            var canvas = Canvas(size: screen.size)
            canvas.fill(canvas.bounds, with: Character(Unicode.Scalar(UInt8(0x41 + frame % 26))))
            if frame == 99 { canvas.text("the newest", at: Point(column: 0, row: 0)) }
            screen.present(canvas)
            for _ in 0..<3 { await Task.yield() }
        }
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while output.firstRange(of: Array("the newest".utf8)) == nil {
            let count = read(master, &buffer, buffer.count)
            if count > 0 { output += buffer.prefix(count) } else { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(output.count < 400_000)
    }
}
