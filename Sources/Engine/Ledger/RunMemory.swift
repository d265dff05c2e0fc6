package import Directory
package import Foundation
package import Provisioning

/// What runs saw and remember for those that follow.
package protocol RunMemory: Sendable {
    /// Keeps the newest plan, for when the directory or the app cannot be asked.
    func remember(_ plan: RememberedPlan) async throws(LedgerError)

    /// Keeps how the exported files are, so that the next run knows whether they stood still.
    func noteFiles(_ files: [ExportedFile], now: Date) async throws(LedgerError)

    /// Keeps what was seen of exported files.
    func remember(_ memory: ExportMemory) async throws(LedgerError)

    /// The pairs of ids that stopped the newest run.
    func identityChange() async throws(LedgerError) -> IdentityChange?

    /// Keeps the pairs of ids that stop a run; `nil` when they are no more.
    func remember(_ change: IdentityChange?) async throws(LedgerError)

    /// Everything that is remembered about units.
    func units() async throws(LedgerError) -> RememberedUnits

    /// Remembers the tree that a run read, which units the paths of the settings mean, and, in the log, what was renamed or moved: all or none.
    ///
    /// - Parameter remembered: what is remembered so far, so that only what differs is written.
    func rememberUnits(
        _ units: [OrganizationalUnit], meanings: [String: String], changes: [UnitChange], since remembered: RememberedUnits, run: Int64, now: Date
    ) async throws(LedgerError)

    /// The places that these units have count for access from now on; `units` are all that there are.
    func acceptUnitPlaces(
        of accepted: [OrganizationalUnit], among units: [OrganizationalUnit], since remembered: RememberedUnits
    ) async throws(LedgerError)

    /// How many accounts the app can still take, as it said last; `nil` when it never did.
    func capacity() async throws(LedgerError) -> Capacity?

    /// Keeps how many accounts the app can still take, as it said.
    func remember(_ capacity: Capacity) async throws(LedgerError)

    /// Keeps about whom the directory was asked now, so that the others come up next time.
    func rememberAsked(_ people: [String], now: Date) async throws(LedgerError)
}
