import Engine
import Foundation
import SQL
import Synchronization

/// The leases of this process: it renews those that are held for long, and knows how long each lasts at least.
///
/// That is counted from before a renewal was sent, by a clock that nobody sets, so that the database's clock never says that a lease is over before this one does.
final class LeaseKeeper: Sendable {
    let table: LeaseTable
    let time: LeaseTime
    private let terms: LeaseTerms

    private struct State {
        /// Until when each lease lasts at least.
        var ends: [HomeLockPurpose: (lease: Lease, end: TimeInterval)] = [:]
        /// Leases that were given up while the database could not be told.
        var unreturned: [HomeLockPurpose: Lease] = [:]
        var isRenewing = false
    }

    private let state = Mutex(State())

    init(_ table: LeaseTable, terms: LeaseTerms, time: LeaseTime) { (self.table, self.terms, self.time) = (table, terms, time) }

    /// The lease of this process; `nil` when it holds none.
    func held(_ purpose: HomeLockPurpose) -> Lease? { state.withLock { $0.ends[purpose]?.lease } }

    func take(_ purpose: HomeLockPurpose, holder: String) throws -> Lease? {
        if let lease = state.withLock({ $0.unreturned[purpose] }) {
            try table.resign(lease)
            state.withLock { $0.unreturned[purpose] = nil }
        }
        let asked = time.uptime()
        guard let lease = try table.take(purpose, holder: holder) else { return nil }
        let begins = state.withLock { state in
            state.ends[purpose] = (lease, asked + LeaseTerms.of(purpose))
            guard LeaseTerms.isRenewed(purpose), !state.isRenewing else { return false }
            state.isRenewing = true
            return true
        }
        if begins { time.repeating(LeaseTerms.renewal) { self.renewAll() } }
        return lease
    }

    /// Renews a lease now.
    func renew(_ lease: Lease) throws {
        let asked = time.uptime()
        try table.renew(lease)
        state.withLock { state in
            guard let known = state.ends[lease.purpose], known.lease == lease else { return }
            state.ends[lease.purpose] = (lease, max(known.end, asked + LeaseTerms.of(lease.purpose)))
        }
    }

    /// Whether whatever begins now under this lease is over before anybody else can have it.
    func isSafe(_ lease: Lease) -> Bool {
        let end = state.withLock { state in state.ends[lease.purpose].flatMap { $0.lease == lease ? $0.end : nil } }
        return end.map { $0 - time.uptime() > terms.needed(lease.purpose) } ?? false
    }

    /// Gives a lease back. If the database cannot be told, it is told when this process wants the lease again; for others it runs out.
    func release(_ lease: Lease) {
        state.withLock { state in if state.ends[lease.purpose]?.lease == lease { state.ends[lease.purpose] = nil } }
        do { try table.resign(lease) } catch { state.withLock { $0.unreturned[lease.purpose] = lease } }
    }

    /// Renews what is held for long. Answers whether there was anything to renew.
    private func renewAll() -> Bool {
        let leases = state.withLock { state in
            let leases = state.ends.values.map(\.lease).filter { LeaseTerms.isRenewed($0.purpose) }
            if leases.isEmpty { state.isRenewing = false }
            return leases
        }
        for lease in leases {
            do { try renew(lease) } catch let error as SQLError where error.kind == .fenced {
                // Somebody else has it: whoever holds it here learns of it at the next look.
                state.withLock { state in if state.ends[lease.purpose]?.lease == lease { state.ends[lease.purpose] = nil } }
            } catch {}
        }
        return !leases.isEmpty
    }
}
