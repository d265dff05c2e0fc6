package import Engine
import FileHome
import Foundation
import Provisioning

extension SetupService {
    /// Stores or removes the app registration's client secret, sealed.
    package func setClientSecret(_ secret: String?) throws(OperationError) {
        let configuration = try context.configuration()
        let application = try context.application(of: configuration)
        // Before the registration is entered nobody said for which server it is.
        let servers =
            configuration.application.clientID == nil ? nil : CredentialServers(settings: configuration.application, profile: application)
        try configured(
            BoundCredentials(credentials: context.credentials).save(
                secret.map { Data($0.utf8) }, for: ApplicationConnection.clientSecretName, servers: servers?.clientSecret ?? []))
        context.connection.forget()
        try context.log(.configured, .clientSecret(isEntered: secret != nil))
    }
}
