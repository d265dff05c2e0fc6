import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync

/// How `setup` sets up what administrators are told.
struct AlertOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Tell this address of alerts by mail. Repeatable; replaces the addresses. An empty text ends mail.", valueName: "address"))
    var alertMail: [String] = []
    @Option(help: ArgumentHelp("Whose the mail is; the first address of --alert-mail without it.", valueName: "address")) var alertMailFrom: String?
    @Option(
        help: ArgumentHelp(
            "The SMTP server that takes the mail, with a port if it is not the usual one; an empty text hands mail to this machine's sendmail.",
            valueName: "host[:port]"))
    var alertMailServer: String?
    @Option(
        help: ArgumentHelp("startTLS, tls or none.", valueName: "security"), completion: .list(MailSettings.Security.allCases.map(\.rawValue)),
        transform: { text in
            guard let security = MailSettings.Security(rawValue: text) else {
                throw ValidationError(
                    "\"\(text)\" is not a security; there are \(MailSettings.Security.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return security
        }) var alertMailSecurity: MailSettings.Security?
    @Option(help: ArgumentHelp("The name to sign in with at the SMTP server.", valueName: "name")) var alertMailUser: String?
    @Option(
        help: ArgumentHelp("A file that holds the password for it; it is sealed and the file is no longer needed.", valueName: "file"),
        completion: .file()) var alertMailPasswordFile: String?
    @Option(
        help: ArgumentHelp("The certificates that the SMTP server's goes back to, where this machine does not know them.", valueName: "file"),
        completion: .file()) var alertMailCertificates: String?
    @Option(
        help: ArgumentHelp("A file that holds the address that messages are posted to; it is sealed. An empty text ends it.", valueName: "file"),
        completion: .file()) var alertWebhookFile: String?
    @Option(
        help: ArgumentHelp("What the other side reads: json, slack, googleChat or teams.", valueName: "form"),
        completion: .list(WebhookSettings.Form.allCases.map(\.rawValue)),
        transform: { text in
            guard let form = WebhookSettings.Form(rawValue: text) else {
                throw ValidationError(
                    "\"\(text)\" is not a form; there are \(WebhookSettings.Form.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return form
        }) var alertWebhookForm: WebhookSettings.Form?
    @Option(
        help: ArgumentHelp("A file that holds the secret that messages are signed with (HMAC-SHA256); it is sealed.", valueName: "file"),
        completion: .file()) var alertWebhookSecretFile: String?
    @Option(
        help: ArgumentHelp("A program that gets each message on its standard input; an empty text ends it.", valueName: "path"), completion: .file())
    var alertCommand: String?
    @Option(
        help: ArgumentHelp(
            "A file that holds an address that is called after each good run (a dead man's switch); it is sealed. An empty text ends it.",
            valueName: "file"), completion: .file()) var alertPingFile: String?
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A condition with its threshold, on, off or default. Repeatable.", valueName: "condition=value"),
        completion: .list(AlertKind.allCases.map { "\($0.rawValue)=" }), transform: AlertArgument.init(parsing:))
    var alert: [AlertArgument] = []
    @Option(
        help: ArgumentHelp("Hours after which an alert that is still open is told again; 0 tells it once.", valueName: "hours"),
        transform: NumberArgument.reader("hours", in: SettingsTable.range(of: "alerts.repeatHours"))) var alertRepeat: Int?

    /// Changes what the options say of settings and secrets.
    func apply(to change: inout SetupChange) throws(OperationError) {
        try applyMail(&change)
        try applyWebhook(&change)
        var alerts = change.configuration.alerts
        if let alertCommand { alerts.command = alertCommand.isEmpty ? [] : [SetupCommand.wholePath(alertCommand)] }
        if let alertRepeat { alerts.repeatHours = alertRepeat }
        for argument in alert { alerts.set(argument.kind) { argument.apply(to: &$0) } }
        if let alertPingFile {
            alerts.pings = !alertPingFile.isEmpty
            change.alertSecrets[.pingAddress] = alertPingFile.isEmpty ? "" : try address(in: alertPingFile, holding: "the address of the ping")
        }
        change.configuration.alerts = alerts
    }

    private func applyMail(_ change: inout SetupChange) throws(OperationError) {
        var alerts = change.configuration.alerts
        if !alertMail.isEmpty {
            let addresses = alertMail.filter { !$0.isEmpty }
            if addresses.isEmpty {
                alerts.mail = nil
                change.alertSecrets[.mailPassword] = ""
            } else if alerts.mail == nil {
                alerts.mail = MailSettings(to: addresses)
            } else {
                alerts.mail?.to = addresses
            }
        }
        let isAboutMail =
            [alertMailFrom, alertMailServer, alertMailUser, alertMailPasswordFile, alertMailCertificates].contains { $0 != nil }
            || alertMailSecurity != nil
        guard isAboutMail, var mail = alerts.mail else {
            if isAboutMail { throw .invalidInput("Name whom the mail goes to: --alert-mail ADDRESS.") }
            return change.configuration.alerts = alerts
        }
        if let alertMailFrom { mail.from = alertMailFrom.isEmpty ? nil : alertMailFrom }
        if let alertMailServer { try Self.setServer(alertMailServer, &mail) }
        if let alertMailSecurity { mail.security = alertMailSecurity }
        if let alertMailUser { mail.user = alertMailUser.isEmpty ? nil : alertMailUser }
        if let alertMailCertificates { mail.certificates = alertMailCertificates.isEmpty ? nil : SetupCommand.wholePath(alertMailCertificates) }
        alerts.mail = mail
        change.configuration.alerts = alerts
        if let alertMailPasswordFile {
            change.alertSecrets[.mailPassword] = try SecretFile.read(alertMailPasswordFile, holding: "the password for the mail server")
        }
    }

    private static func setServer(_ text: String, _ mail: inout MailSettings) throws(OperationError) {
        guard !text.isEmpty else {
            (mail.server, mail.port, mail.security, mail.user, mail.certificates) = (nil, nil, nil, nil, nil)
            return
        }
        (mail.server, mail.port) = (text, nil)
        guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { return }
        guard let port = Int(text[text.index(after: colon)...]) else {
            throw .invalidInput("--alert-mail-server: \"\(text)\" is not HOST or HOST:PORT.")
        }
        (mail.server, mail.port) = (String(text[..<colon]), port)
    }

    private func applyWebhook(_ change: inout SetupChange) throws(OperationError) {
        if let alertWebhookFile {
            if alertWebhookFile.isEmpty {
                change.configuration.alerts.webhook = nil
                (change.alertSecrets[.webhookAddress], change.alertSecrets[.webhookSecret]) = ("", "")
            } else {
                let text = try address(in: alertWebhookFile, holding: "the address of the webhook")
                change.alertSecrets[.webhookAddress] = text
                let form = change.configuration.alerts.webhook?.form ?? .json
                change.configuration.alerts.webhook = WebhookSettings(form: form, host: try AlertSecret.host(ofAddress: text))
            }
        }
        if let alertWebhookForm {
            guard change.configuration.alerts.webhook != nil else {
                throw .invalidInput("Name the webhook's address too: --alert-webhook-file FILE.")
            }
            change.configuration.alerts.webhook?.form = alertWebhookForm
        }
        if let alertWebhookSecretFile {
            change.alertSecrets[.webhookSecret] =
                alertWebhookSecretFile.isEmpty ? "" : try SecretFile.read(alertWebhookSecretFile, holding: "the secret of the webhook")
        }
    }

    private func address(in file: String, holding what: String) throws(OperationError) -> String {
        let text = try SecretFile.read(file, holding: what)
        _ = try AlertSecret.host(ofAddress: text)
        return text
    }
}

/// `CONDITION=VALUE`, such as `noSuccess=12`, `held=off`, `disk=default`.
struct AlertArgument {
    let kind: AlertKind
    private let text: String

    /// Reads the text.
    ///
    /// - Throws: what is wrong with it.
    init(parsing text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let kind = AlertKind(rawValue: parts[0]) else {
            throw ValidationError("There is no condition \"\(parts[0])\"; there are \(AlertKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard parts.count == 2, ["on", "off", "default"].contains(parts[1]) || Int(parts[1]) != nil else {
            throw ValidationError("Write \(kind.rawValue)= and a threshold, on, off or default.")
        }
        (self.kind, self.text) = (kind, parts[1])
    }

    func apply(to condition: inout AlertCondition) {
        switch text {
        case "on": condition.isOn = nil
        case "off": condition.isOn = false
        case "default": condition = AlertCondition(kind)
        default: condition.threshold = Int(text)
        }
    }
}
