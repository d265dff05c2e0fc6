import Directory
import Foundation
import Provisioning

/// What a plan for one person alone needs.
extension Observation {
    /// Reads one person and the groups that decide about that person, and looks a newcomer's account up; writes nothing.
    ///
    /// - Throws: ``OperationError/blocked(_:)`` when only a run for everybody may come next.
    func observe(
        personID: String, configuration: Configuration, ledger: (Date) async throws(OperationError) -> LedgerState,
        moment: () async throws(OperationError) -> Date
    ) async throws(OperationError) -> PlanInput {
        let table = MappingTable(targets: targets, settings: configuration.autoprovisioning, tools: valueTools)
        if let blocked = SetupGate.tools(table) { throw .blocked(blocked) }
        let request = DirectoryRequest(for: configuration, targets: targets)
        var snapshot = try await reading(personID, request, confirmsAbsence: false)
        try await answered(requireWhatDecides(by: configuration, in: snapshot))
        let now = try await moment()
        let ledger = try await ledger(now)
        try await requireBoundDirectory(of: snapshot, without: personID, for: ledger)
        let configuration = try Self.following(snapshot, configuration, ledger.units)
        try requireSameIdentities(snapshot, ledger)
        guard !snapshot.people.isEmpty || ledger.links[personID] != nil else {
            throw .invalidInput("The directory knows nobody with this address or id, and no account belongs to one.")
        }
        func planInput() -> PlanInput {
            var input = PlanInput(
                configuration: configuration, targets: targets, snapshot: snapshot, ledger: ledger,
                confirmedAbsent: snapshot.people.isEmpty ? [personID] : [], now: now, protection: protection)
            input.valueTools = valueTools
            return input
        }
        var input = planInput()
        if let person = snapshot.people.first, person.status == .active, ledger.links[personID] != nil, !request.groupIDs.isEmpty,
            !EntitlementRule(input).entitlement(of: person).isEntitled
        {
            // An account may go because of groups alone: the answers about them are looked at twice.
            snapshot = try await reading(personID, request, confirmsAbsence: true)
            try await answered(requireWhatDecides(by: configuration, in: snapshot))
            input = planInput()
        }
        let newcomers = Planner.newcomers(input)
        var list: [ObservedAccount]?
        do throws(AccountError) {
            (input.accounts, input.lookupRefusals) = try await accounts(
                of: newcomers, known: ledger.unlinked, list: &list, listsAll: accounts.mustListToLookUp && !newcomers.isEmpty)
        } catch {
            throw OperationError(error, application: accounts.application)
        }
        return input
    }

    private func reading(_ personID: String, _ request: DirectoryRequest, confirmsAbsence: Bool) async throws(OperationError) -> DirectorySnapshot {
        let snapshot = try await answered(await source.snapshot(of: personID, request, confirmsAbsence: confirmsAbsence))
        guard let snapshot else {
            throw .invalidInput("Exported files cannot be read for one person alone. Do a run for everybody: `autoprovision sync`.")
        }
        return snapshot
    }

    /// Whether the person's directory is the one that a run for everybody bound the ledger to: one person says nothing about that.
    private func requireBoundDirectory(
        of snapshot: DirectorySnapshot, without personID: String, for ledger: LedgerState
    ) async throws(OperationError) {
        guard !ledger.links.isEmpty else { return }
        guard bindings.customerID != nil, !bindings.mustVerifyDirectory, !bindings.mustVerifyApplication else { throw Self.wholeRunFirst }
        guard snapshot.people.isEmpty else { return try requireDirectory(of: snapshot, for: ledger) }
        // Whoever is gone names no directory; in another one everybody would be. Somebody who has an account must be there.
        let witness = ledger.links.values.filter { $0.personID != personID && $0.isActive && ledger.timers[$0.personID] == nil }.map(\.personID).min()
        guard let witness, case .found = try await answered(await source.person(id: witness, attributes: [])) else { throw Self.wholeRunFirst }
    }

    private static let wholeRunFirst = OperationError.blocked(
        Blocked(
            .connection,
            "A run for everybody has to come first: it finds out whether this is the directory of the ledger. Do one: `autoprovision sync`."))
}
