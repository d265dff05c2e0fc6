import Directory
import Foundation
import Provisioning

@testable import Engine

extension InMemoryLedger {
    func remember(_ plan: RememberedPlan) async throws(LedgerError) { write { $0.plan = plan } }

    func noteFiles(_ files: [ExportedFile], now: Date) async throws(LedgerError) {}

    func remember(_ memory: ExportMemory) async throws(LedgerError) { write { $0.state.exports = memory } }

    func identityChange() async throws(LedgerError) -> IdentityChange? { read { $0.identityChange } }

    func remember(_ change: IdentityChange?) async throws(LedgerError) { write { $0.identityChange = change } }

    func units() async throws(LedgerError) -> RememberedUnits { read { $0.state.units } }

    func rememberUnits(
        _ units: [OrganizationalUnit], meanings: [String: String], changes: [UnitChange], since remembered: RememberedUnits, run: Int64, now: Date
    ) async throws(LedgerError) {}

    func acceptUnitPlaces(
        of accepted: [OrganizationalUnit], among units: [OrganizationalUnit], since remembered: RememberedUnits
    ) async throws(LedgerError) {}

    func capacity() async throws(LedgerError) -> Capacity? { read { $0.capacity } }

    func remember(_ capacity: Capacity) async throws(LedgerError) { write { $0.capacity = capacity } }

    func rememberAsked(_ people: [String], now: Date) async throws(LedgerError) {
        write { content in for person in people { content.state.asked[person] = now } }
    }

    func rememberUnlinked(_ accounts: [UnlinkedAccount], now: Date) async throws(LedgerError) {
        write { content in
            content.state.unlinked = accounts
            content.seen = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, now) })
            content.doubt = nil
        }
    }

    func rememberOrphans(_ orphans: [OrphanedAccount]) async throws(LedgerError) { write { $0.orphans = orphans } }

    func orphans() async throws(LedgerError) -> (accounts: [OrphanedAccount], seen: Date?) { read { ($0.orphans, $0.seen.values.max()) } }

    func activeOrphans(seenBefore moment: Date, limit: Int) async throws(LedgerError) -> [String] {
        read { content in
            let old = content.orphans.filter { $0.account.isActive && content.seen[$0.account.id, default: .distantPast] < moment }
            return Array(old.map(\.account.id).prefix(limit))
        }
    }

    func lookedAgain(at account: String, isActive: Bool?, externalID: String?, now: Date) async throws(LedgerError) {
        write { content in
            content.seen[account] = now
            guard let known = content.state.unlinked.first(where: { $0.id == account }), isActive == nil || known.externalID != externalID else {
                return
            }
            content.state.unlinked.removeAll { $0.id == account }
            content.orphans.removeAll { $0.account.id == account }
        }
    }

    func reconciliationMoments() async throws(LedgerError) -> ReconciliationMoments { read { $0.moments } }

    func findings() async throws(LedgerError) -> [ReconciliationFinding] { read { $0.state.findings } }

    func record(_ result: Reconciliation.Result, isList: Bool, readings: [String], now: Date) async throws(LedgerError) {
        write { content in
            content.state.findings = Reconciliation.merged(content.state.findings, with: result, isList: isList, now: now)
            for account in readings { content.readings[account] = now }
            if isList { content.moments.compared = now } else { content.moments.turned = now }
        }
    }

    func countOfAccountsToRead(before moment: Date) async throws(LedgerError) -> Int { read { Self.toRead($0, before: moment).count } }

    func accountsToRead(before moment: Date, limit: Int) async throws(LedgerError) -> [AccountLink] {
        read { Array(Self.toRead($0, before: moment).prefix(limit)) }
    }

    private static func toRead(_ content: Content, before moment: Date) -> [AccountLink] {
        content.state.links.values.filter { content.readings[$0.accountID, default: .distantPast] < moment }.sorted { $0.personID < $1.personID }
    }
}
