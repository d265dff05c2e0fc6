import Provisioning
import Sync
import Wording

/// The question before a change is saved while autoprovisioning is on.
enum SaveQuestion {
    /// Says what the change would do to accounts, and asks.
    ///
    /// - Parameter isAnswered: whether the caller said yes already (`--yes`).
    static func ask(about edited: Configuration, in workspace: Workspace, isAnswered: Bool) async throws {
        guard let consequences = try await workspace.runs.consequences(of: edited) else { return }
        Output.note("Autoprovisioning is on. \(consequences.words)")
        if !isAnswered { try Confirmation.ask(word: "save", nobody: "Add --yes to save it", refused: "Nothing was saved") }
    }
}
