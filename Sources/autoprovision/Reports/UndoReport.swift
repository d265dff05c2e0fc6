import Foundation
import Provisioning
import Wording

/// An undo for machines.
struct UndoReport: Encodable {
    struct Action: Encodable {
        let kind: String
        let personID: String
        let name: String
        let email: String
        let accountID: String?
        let before: [String: String]
        let after: [String: String]
        let consequences: [String]
    }

    struct Skipped: Encodable {
        let kind: OrNull<String>
        let personID: String
        let name: String
        let email: String
        let obstacle: String
        let message: String
    }

    let undone: Int64
    let actions: [Action]
    let skipped: [Skipped]
    /// The run that did it; none for a dry run and when there was nothing to undo.
    let run: RunReport?

    init(_ undo: UndoPlan, run: RunRecord?) {
        undone = undo.run
        actions = undo.entries.map { entry in
            let action = entry.action
            return Action(
                kind: action.kind.rawValue, personID: action.personID, name: action.name, email: action.email, accountID: action.accountID,
                before: action.before, after: action.after, consequences: entry.consequences)
        }
        skipped = undo.skipped.map {
            Skipped(
                kind: OrNull($0.entry.kind?.rawValue), personID: $0.entry.personID, name: $0.entry.name, email: $0.entry.email,
                obstacle: $0.obstacle.code,
                message: $0.obstacle.words)
        }
        self.run = run.map(RunReport.init)
    }
}
