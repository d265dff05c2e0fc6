/// A secret of the ways by which alerts are told, by the name under which it is sealed.
package enum AlertSecret: String, Sendable, CaseIterable {
    /// The password of the mail server's user.
    case mailPassword = "alert-mail-password"
    /// The whole address that messages are posted to: whoever knows it can post there too.
    case webhookAddress = "alert-webhook-address"
    /// What messages are signed with.
    case webhookSecret = "alert-webhook-secret"
    /// The address that is called after each good run.
    case pingAddress = "alert-ping-address"
}
