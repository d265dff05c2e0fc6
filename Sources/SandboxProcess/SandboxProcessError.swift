/// Why there is no sandbox.
package enum SandboxProcessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sandbox's program is at none of these places.
    case missing([String])
    /// The system did not start it.
    case notStarted(program: String, reason: String)
    /// It said why it cannot start.
    case failed(String)
    /// It ended without a word.
    case ended

    /// What happened and what to do about it.
    package var description: String {
        switch self {
        case .missing(let places):
            "The sandbox is a program of its own, autoprovision-sandbox, and it is not beside this one (looked for: \(places.joined(separator: ", "))). "
                + "Build it: swift build --product autoprovision-sandbox."
        case .notStarted(let program, let reason): "The sandbox's program \(program) could not be started (\(reason))."
        case .failed(let sentence): sentence
        case .ended: "The sandbox's program ended before it listened. What it said is above."
        }
    }
}
