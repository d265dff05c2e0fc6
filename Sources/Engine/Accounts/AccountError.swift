package import Foundation
package import Provisioning

/// Why the app did not do what it was asked.
package struct AccountError: Error, Equatable {
    /// What became of the authorization, where that is why the app was not asked.
    package enum Authorization: Sendable, Equatable {
        /// An administrator has to authorize again; the reason is a whole sentence.
        case reauthorizationNeeded(reason: String, since: Date?)
        /// Nobody authorized yet; the reason is a whole sentence.
        case notAuthorized(reason: String)
        /// Whoever renews it did not answer.
        case unreachable(String)
    }

    /// What happened, as data: what is kept of it, and what sentences are made from.
    package let refusal: AppRefusal
    /// How far it reaches, as far as its own words tell.
    package let suspicion: FailureSuspicion
    /// `nil` where the authorization is not the reason, or where nothing more is known about it.
    package let authorization: Authorization?

    package init(_ refusal: AppRefusal, _ suspicion: FailureSuspicion, authorization: Authorization? = nil) {
        self.refusal = refusal
        self.suspicion = suspicion
        self.authorization = authorization
    }

    /// Whether the request may have been carried out all the same.
    package var mayHaveHadEffect: Bool {
        switch refusal {
        case .noAnswer, .serverUnavailable, .unexpectedAnswer: true
        default: false
        }
    }

    /// That nothing is there, of whatever kind, about an account that is there all the same.
    var unconfirmed: AccountError {
        if case .absenceUnconfirmed = refusal { return self }
        return AccountError(.absenceUnconfirmed(status: 404, detail: "although it shows the account"), .personOrRun)
    }
}

extension OutcomeDetail {
    /// What is kept of an action that the app did not do.
    init(_ error: AccountError, application: String) { self = .refused(error.refusal, application: application) }
}
