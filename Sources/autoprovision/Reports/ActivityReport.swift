import Foundation
import Ledger
import Provisioning

/// A line of the log for machines.
struct ActivityReport: Encodable {
    let id: Int64
    let run: Int64
    let time: Date
    let kind: String?
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

    init(_ entry: ActivityEntry) {
        id = entry.id
        run = entry.run
        time = entry.time
        kind = entry.kind?.rawValue
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
    }

    /// One line for people.
    static func sentence(_ entry: ActivityEntry) -> String {
        let what: String =
            switch entry.state {
            case .done: entry.kind?.pastTense ?? "noted"
            case .failed: entry.kind.map { "could not \($0.verb)" } ?? "not possible"
            case .open: "\(entry.kind?.verb ?? "action") begun"
            case .notCarriedOut: "\(entry.kind?.verb ?? "action") not carried out"
            }
        return "\(Output.time(entry.time))  \(what)  \(entry.name) <\(entry.email)>  \(entry.message ?? entry.reason)"
    }
}
