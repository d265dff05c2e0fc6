import CNcurses
import Foundation

/// What is known about the terminal's background, and the question for it that may be under way.
struct BackgroundQuestion {
    /// An answer that comes after the program has left would be typed into the shell. So long after the question it is still waited for, and for so long.
    private static let (pending, patience) = (Duration.seconds(1), 200)

    /// What is behind the text; nil as long as nobody knows.
    private(set) var background: TerminalBackground?
    private let isAsked: Bool
    private var asked: ContinuousClock.Instant?

    /// - Parameters:
    ///   - isAsked: whether the terminal is asked at all.
    ///   - background: what is known without an answer.
    init(isAsked: Bool, background: TerminalBackground?) {
        self.isAsked = isAsked
        self.background = background
    }

    /// What is sent to the terminal; nothing where it is not asked.
    mutating func ask() -> String {
        guard isAsked else { return "" }
        asked = .now
        return BackgroundAnswer.question
    }

    /// Takes an answer. Answers whether it changes what is behind the text.
    mutating func isNews(_ color: TerminalColor) -> Bool {
        asked = nil
        let told = TerminalBackground(color)
        guard isAsked, told != background else { return false }
        background = told
        return true
    }

    /// Before the terminal is given back: takes an answer that is still on its way, so that it reaches nobody else. What is typed in that time is lost with it.
    mutating func settle(_ input: Int32) {
        guard let asked, .now - asked < Self.pending else { return }
        self.asked = nil
        var poll = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        var buffer = [UInt8](repeating: 0, count: 256)
        let end = ContinuousClock.now + .milliseconds(Self.patience)
        var received: [UInt8] = []
        while ContinuousClock.now < end, CNcurses.poll(&poll, 1, Int32(max(1, (end - .now) / .milliseconds(1)))) > 0 {
            let count = read(input, &buffer, buffer.count)
            guard count > 0 else { return }
            received += buffer.prefix(count)
            if received.contains(0x07) || received.last == UInt8(ascii: "\\") { return }
        }
    }
}
