import Foundation
import GRDB

/// SQLite inside a transaction. Statements that come again are kept prepared.
struct SQLiteConnection: SQLConnection {
    private let db: Database

    init(_ db: Database) { self.db = db }

    var dialect: SQLDialect { .sqlite }

    func execute(_ sql: String, _ arguments: SQLArguments) throws(SQLError) -> Int {
        do {
            try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
            return db.changesCount
        } catch {
            throw SQLError(error)
        }
    }

    func execute(_ sql: String, each arguments: [SQLArguments]) throws(SQLError) {
        do {
            let statement = try db.cachedStatement(sql: sql)
            for arguments in arguments { try statement.execute(arguments: StatementArguments(arguments)) }
        } catch {
            throw SQLError(error)
        }
    }

    func executeLater(_ sql: String, _ arguments: SQLArguments) throws(SQLError) { _ = try execute(sql, arguments) }

    func scan(_ sql: String, _ arguments: SQLArguments, isRepeated: Bool, while body: (SQLRow) throws -> Bool) throws {
        do {
            let statement = isRepeated ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql)
            let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
            let columns = SQLColumns(statement.columnNames)
            let places = 0..<CInt(columns.names.count)
            while try rows.next() != nil {
                // Read from SQLite at once: GRDB's own ways look up the column and its decoding for each value.
                let values = places.map { SQLValue(DatabaseValue(sqliteStatement: statement.sqliteStatement, index: $0)) }
                guard try body(SQLRow(columns, values)) else { return }
            }
        } catch let error as DatabaseError {
            throw SQLError(error)
        }
    }

    func define(_ sql: String) throws(SQLError) {
        do { try db.execute(sql: sql) } catch { throw SQLError(error) }
    }
}

extension StatementArguments {
    init(_ arguments: SQLArguments) {
        let values = arguments.values.map { value in
            switch value {
            case .null: DatabaseValue.null
            case .integer(let integer): integer.databaseValue
            case .double(let double): double.databaseValue
            case .text(let text): text.databaseValue
            case .blob(let data): data.databaseValue
            }
        }
        self.init(values)
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let double): .double(double)
            case .string(let text): .text(text)
            case .blob(let data): .blob(data)
            }
    }
}
