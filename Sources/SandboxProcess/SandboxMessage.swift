package import Foundation

/// What the sandbox's program says on its standard output, one message as JSON on each line.
package enum SandboxMessage: Codable, Sendable, Equatable {
    /// It listens.
    case listening(SandboxPlace)
    /// It could not start, and ends. The sentence is for a person.
    case failed(String)
    /// Somebody moved the sandbox's clock, for the n-th time. Whoever did gets an answer once this program has answered: with that number, as a line on its standard input.
    case clockMoved(number: Int, secondsAhead: TimeInterval)

    /// The message of a line; `nil` for anything else.
    init?(line: Data) {
        guard let message = try? JSONDecoder().decode(Self.self, from: line) else { return nil }
        self = message
    }

    /// The line, with its end.
    package var line: Data { ((try? JSONEncoder().encode(self)) ?? Data()) + [UInt8(ascii: "\n")] }
}

/// A sandbox that listens.
package struct SandboxPlace: Codable, Sendable, Equatable {
    /// Its address, such as `http://127.0.0.1:8080`.
    package let url: URL
    /// What tells this sandbox from others, kept with its state.
    package let identity: String
    /// How far its clock is ahead of this machine's, in seconds; negative when it is behind.
    package let secondsAhead: TimeInterval

    package init(url: URL, identity: String, secondsAhead: TimeInterval) {
        self.url = url
        self.identity = identity
        self.secondsAhead = secondsAhead
    }
}
