import Notifications
import Provisioning

extension MailSettings {
    /// Why mail may not go when the service sends it, although it goes when somebody sends it from a shell; `nil` when nothing speaks for that.
    var caution: String? {
        // Where this process is limited in the same way, what it saw is what the service sees.
        guard let changer = sendmailsChanger, !LimitedRights.areSet else { return nil }
        return "\(Self.forbidden(changer)) \(Notifier.withoutSendmail)"
    }

    /// The program that has to become another user or group for mail to go; `nil` when none has to, or an SMTP server takes it.
    var sendmailsChanger: String? { server == nil ? LimitedRights.changer(startedBy: sendmail ?? Self.standardSendmail) : nil }

    /// What the service cannot do.
    static func forbidden(_ changer: String) -> String {
        "From a shell \(changer) can become another user or group, as it has to; from the service it cannot (NoNewPrivileges=yes in its unit)."
    }
}
