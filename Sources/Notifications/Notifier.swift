package import Foundation
package import HTTP
package import Provisioning

/// What of the ways is secret.
package struct NotificationSecrets: Sendable, Equatable {
    package var mailPassword: String?
    package var webhookAddress: String?
    package var webhookSecret: String?

    package init(mailPassword: String? = nil, webhookAddress: String? = nil, webhookSecret: String? = nil) {
        (self.mailPassword, self.webhookAddress, self.webhookSecret) = (mailPassword, webhookAddress, webhookSecret)
    }
}

/// Carries messages by the ways that are set up.
package struct Notifier: Sendable {
    private let settings: AlertSettings
    private let secrets: NotificationSecrets
    private let transport: any HTTPTransport

    package init(_ settings: AlertSettings, secrets: NotificationSecrets, transport: any HTTPTransport) {
        (self.settings, self.secrets, self.transport) = (settings, secrets, transport)
    }

    /// Delivers a message by one way.
    package func deliver(_ notice: AlertNotice, by way: AlertWay, now: Date) async throws(NotificationError) {
        switch way {
        case .mail: try await mail(notice)
        case .webhook:
            guard let form = settings.webhook?.form, let url = secrets.webhookAddress.flatMap(Webhook.url) else {
                throw NotificationError("The webhook's address is not known here. Enter it again: autoprovision setup --alert-webhook-file FILE")
            }
            try await Webhook(url: url, form: form, secret: secrets.webhookSecret, transport: transport).send(notice, now: now)
        case .command:
            guard let path = settings.command.first else { throw NotificationError("No command is set up.") }
            var program = StartedProgram(path: path, arguments: Array(settings.command.dropFirst()))
            program.environment = [
                "AUTOPROVISION_ALERT_ID": notice.id, "AUTOPROVISION_ALERT_SUBJECT": notice.subject,
                "AUTOPROVISION_ALERT_KINDS": notice.lines.map { "\($0.event):\($0.kind)" }.joined(separator: " "),
            ]
            try await program.run(notice.text)
        }
    }

    /// The way out where a `sendmail` does not do its work.
    package static let withoutSendmail =
        "Let mail go to this machine's mail server instead: autoprovision setup --alert-mail-server localhost:25 --alert-mail-security none"

    /// Why a `sendmail` that is there may have failed; `nil` when nothing speaks for it.
    private static func limits(of sendmail: String) -> String? {
        guard LimitedRights.areSet, access(sendmail, X_OK) == 0 else { return nil }
        let changer = LimitedRights.changer(startedBy: sendmail).map { "\($0) has" } ?? "the sendmail of Postfix and Exim has"
        return "This service may not become another user or group (NoNewPrivileges=yes in its unit), as \(changer) to."
    }

    private func mail(_ notice: AlertNotice) async throws(NotificationError) {
        guard let settings = settings.mail else { throw NotificationError("No mail is set up.") }
        let mail = Mail(notice, settings: settings)
        if let server = MailServer(settings, password: secrets.mailPassword) {
            if settings.user != nil, secrets.mailPassword == nil {
                throw NotificationError(
                    "The password for the mail server is not known here. Enter it: autoprovision setup --alert-mail-password-file FILE")
            }
            return try await server.send(mail)
        }
        // Lines that end as this machine's do; a line with a period alone ends nothing (-i).
        let program = StartedProgram(
            path: settings.sendmail ?? MailSettings.standardSendmail, arguments: ["-i", "-f", mail.sender, "--"] + mail.recipients)
        do throws(NotificationError) { try await program.run(mail.text.replacing("\r\n", with: "\n")) } catch {
            let sentences = [error.description, Self.limits(of: program.path), Self.withoutSendmail]
            throw NotificationError(sentences.compactMap(\.self).joined(separator: " "))
        }
    }
}
