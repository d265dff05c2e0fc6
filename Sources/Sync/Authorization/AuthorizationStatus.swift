package import Foundation

/// Whether the app may be written to.
package enum AuthorizationStatus: Sendable, Equatable {
    case notAuthorized
    /// Authorized; without any activity the grant ends at `idleDeadline`.
    case authorized(owner: String?, since: Date, idleDeadline: Date?)
    /// The grant is gone since then, for this reason.
    case revoked(reason: String, since: Date)

    /// The id of the account that gave it.
    package var owner: String? {
        if case .authorized(let owner, _, _) = self { owner } else { nil }
    }

    /// Whether calls are possible.
    package var isAuthorized: Bool {
        if case .authorized = self { true } else { false }
    }
}
