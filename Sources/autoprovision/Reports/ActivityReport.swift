import Foundation
import Provisioning
import Sync
import Wording

/// A line of the log for machines.
struct ActivityReport: Encodable {
    let id: Int64
    let run: OrNull<Int64>
    let time: Date
    let kind: OrNull<String>
    let state: String
    let personID: String
    let name: String
    let email: String
    let accountID: String?
    let reason: String
    let code: String?
    let message: String?
    let before: [String: String]
    let after: [String: String]
    /// The user of this machine who did it, or who started the run that did.
    let actor: OrNull<String>
    /// The administrator who was signed in then.
    let administrator: OrNull<String>

    init(_ entry: ActivityEntry) {
        id = entry.id
        run = OrNull(entry.run > 0 ? entry.run : nil)
        time = entry.time
        kind = OrNull(entry.kind?.rawValue)
        state = entry.state.rawValue
        personID = entry.personID
        name = entry.name
        email = entry.email
        accountID = entry.accountID
        reason = entry.reason
        code = entry.code
        message = entry.message
        before = entry.before
        after = entry.after
        actor = OrNull(entry.actor?.user)
        administrator = OrNull(entry.actor?.administrator)
    }

    /// One line for people.
    static func sentence(_ entry: ActivityEntry) -> String {
        "\(entry.time.words)  \(entry.runWords)  \(entry.what)  \(entry.subject)  \(why(entry))"
    }

    /// Why it was done, or why not, and who decided it.
    static func why(_ entry: ActivityEntry) -> String { "\(entry.message ?? entry.reason)\(entry.deciderWords)" }
}
