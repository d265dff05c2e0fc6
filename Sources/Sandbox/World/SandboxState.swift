import Foundation

/// Everything that a sandbox remembers between runs.
///
/// Rate-limit windows, faults, latency and the request log are of the moment and are not part of it.
struct SandboxState: Codable, Sendable, Equatable {
    static let currentVersion = 1

    var version = Self.currentVersion
    var users: Int
    var seed: UInt64
    /// What the control API added to the real clock, in seconds.
    var clockOffset: TimeInterval = 0
    /// What tells this sandbox from others; `nil` in older state files, until it is started again.
    var identity: String?
    var organisation: Organisation
    var accounts: AccountStore
    var authorization: AuthorizationState
    var googleTokens: [String: GoogleToken] = [:]
    /// Tokens of the pool of identities; `nil` in older state files.
    var poolTokens: [String: PoolToken]?
    /// How programs are let in on the Google side; `nil`, as in older state files, is as at the beginning.
    var googleAccess: GoogleAccessState?
    var secrets: SecretFactory
    /// Made when it is first asked for: RSA keys cost time that a simulation has not got.
    var serviceAccountKey: ServiceAccountKey?
    /// Extensions that the RingCentral account owns.
    var licences: Int
    /// Whether an account that is created or re-enabled is not active before somebody activates it; `nil`, as in older state files, is no.
    var accountsAwaitActivation: Bool?
    /// How the RingCentral account is set up; `nil`, as in older state files, is as at the beginning.
    var platform: PlatformSettings?
}
