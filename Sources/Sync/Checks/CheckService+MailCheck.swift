import Foundation
import Notifications
import Provisioning

extension CheckService {
    /// Whether the machine's `sendmail` can take the alerts; `nil` when none is asked to.
    func mailCheck(_ configuration: Configuration) -> Check? {
        guard let mail = configuration.alerts.mail, mail.server == nil else { return nil }
        let subject = Check.Subject(name: "Alerts by mail", why: "Who is to be told of trouble has to get the mail when there is trouble.")
        let program = mail.sendmail ?? MailSettings.standardSendmail
        guard access(program, X_OK) == 0 else {
            return subject.failed("\(program) is missing, or may not be started by this user", mend: Notifier.withoutSendmail)
        }
        guard let changer = mail.sendmailsChanger else { return subject.passed("\(program) takes them") }
        return subject.warning(MailSettings.forbidden(changer), mend: Notifier.withoutSendmail)
    }
}
