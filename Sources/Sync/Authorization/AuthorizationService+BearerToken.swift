package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning
import RingCentral

extension AuthorizationService {
    /// Keeps the bearer token of the app that the saved profile describes, sealed, and bound to its address.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when the app takes no bearer token, or the text cannot be one (RFC 6750 §2.1).
    package func setBearerToken(_ token: String) throws(OperationError) {
        let configuration = try context.configuration()
        let application = try context.application(of: configuration)
        try Self.requireBearerToken(token, for: application)
        let entered = context.now
        let wasAuthorized = try bearerStatus(application).isAuthorized
        try askWhetherRunsGoOn(wasAuthorized: wasAuthorized)
        try intend(Authorizing(application: application.name, .bearerToken, obtained: entered))
        try configured(
            BearerTokenStore(credentials: context.credentials).save(
                BearerToken(token: token, scimBaseURL: application.scimBaseURL.absoluteString, entered: entered)))
        settleAuthorizing(obtained: entered)
        if configuration.autoprovisioning.setupProgress == .notStarted { try context.update { $0.autoprovisioning.setupProgress = .authorized } }
    }

    static func requireBearerToken(_ token: String, for application: ApplicationProfile) throws(OperationError) {
        guard application.authorization == .bearer else {
            throw .invalidInput(
                "\(application.name) is authorized with OAuth and takes no bearer token. Run `autoprovision authorize`, or name a profile with \"authorization\": \"bearer\"."
            )
        }
        let isToken = !token.isEmpty && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        guard isToken else {
            throw .invalidInput("The file does not hold one bearer token: a text without spaces. Write the token alone into it.")
        }
    }

    /// Whether the app is authorized with the bearer token that is stored; asks no server.
    func bearerStatus(_ application: ApplicationProfile) throws(OperationError) -> AuthorizationStatus {
        guard let token = try configured(BearerTokenStore(credentials: context.credentials).load(for: application.scimBaseURL)) else {
            return .notAuthorized
        }
        settleAuthorizing(obtained: token.entered)
        if let refused = token.refused { return .revoked(reason: BearerTokenAuthorizer.refusal(by: application.name), since: refused) }
        return .authorized(owner: nil, since: token.entered, idleDeadline: nil)
    }
}
