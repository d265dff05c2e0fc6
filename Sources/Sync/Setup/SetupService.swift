package import Engine
package import FileHome
package import Foundation
import Ledger
package import Provisioning

/// What the administrator chose: the configuration, what it connects, and the lists of the directory that choices are made from.
package actor SetupService: HomeService {
    let context: HomeContext
    let authorization: AuthorizationService

    init(_ context: HomeContext, _ authorization: AuthorizationService) { (self.context, self.authorization) = (context, authorization) }

    /// The configuration; that of a fresh start when there is no file yet.
    ///
    /// - Throws: ``OperationError``, also when the file is gone although accounts are linked: then nothing about it is a fresh start.
    package func configuration() throws(OperationError) -> Configuration { try context.configuration() }

    /// Reads and validates the text of a configuration file without saving it.
    package nonisolated func decode(_ text: Data) throws(ConfigurationError) -> Configuration {
        try context.store.decode(text)
    }

    /// The app of a configuration: that of its profile file, or RingCentral.
    ///
    /// - Throws: ``OperationError`` when the profile file is missing or holds what cannot be right.
    package nonisolated func application(of configuration: Configuration) throws(OperationError) -> ApplicationProfile {
        try context.application(of: configuration)
    }

    /// Saves what was edited from a loaded configuration.
    ///
    /// - Parameter restored: the revision whose settings are put back, for the history.
    /// - Throws: ``OperationError/overtaken(_:)`` when somebody else saved meanwhile; ``OperationError/belongsElsewhere(_:)`` when another app would get the links.
    @discardableResult
    package func save(_ edited: Configuration, restoring restored: Int? = nil) throws(OperationError) -> Configuration {
        try context.save(edited, as: restored.map(ConfigurationSave.restored) ?? .saved)
    }

    /// Loads, changes and saves in one step.
    @discardableResult
    package func update(_ change: @Sendable (inout Configuration) -> Void) throws(OperationError) -> Configuration {
        try context.update(change)
    }

    /// Makes sure that nobody saved since `edited` was read.
    ///
    /// - Throws: ``OperationError/overtaken(_:)``.
    package func requireNewest(_ edited: Configuration) throws(OperationError) {
        try context.configurations.requireNewest(edited)
    }

    /// Deletes mapping, scope, deprovisioning and switch, revokes the grant and forgets the links. Accounts in RingCentral stay as they are; the
    /// journal is kept for the auditor.
    package func deleteConfiguration() async throws(OperationError) {
        var configuration = try context.configuration()
        configuration.autoprovisioning = AutoprovisioningSettings()
        _ = try context.save(configuration, as: .deleted)
        try await authorization.revoke()
        try recorded(context.ledger.forgetLinks(now: context.now))
    }
}
