package import Engine
package import Foundation
package import Provisioning

/// What the file `demo.json` of a home says that `demo` made: with which sandbox, at which address, and how far the clock of that one was moved.
///
/// Only `demo` writes it, for the sandbox that it runs itself. Nothing that a server answers ever gets there.
package struct DemoMark: Codable, Sendable, Equatable {
    /// What tells the sandbox from others.
    package let sandbox: String
    /// Where the sandbox is, as the configuration has it for both sides.
    package var address: String
    /// How far the sandbox's clock is ahead of this machine's, in seconds; negative when it is behind.
    package var secondsAhead: TimeInterval

    /// The furthest that a clock is moved: a hundred years, as in the sandbox.
    private static let furthest: TimeInterval = 3_155_760_000

    package init(sandbox: String, address: String, secondsAhead: TimeInterval) {
        self.sandbox = sandbox
        self.address = address
        self.secondsAhead = secondsAhead
    }

    /// The mark of a home; `nil` when it has none, or one that cannot be understood.
    package static func read(_ home: Home) -> DemoMark? {
        guard let data = (try? SecureFile.read(home.demoFile, isSecret: false)) ?? nil, let mark = try? JSONDecoder().decode(Self.self, from: data),
            abs(mark.secondsAhead) <= furthest
        else { return nil }
        return mark
    }

    /// The mark that a demo with this sandbox may keep: a home that is made now gets one; one that is there has to have it, of the same sandbox. `nil` for every
    /// other home, whose time is never moved.
    ///
    /// - Throws: ``ConfigurationError`` when the home cannot be looked at or written.
    package static func claim(_ home: Home, for sandbox: String) throws(ConfigurationError) -> DemoMark? {
        if let mark = read(home) { return mark.sandbox == sandbox ? mark : nil }
        guard try !home.isInUse(), !FileManager.default.fileExists(atPath: home.demoFile.path) else { return nil }
        try home.prepare()
        let mark = DemoMark(sandbox: sandbox, address: "", secondsAhead: 0)
        try mark.write(to: home)
        return mark
    }

    /// Keeps it.
    package func write(to home: Home) throws(ConfigurationError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { throw .unwritable(file: home.demoFile.path, reason: "the mark cannot be encoded") }
        try SecureFile.write(data, to: home.demoFile)
    }

    /// Whether both sides of a configuration are the sandbox at this address on this machine, and nothing else.
    package func isWhole(of configuration: Configuration) -> Bool {
        guard let host = URL(string: address)?.host(), ["127.0.0.1", "localhost"].contains(host), configuration.application.profile == nil,
            configuration.application.baseURL == address, case .google(let connection)? = configuration.directory
        else { return false }
        return connection.apiBaseURL == address
    }
}
