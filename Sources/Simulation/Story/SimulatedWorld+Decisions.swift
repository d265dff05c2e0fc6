import Engine
import Foundation
import Provisioning
import Sync

/// What an administrator decides about actions that are to come, in the way of `autoprovision pending` and the console's list: from a preview.
extension SimulatedWorld {
    /// Cancels, postpones or restores one or two of the actions that are pending.
    func decide() async {
        let plan: Plan
        do throws(OperationError) { plan = try await process.workspace.runs.preview() } catch { return note("no preview: \(error)") }
        for _ in 0..<dice.within(1...2) {
            // In an order of their own: two due at the same moment are told apart by what the world knows.
            guard let entry = dice.pick(plan.pending) else { return }
            await decide(entry)
        }
    }

    /// Somebody is suspended or deleted by mistake. The administrator decides about what that would bring, from a preview; before any run sees it, the mistake
    /// is mended. Later it may come true after all, and then nobody has decided anything about it.
    func makeMistake() async {
        if let mistake {
            self.mistake = nil
            guard dice.chance(80) else { return }
            act(mistake.person, mistake.act)
        } else {
            guard let person = dice.pick(entitledHolders()) else { return }
            let (act, mending) = dice.draw((2, ("suspend", "unsuspend")), (1, ("delete", "undelete")))
            self.act(person, act)
            readDirectory()
            do throws(OperationError) {
                for entry in try await process.workspace.runs.preview().pending where entry.personID == person { await decide(entry) }
            } catch {
                note("no preview: \(error)")
            }
            self.act(person, mending)
            mistake = (person, act)
        }
        readDirectory()
    }

    private func decide(_ entry: PendingEntry) async {
        let workspace = process.workspace
        guard let cause = TrueCause(rawValue: entry.scheduled.cause.rawValue), let removal = Removal(rawValue: entry.scheduled.action.rawValue) else {
            return
        }
        let change: PendingChange
        let decision: Oracle.Decision?
        switch dice.below(5) {
        case 0...1: (change, decision) = (.cancel, .cancelled)
        case 2...3:
            let moment = await workspace.runs.postponed(entry, byDays: dice.within(1...10))
            (change, decision) = (.postpone(moment), .postponed(moment))
        default: (change, decision) = (.restore, nil)
        }
        do throws(OperationError) { try await workspace.runs.decide(change, about: entry) } catch { return note("the decision is refused: \(error)") }
        cloud.with { $0.oracle.decisions[entry.personID, default: [:]][cause, default: [:]][removal] = decision }
        note("\(cause.rawValue) \(removal.rawValue) of \(entry.email) is decided: \(change)")
    }
}
