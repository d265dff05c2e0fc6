extension SettingsTable {
    /// How often runs are made, and what they look at.
    static let ofRuns = [
        SettingDescription(
            "runIntervalMinutes", .whole(1...1_440, unit: "minutes"), words: "minutes between runs",
            standard: "\(Configuration().runIntervalMinutes)",
            option: "--run-interval", "Minutes between two unattended runs."),
        SettingDescription("reconciliation", .object, "How the app's accounts are compared with the ledger."),
        SettingDescription(
            "reconciliation.readEveryDays", .whole(1...90, unit: "days"), words: "days within which every account is read",
            standard: "\(ReconciliationSettings().readEveryDays)",
            "The days within which each account is read by itself, where the app's list leaves attributes out."),
    ]

    /// What administrators are told, and how. What is secret of it is sealed, and not in this file.
    static let ofAlerts =
        [
            SettingDescription("alerts", .object, "What you are told, and how: see <doc:Operate>."),
            SettingDescription(
                "alerts.conditions", .objects(), words: "alert about", option: "--alert", "Conditions that differ from the table in <doc:Operate>."),
            SettingDescription("alerts.conditions.id", .choice(AlertKind.self), isRequired: true, "The condition."),
            SettingDescription("alerts.conditions.on", .flag, standard: "true", "Whether anybody wants to know."),
            SettingDescription(
                "alerts.conditions.threshold", .whole(1...1_000_000), "From where on it is told; each condition has a range of its own."),
            SettingDescription(
                "alerts.conditions.ways", .texts,
                "The ways by which it is told, of \(AlertWay.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))."),
            SettingDescription(
                "alerts.repeatHours", .whole(0...720, lowest: "told once", unit: "hours"), words: "hours until an alert is told again",
                standard: "\(AlertSettings().repeatHours)", option: "--alert-repeat", "Hours after which an alert that is still open is told again."),
        ] + ofMail + [
            SettingDescription("alerts.webhook", .object, option: "--alert-webhook-file", "A message that is posted to an address, which is sealed."),
            SettingDescription(
                "alerts.webhook.form", .choice(WebhookSettings.Form.self), words: "form of the webhook of alerts", option: "--alert-webhook-form",
                isRequired: true, "What the other side reads."),
            SettingDescription(
                "alerts.webhook.host", .text, words: "host of the webhook of alerts", isRequired: true, "The host of the sealed address."),
            SettingDescription(
                "alerts.command", .texts, words: "command of alerts", option: "--alert-command",
                "A program that gets each message on its standard input, with its arguments."),
            SettingDescription(
                "alerts.pings", .flag, words: "ping after each good run", standard: "false", option: "--alert-ping-file",
                "Whether a sealed address is called after each good run."),
        ]

    private static let ofMail = [
        SettingDescription("alerts.mail", .object, "Mail by an SMTP server, or by this machine's `sendmail`."),
        SettingDescription(
            "alerts.mail.to", .texts, words: "alerts by mail to", option: "--alert-mail", isRequired: true, "Who gets the mail: up to 50 addresses."),
        SettingDescription(
            "alerts.mail.from", .text, words: "sender of alerts", option: "--alert-mail-from", "Whose it is; without it, the first address of `to`."),
        SettingDescription(
            "alerts.mail.server", .text, words: "mail server of alerts", option: "--alert-mail-server", "The SMTP server."),
        SettingDescription(
            "alerts.mail.port", .whole(1...65_535), words: "port of the mail server", option: "--alert-mail-server",
            "The server's port; without it, the usual one."),
        SettingDescription(
            "alerts.mail.security", .choice(MailSettings.Security.self), words: "protection of the mail server",
            standard: MailSettings(to: []).protection.rawValue, option: "--alert-mail-security", "How the connection is protected."),
        SettingDescription(
            "alerts.mail.user", .text, words: "user of the mail server", option: "--alert-mail-user",
            "The name to sign in with; the password is sealed."),
        SettingDescription(
            "alerts.mail.certificates", .path, words: "certificates of the mail server", option: "--alert-mail-certificates",
            "Certificates that the server's goes back to, where this machine does not know them."),
        SettingDescription(
            "alerts.mail.sendmail", .path, words: "program that takes mail", standard: MailSettings.standardSendmail,
            "The program that takes mail where no server is named."),
    ]

    /// What the setup and the switch remember.
    static let ofProgress = [
        SettingDescription(
            "autoprovisioning.setupProgress", .choice(SetupProgress.self, words: \.words), words: "progress of the setup",
            standard: SetupProgress.notStarted.rawValue, keeper: .wizard, "How far the setup is."),
        SettingDescription(
            "autoprovisioning.firstTurnedOn", .moment, keeper: .program, "When the switch was first turned on; usage is counted from then on."),
    ]
}
