package import Engine
import FileHome
import Foundation
import Notifications
import Provisioning

/// The sealed secrets of the ways.
extension Workspace {
    /// Keeps or forgets a secret, sealed.
    func setAlertSecret(_ secret: AlertSecret, _ value: String) throws(OperationError) {
        let settings = try configuration().alerts
        try configured(
            BoundCredentials(credentials: credentials).save(
                value.isEmpty ? nil : Data(value.utf8), for: secret.rawValue, servers: Self.servers(of: secret, settings)))
    }

    /// The servers to which a secret may go: a password goes to the server that it was entered for, whatever a changed configuration says.
    private static func servers(of secret: AlertSecret, _ settings: AlertSettings) -> [String] {
        secret == .mailPassword ? [settings.mail.flatMap(MailServer.origin)].compactMap(\.self) : []
    }

    func alertSecret(_ secret: AlertSecret, _ settings: AlertSettings) throws(OperationError) -> String? {
        let found = try configured(
            BoundCredentials(credentials: credentials).value(for: secret.rawValue, servers: Self.servers(of: secret, settings)))
        guard case .value(let data) = found else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    func notifier(_ settings: AlertSettings) throws(OperationError) -> Notifier {
        let address = try alertSecret(.webhookAddress, settings)
        // The settings say where messages go; an address of another host was entered for other settings.
        let isMeant = address.flatMap(Webhook.url)?.host() == settings.webhook?.host
        let secrets = NotificationSecrets(
            mailPassword: try alertSecret(.mailPassword, settings), webhookAddress: isMeant ? address : nil,
            webhookSecret: try alertSecret(.webhookSecret, settings))
        return Notifier(settings, secrets: secrets, transport: context.plainTransport)
    }

    /// The host of a webhook's or a ping's address.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when it is no address that messages can go to.
    package nonisolated static func alertHost(_ address: String) throws(OperationError) -> String {
        guard let host = Webhook.url(address)?.host() else {
            throw .invalidInput(
                "This is not an address that messages can go to. One that can begins with https:// and names a host; http:// is for this machine alone."
            )
        }
        return host
    }
}
