import Engine
import Foundation
import SQL

/// One hold of a lock. Epoch and token together are the right to it.
struct Lease: Sendable, Equatable {
    let purpose: HomeLockPurpose
    let epoch: Int64
    /// Of this hold alone, so that a database that forgot its newest rows cannot give the same right twice.
    let token: String
}

/// The leases as the database keeps them. Its clock alone says whether one has run out: those of the machines may differ.
struct LeaseTable: Sendable {
    private let database: any SQLDatabase

    init(_ database: any SQLDatabase) { self.database = database }

    /// Takes a lease that nobody holds; `nil` when somebody does.
    func take(_ purpose: HomeLockPurpose, holder: String) throws -> Lease? {
        let (token, term) = (UUID().uuidString, LeaseTerms.of(purpose))
        let epoch = try database.write { db in
            try db.value(
                Int64.self,
                """
                INSERT INTO lease (purpose, holder, token, epoch, since, expires)
                VALUES (?, ?, ?, 1, \(db.dialect.clock), \(db.dialect.clock) + ?)
                ON CONFLICT (purpose) DO UPDATE
                    SET holder = excluded.holder, token = excluded.token, epoch = lease.epoch + 1, since = excluded.since, expires = excluded.expires
                    WHERE lease.expires <= \(db.dialect.clock)
                RETURNING epoch
                """, [purpose.rawValue, holder, token, term])
        }
        return epoch.map { Lease(purpose: purpose, epoch: $0, token: token) }
    }

    /// Renews a lease.
    ///
    /// - Throws: ``SQLError`` of the kind `fenced` when it ran out, or somebody else has it.
    func renew(_ lease: Lease) throws {
        try database.write { db in
            let rows = try db.execute(
                "UPDATE lease SET expires = \(db.dialect.clock) + ? WHERE \(Self.held(db.dialect))",
                [LeaseTerms.of(lease.purpose)] + Self.arguments(lease))
            guard rows == 1 else { throw Self.lost }
        }
    }

    /// Makes sure of a lease as part of a transaction, without renewing it.
    ///
    /// - Throws: ``SQLError`` of the kind `fenced` when it ran out, or somebody else has it.
    static func requireHeld(_ lease: Lease, _ db: any SQLConnection) throws {
        // Written, not only read: whoever takes the lease over waits for the end of this transaction.
        let rows = try db.execute("UPDATE lease SET expires = expires WHERE \(held(db.dialect))", arguments(lease))
        guard rows == 1 else { throw lost }
    }

    /// Gives a lease back. The epoch stays: it never falls.
    func resign(_ lease: Lease) throws {
        try database.write { db in
            _ = try db.execute("UPDATE lease SET expires = \(db.dialect.clock), holder = '' WHERE \(Self.held(db.dialect))", Self.arguments(lease))
        }
    }

    /// Replaces what others read of the holder.
    func say(_ text: String, _ lease: Lease) throws {
        try database.write { db in
            _ = try db.execute("UPDATE lease SET holder = ? WHERE \(Self.held(db.dialect))", [text] + Self.arguments(lease))
        }
    }

    func holder(of purpose: HomeLockPurpose) throws -> String? {
        try database.read { db in
            try db.value(String.self, "SELECT holder FROM lease WHERE purpose = ? AND expires > \(db.dialect.clock)", [purpose.rawValue])
        }
    }

    private static let lost = SQLError(.fenced, "another process has the lease, or it ran out")

    private static func held(_ dialect: SQLDialect) -> String { "purpose = ? AND epoch = ? AND token = ? AND expires > \(dialect.clock)" }

    private static func arguments(_ lease: Lease) -> SQLArguments { [lease.purpose.rawValue, lease.epoch, lease.token] }
}
