package import Engine
import Foundation
package import Ledger
import SQL

extension DatabaseHome {
    package func tryLock(_ purpose: HomeLockPurpose, holder: String) throws(ConfigurationError) -> (any HomeLock)? {
        guard let lease = try asked({ try leases.take(purpose, holder: holder) }) else { return nil }
        return DatabaseLock(lease, of: self)
    }

    package func lock(_ purpose: HomeLockPurpose) throws(ConfigurationError) -> any HomeLock {
        let end = leases.time.uptime() + LeaseTerms.longestWait
        while true {
            if let lock = try tryLock(purpose, holder: ProcessInfo.processInfo.hostName) { return lock }
            guard leases.time.uptime() < end else {
                throw .unlockable(file: displayName, reason: "another process has been at it for more than \(Int(LeaseTerms.longestWait)) seconds")
            }
            leases.time.pause(LeaseTerms.pause)
        }
    }

    package func holder(of purpose: HomeLockPurpose) throws(ConfigurationError) -> String? {
        try asked { try leases.table.holder(of: purpose) }
    }

    /// The ledger for the run that holds the lock now: each of its writes first makes sure that nobody else has the lock.
    package func fenced(_ ledger: Ledger) -> Ledger {
        guard let lease = leases.held(.run) else { return ledger }
        return ledger.fenced { db in try LeaseTable.requireHeld(lease, db) }
    }
}

/// A lease as a lock.
private struct DatabaseLock: HomeLock {
    private let lease: Lease
    private let home: DatabaseHome

    init(_ lease: Lease, of home: DatabaseHome) { (self.lease, self.home) = (lease, home) }

    /// - Throws: ``ConfigurationError/leaseLost(home:holder:)`` when it ran out, or would before a request that begins now is over.
    func requireHeld() throws(ConfigurationError) {
        if home.leases.isSafe(lease) { return }
        // The renewal is late: the database was away, or this machine slept.
        guard (try? home.asked({ try home.leases.renew(lease) })) != nil, home.leases.isSafe(lease) else {
            throw .leaseLost(home: home.displayName, holder: (try? home.holder(of: lease.purpose)) ?? nil)
        }
    }

    func say(_ text: String) { try? home.asked { try home.leases.table.say(text, lease) } }

    func release() { home.leases.release(lease) }
}
