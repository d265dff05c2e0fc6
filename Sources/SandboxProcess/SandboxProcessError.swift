/// Why there is no sandbox.
package enum SandboxProcessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sandbox's program is at none of these places.
    case missing([String])
    /// The system did not start it.
    case notStarted(program: String, reason: String)
    /// It said why it cannot start.
    case failed(String)
    /// It ended, or said something else, before it listened.
    case ended(program: String)

    /// What happened and what to do about it.
    package var description: String {
        switch self {
        case .missing(let places):
            "The sandbox is a program of its own, autoprovision-sandbox, and it is not there (looked for: "
                + "\(places.isEmpty ? "nothing, because the system does not say where this program is" : places.joined(separator: ", "))). It comes with the package; "
                + "where this program was built, build it too: swift build --product autoprovision-sandbox."
        case .notStarted(let program, let reason): "The sandbox's program \(program) could not be started (\(reason))."
        case .failed(let sentence): sentence
        case .ended(let program):
            "The sandbox's program \(program) ended before it listened, or is of another version than this one. Install both from the same build, then try again."
        }
    }
}
