package import Engine
import Foundation
import Notifications

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

    /// The host of a webhook's or a ping's address.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when it is no address that messages can go to.
    package static func host(ofAddress address: String) throws(OperationError) -> String {
        guard let host = Webhook.url(address)?.host() else {
            throw .invalidInput(
                "This is not an address that messages can go to. One that can begins with https:// and names a host; http:// is for this machine alone."
            )
        }
        return host
    }
}
