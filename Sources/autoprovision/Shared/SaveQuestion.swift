import Provisioning
import Sync
import Wording

/// The question before a change is saved that alters what runs do, or that loosens a safeguard.
enum SaveQuestion {
    /// What the help of a command says about it.
    static let help =
        "While autoprovisioning is on, what the change would do to accounts is said in numbers and asked about; that a safeguard would let more through is asked about at any "
        + "time. Scripts add --yes."

    /// Says what the change would lead to, and asks; nothing when there is nothing to ask about.
    ///
    /// - Parameter isAnswered: whether the caller said yes already (`--yes`).
    static func ask(about edited: Configuration, in workspace: Workspace, isAnswered: Bool) async throws {
        guard let consequences = try await workspace.runs.consequences(of: edited) else { return }
        Output.note(consequences.isOff ? consequences.words : "Autoprovisioning is on. \(consequences.words)")
        if !isAnswered { try Confirmation.ask(word: "save", nobody: "Add --yes to save it", refused: "Nothing was saved") }
    }
}
