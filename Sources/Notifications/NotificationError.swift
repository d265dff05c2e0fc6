/// Why a message could not be delivered, in a sentence. No secret is in it: neither a password nor the path of an address.
package struct NotificationError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
