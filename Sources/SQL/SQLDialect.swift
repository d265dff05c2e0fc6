/// What one database says otherwise than another.
package enum SQLDialect: Sendable, Equatable {
    case sqlite
    case postgreSQL

    /// Put before a column in a condition: the planner is not to begin with an index of it (https://www.sqlite.org/optoverview.html). PostgreSQL counts how often values occur.
    package var notByIndex: String {
        switch self {
        case .sqlite: "+"
        case .postgreSQL: ""
        }
    }

    /// A condition: the text in this column contains an argument.
    package func contains(_ column: String) -> String {
        switch self {
        case .sqlite: "instr(\(column), ?) > 0"
        case .postgreSQL: "strpos(\(column), ?) > 0"
        }
    }

    /// A statement that answers with the names of all tables that have the column of its argument.
    package var tablesWithColumn: String {
        switch self {
        case .sqlite:
            "SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = ?"
        case .postgreSQL:
            """
            SELECT CAST(c.relname AS TEXT) FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attname = CAST(? AS TEXT) AND NOT a.attisdropped
            """
        }
    }

    static let sqliteClock = "clock_seconds"

    /// The moment, in seconds since 1970, by the database's own clock; in a transaction it goes on.
    package var clock: String {
        switch self {
        case .sqlite: "\(Self.sqliteClock)()"
        case .postgreSQL: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"
        }
    }

    /// A statement after which a table, whose ids count on, does so above those that were inserted with it; `nil` where the database sees to that.
    package func continueIDs(of table: String) -> String? {
        switch self {
        case .sqlite: nil
        case .postgreSQL:
            """
            INSERT INTO numbering (name, newest) SELECT '\(table)', coalesce(max(id), 0) FROM \(table) WHERE TRUE
            ON CONFLICT (name) DO UPDATE SET newest = excluded.newest RETURNING newest
            """
        }
    }

    /// A statement that answers with the newest id that was ever given to a row of the table of its argument, whether the row is still there or not.
    package var newestID: String {
        switch self {
        case .sqlite: "SELECT seq FROM sqlite_sequence WHERE name = ?"
        case .postgreSQL: "SELECT newest FROM numbering WHERE name = ?"
        }
    }
}
