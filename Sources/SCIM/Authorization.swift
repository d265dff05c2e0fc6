package import Foundation
package import HTTP

/// Puts the credentials of the app into requests.
package protocol RequestAuthorizer: Sendable {
    /// Adds the credentials, renewing them first if they are about to end.
    func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError)
    /// The app refused these credentials (401): renew them before the next request.
    func rejected(_ request: HTTPRequest) async
    /// Whether refused credentials can be renewed without a person; otherwise being refused ends them.
    var renewsRefused: Bool { get }
}

extension RequestAuthorizer {
    package var renewsRefused: Bool { false }
}

/// Why a request could not be authorized.
package enum AuthorizationError: Error, Equatable, CustomStringConvertible {
    /// An administrator has to authorize again; the reason is a whole sentence.
    case reauthorizationNeeded(reason: String, since: Date?)
    /// Nobody authorized yet.
    case notAuthorized(reason: String)
    /// The authorization server did not answer.
    case unreachable(String)
    /// The tokens could not be stored, so they were not used.
    case storage(String)
    /// The task was cancelled while the credentials were renewed.
    case cancelled

    package var description: String {
        switch self {
        case .reauthorizationNeeded(let reason, _), .notAuthorized(let reason): reason
        case .unreachable(let text), .storage(let text): text
        case .cancelled: "Renewing the authorization was stopped. The next request renews it."
        }
    }
}

/// What a request is, for the app's limits.
package enum RequestKind: String, Sendable, Hashable, CaseIterable {
    case read
    case write
}

/// Decides when a request may leave.
package protocol RequestPacing: Sendable {
    /// Whether a turn that was taken for one kind of request may serve the other: reading and writing share one budget.
    var turnsServeAnyRequest: Bool { get }
    /// Waits for the turn of a request; fails only when the task is cancelled.
    func waitForTurn(_ kind: RequestKind) async throws(CancellationError)
    /// Takes a turn if one is free at this moment; every turn that was taken ends in ``observed(_:answer:)`` or ``giveBack(_:)``.
    func takeTurn(_ kind: RequestKind) async -> TurnDecision
    /// Gives back a turn that was taken and not used.
    func giveBack(_ kind: RequestKind) async
    /// Learns from an answer; `nil` when none came.
    func observed(_ kind: RequestKind, answer: HTTPResponse?) async
}
