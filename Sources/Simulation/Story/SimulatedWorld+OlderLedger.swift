import Foundation

/// A copy of the ledger, what happens after it was made, and what it means when it is put back.
extension SimulatedWorld {
    /// The administrator keeps a copy of the ledger. Once something has happened that it does not know, it may have to take the newer one's place.
    func keepLedger() throws {
        if backup == nil {
            if dice.chance(40) { backUp() }
        } else if sinceBackup == nil {
            changeSinceBackup()
        } else if dice.chance(50) {
            try putBackOlderLedger()
        }
    }

    /// The newer ledger is lost, if there is an older one.
    func putBackOlderLedger() throws {
        guard backup != nil else { return }
        if odd.chance(75) { undoSinceBackup() }
        if dice.chance(70) { renameNewest() }
        // An older ledger that links nobody yet cannot tell that people are, or were, named by other ids.
        if !hasOtherIDs, cloud.with({ $0.carried.isEmpty }) { try restoreLedger() }
    }

    /// Somebody changes whose account the copy remembers as it was before.
    private func changeSinceBackup() {
        guard let id = odd.pick(entitledHolders()), let person = cloud.with({ $0.truth.people[id] }) else { return }
        newcomers += 1
        if odd.chance(60) {
            act(id, "edit", ["title": "Interim \(newcomers)"])
            sinceBackup = (id, "edit", ["title": person.title ?? ""])
        } else {
            act(id, "suspend")
            sinceBackup = (id, "unsuspend", [:])
        }
        readDirectory()
    }

    /// That is as it was again. A ledger that believed its older copy would find nothing to do, and the account would stay as it was in between.
    private func undoSinceBackup() {
        guard let (person, act, body) = sinceBackup else { return }
        self.act(person, act, body)
        readDirectory()
    }

    /// The ledger is lost, and an older copy of it is put back.
    private func restoreLedger() throws {
        guard let backup else { return }
        self.backup = nil
        sinceBackup = nil
        hasRestored = true
        alertOracle.restored()
        note("the ledger is restored from an older copy")
        cloud.with { state in
            state.endProcess()
            state.tally.restoredLedgers += 1
        }
        let mixed = folder.appending(path: "restored")
        HomeFiles.copy(from: process.folder, to: mixed)
        HomeFiles.restoreLedger(from: backup, in: mixed)
        // What was decided since is lost with the newer ledger.
        let (decided, units) = (decidedAtBackup, unitsAtBackup)
        cloud.with { state in
            state.oracle.decisions = decided
            state.acceptedUnits = units
        }
        try revive(from: mixed)
    }

    /// Keeps a copy of the ledger as it is between two runs.
    func backUp() {
        let target = folder.appending(path: "backup")
        HomeFiles.copy(from: process.folder, to: target)
        backup = target
        (decidedAtBackup, unitsAtBackup) = cloud.with { ($0.oracle.decisions, $0.tally.runs == 0 ? [] : $0.acceptedUnits) }
        note("the ledger is backed up")
    }
}
