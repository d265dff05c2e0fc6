import SQL

/// What a server says about itself, as far as it decides how safe a home is there.
package struct PostgresFacts: Sendable, Equatable {
    /// As the server writes it: "15.20 (Debian 15.20-0+deb12u1)".
    package let version: String
    /// When a change counts as saved: `on`, `off`, `local`, `remote_write` or `remote_apply`.
    package let synchronousCommit: String
    /// Whether it only follows another server.
    package let isStandby: Bool
    /// The standbys that follow it now, with how far each is waited for (`sync`, `quorum`, `potential`, `async`); `nil` when this user may not see them.
    package let standbys: [String]?
    /// Whether what is sent is encrypted; `nil` on a socket of this machine.
    package let isEncrypted: Bool?
    /// Whether this user may make tables in the tenant's schema.
    package let mayMakeTables: Bool
    /// The moment by the clock of the server, in seconds since 1970.
    package let clock: Double

    /// Asks the server.
    ///
    /// - Throws: ``SQLError``
    package init(_ database: PostgresDatabase) throws {
        self = try database.read { db in
            func setting(_ name: String) throws -> String { try db.value(String.self, "SELECT current_setting(?)", [name]) ?? "" }
            let role = try db.value(
                Bool.self, "SELECT CAST(pg_has_role('pg_monitor', 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE') AS INTEGER)")
            return PostgresFacts(
                version: try setting("server_version"), synchronousCommit: try setting("synchronous_commit"),
                isStandby: try db.value(Bool.self, "SELECT CAST(pg_is_in_recovery() AS INTEGER)") ?? false,
                standbys: role == true ? try db.values(String.self, "SELECT sync_state FROM pg_stat_replication ORDER BY sync_state") : nil,
                isEncrypted: try db.value(
                    Bool.self,
                    "SELECT CASE WHEN inet_client_addr() IS NULL THEN NULL ELSE CAST(ssl AS INTEGER) END FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                ),
                mayMakeTables: try db.value(
                    Bool.self,
                    "SELECT CAST(has_schema_privilege(oid, 'CREATE') AS INTEGER) FROM pg_namespace WHERE nspname = ?", [database.address.schema])
                    ?? false,
                clock: try db.value(Double.self, "SELECT \(db.dialect.clock)") ?? 0)
        }
    }

    private init(
        version: String, synchronousCommit: String, isStandby: Bool, standbys: [String]?, isEncrypted: Bool?, mayMakeTables: Bool, clock: Double
    ) {
        (self.version, self.synchronousCommit, self.isStandby, self.standbys) = (version, synchronousCommit, isStandby, standbys)
        (self.isEncrypted, self.mayMakeTables, self.clock) = (isEncrypted, mayMakeTables, clock)
    }
}
