import Engine
import FileHome
import Foundation
import Notifications
import Provisioning

/// The sealed secrets of the ways by which alerts are told.
struct AlertSecrets: Sendable {
    let credentials: CredentialStore

    /// Keeps or forgets a secret, sealed.
    func save(_ value: String, as secret: AlertSecret, _ settings: AlertSettings) throws(OperationError) {
        try configured(
            BoundCredentials(credentials: credentials).save(
                value.isEmpty ? nil : Data(value.utf8), for: secret.rawValue, servers: Self.servers(of: secret, settings)))
    }

    /// A secret, if it was entered for these settings.
    func value(of secret: AlertSecret, _ settings: AlertSettings) throws(OperationError) -> String? {
        let found = try configured(
            BoundCredentials(credentials: credentials).value(for: secret.rawValue, servers: Self.servers(of: secret, settings)))
        guard case .value(let data) = found else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// The servers to which a secret may go: a password goes to the server that it was entered for, whatever a changed configuration says.
    private static func servers(of secret: AlertSecret, _ settings: AlertSettings) -> [String] {
        secret == .mailPassword ? [settings.mail.flatMap(MailServer.origin)].compactMap(\.self) : []
    }
}
