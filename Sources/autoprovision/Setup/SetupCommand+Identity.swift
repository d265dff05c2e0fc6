import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// When the directory names its people by another kind of id than the ledger.
extension SetupCommand {
    /// Shows whose id changed, asks, and carries the links over, or keeps that they are other people.
    func decideIdentities(carry: Bool, in workspace: Workspace) async throws {
        guard let change = try await workspace.setup.identityChange() else {
            return Output.note("Nobody with an account has a new id, so there is nothing to decide.")
        }
        Output.note("\(change.pairs.count) of \(change.linked) linked people have the same address under another id:")
        for pair in change.pairs.prefix(Self.shownPairs) { Output.note("  \(pair.name) <\(pair.address)>  \(pair.from) is now \(pair.to)") }
        if change.pairs.count > Self.shownPairs { Output.note("  and \(change.pairs.count - Self.shownPairs) more") }
        Output.note(
            carry
                ? "Their accounts, timers and decisions go over to the new ids. Nobody gets or loses an account by it."
                : "They count as other people: whoever has the old id counts as gone and is deprovisioned by the rules, and nobody gets another one's account."
        )
        if carry, !change.canCarry { throw OperationError.invalidInput(change.words) }
        let word = carry ? "carry" : "separate"
        if !yes { try Confirmation.ask(word: word, nobody: "Add --yes to do it", refused: "No link was changed") }
        guard carry else {
            try await workspace.setup.separate(change)
            return Output.note("Noted. The next run treats them as other people.")
        }
        let count = try await workspace.setup.carryLinks(change)
        Output.note("\(count) \(count == 1 ? "link was" : "links were") carried over. The next runs write the new ids into the accounts.")
    }

    private static let shownPairs = 20
}
