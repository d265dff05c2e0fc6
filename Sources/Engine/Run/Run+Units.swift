import Directory
import Provisioning
import Timing

/// What a run keeps about organizational units. It never writes config.json.
extension Run {
    /// Remembers the tree as it was read and which units the settings mean, and logs what was renamed or moved. Returns the sentences about that.
    func rememberUnits(_ input: PlanInput, run: Int64) async throws(OperationError) -> [String] {
        // Where the tree is made of people's paths there is nothing that could be followed.
        guard input.snapshot.listsUnits else { return [] }
        let (units, remembered) = (input.snapshot.organizationalUnits, input.ledger.units)
        let changes = UnitChange.changes(in: units, since: remembered)
        let meanings = UnitResolution(configuration.userAccess, units: units, isListed: true, meanings: remembered.meanings).meanings
        try await recorded(
            await ledger.rememberUnits(units, meanings: meanings, changes: changes, since: remembered, run: run, now: time.now()))
        return UnitChange.words(changes)
    }

    /// From now on units inherit from where they are, except those whose move waits for a decision or was rejected.
    func acceptUnitPlaces(_ input: PlanInput, _ plan: Plan) async throws(OperationError) {
        guard input.snapshot.listsUnits else { return }
        let units = input.snapshot.organizationalUnits
        let stays = Set((plan.rejectedUnitMoves + (plan.unitHold == nil ? [] : plan.undecidedUnitMoves)).map(\.id))
        let remembered = try await recorded(await ledger.units())
        try await recorded(await ledger.acceptUnitPlaces(of: units.filter { !stays.contains($0.id) }, among: units, since: remembered))
    }
}
