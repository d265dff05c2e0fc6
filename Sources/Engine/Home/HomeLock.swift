/// What only one process does at a time.
package enum HomeLockPurpose: String, Sendable, CaseIterable {
    /// Saving the configuration, for moments.
    case saving
    /// Replacing the credentials, for moments.
    case credentials
    /// Getting new tokens from the app, for seconds.
    case refresh
    /// Writing to the app: held by a run as long as it goes on.
    case run
    /// Letting runs follow one another: held by a service, between runs too.
    case service
    /// Delivering messages of alerts.
    case delivery
    /// Asking the run that is under way to take somebody next.
    case personRequest
}

/// A lock that this process holds. It is free again when the process dies.
package protocol HomeLock: Sendable {
    /// Makes sure that it still keeps everybody else out.
    func requireHeld() throws(ConfigurationError)

    /// Replaces what others read of the holder.
    func say(_ text: String)

    /// Gives it back.
    func release()
}
