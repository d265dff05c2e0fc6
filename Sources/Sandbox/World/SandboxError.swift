/// Why a sandbox could not start.
package enum SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another program listens there.
    case portInUse(UInt16)
    /// The system keeps the port for its administrator.
    case portNotPermitted(UInt16)
    /// Listening failed for the reason that the system gave.
    case serverFailed(String)
    /// `start()` was called on a server that runs.
    case alreadyStarted
    /// The file holds something else, or a state of another version; it was not touched.
    case stateFileMalformed(path: String, reason: String)
    /// The file is there but cannot be read.
    case stateFileUnreadable(path: String, reason: String)
    /// The state cannot be kept at that place.
    case stateFileNotWritable(path: String, reason: String)
    /// The random source gave no RSA key.
    case keyGenerationFailed

    /// What happened and what to do about it.
    package var description: String {
        switch self {
        case .portInUse(let port):
            "Port \(port) is in use by another program. Choose another with --port N, or 0 for any free port."
        case .portNotPermitted(let port):
            "Port \(port) may be opened by the system administrator only. Choose one above 1023 with --port N, or 0 for any free port."
        case .serverFailed(let reason):
            "The sandbox could not listen on 127.0.0.1 (\(reason)). Check that the loopback interface is up, then start it again."
        case .alreadyStarted:
            "This sandbox is running already. Use the address it printed, or stop it first."
        case .stateFileMalformed(let path, let reason):
            "The state file \(path) is not a sandbox state (\(reason)). It was left untouched: move it away to start afresh, or name another with --state FILE."
        case .stateFileUnreadable(let path, let reason):
            "The state file \(path) cannot be read (\(reason)). Check its permissions, or name another with --state FILE."
        case .stateFileNotWritable(let path, let reason):
            "The state file \(path) cannot be written (\(reason)). Check the folder's permissions and free space, or name another with --state FILE."
        case .keyGenerationFailed:
            "The sandbox could not make its service-account key. Start it again; if that repeats, the system's random source is at fault."
        }
    }
}
