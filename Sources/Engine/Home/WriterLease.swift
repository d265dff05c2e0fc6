/// The right of the one program that may write to the app. Whoever gives it out names its holder to all others.
package protocol WriterLease: Sendable {
    /// Makes sure that nobody else can have it meanwhile.
    func requireHeld() async throws(ConfigurationError)

    /// Gives it back.
    func release() async
}
