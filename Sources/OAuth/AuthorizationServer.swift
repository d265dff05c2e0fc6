import Foundation

/// An authorization server, as far as this client has to know it beyond RFC 6749: its name for sentences, and what its own codes mean.
package struct AuthorizationServer: Sendable, Equatable {
    /// Why a session is not renewed any more. RFC 6749 has one word for all reasons, `invalid_grant`; servers have codes of their own beside it.
    package enum SessionEnd: Sendable {
        /// The session was unused for too long, or its greatest length has passed.
        case expired
        /// Somebody ended the session, or changed the password of the administrator who authorized.
        case revoked
    }

    /// The app's name.
    package let name: String
    /// What the server's own codes mean; any other code is shown as it is.
    package let sessionEnds: [String: SessionEnd]
    /// A session that is not used for this many days ends.
    package let idleDays: Int

    /// A server with this name and these codes.
    package init(name: String, sessionEnds: [String: SessionEnd] = [:], idleDays: Int) {
        self.name = name
        self.sessionEnds = sessionEnds
        self.idleDays = idleDays
    }

    /// How long an unused session lasts, in seconds.
    var idleTime: TimeInterval { TimeInterval(idleDays) * 86_400 }

    /// The same in words, such as "seven days".
    var idleWords: String {
        let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        let number = words.indices.contains(idleDays - 1) ? words[idleDays - 1] : "\(idleDays)"
        return "\(number) \(idleDays == 1 ? "day" : "days")"
    }
}
