package import Engine
package import Foundation

/// Somebody asked the process that lets runs follow one another to leave that to another one, as before the maintenance of its machine.
package enum StepDown {
    /// So long it stays away, in seconds: another one has begun by then.
    package static let absence: TimeInterval = 300

    /// Asks whoever has the mark now.
    package static func ask(_ home: any HomeStorage, now: Date) throws(ConfigurationError) {
        try home.write(Data(now.formatted(.iso8601).utf8), to: .stepDown)
    }

    /// What was asked last: another value means that somebody asked since.
    package static func version(_ home: any HomeStorage) throws(ConfigurationError) -> DocumentVersion? { try home.version(of: .stepDown) }
}
