import SQL

/// What is asked of a server before it is used.
extension PostgresSession {
    /// The oldest version of the server whose words are used here.
    private static let oldestVersion: CInt = 120_000

    /// - Throws: ``SQLError`` when the server is too old, or keeps texts as something else than UTF-8.
    func requireKnownServer() throws(SQLError) {
        guard library.serverVersion(connection) >= Self.oldestVersion else {
            throw SQLError(.other, "the server is older than PostgreSQL 12, which is the oldest that works")
        }
        let encoding = library.parameterStatus(connection, "server_encoding").map { String(cString: $0) } ?? "UTF8"
        guard encoding == "UTF8" else {
            throw SQLError(
                .other, "the database keeps texts as \(encoding); make one that keeps them as UTF8: createdb --encoding=UTF8 --template=template0")
        }
    }

    /// Whether this is the server itself: a pooler has a process number of its own.
    func isDirect() throws(SQLError) -> Bool {
        var number: Int64?
        do {
            try statement("SELECT CAST(pg_backend_pid() AS BIGINT) AS pid", [], isRepeated: false) { row in
                number = row["pid"]
                return true
            }
        } catch {
            throw SQLError(unexpected: error)
        }
        return number == Int64(library.backendPID(connection))
    }
}
