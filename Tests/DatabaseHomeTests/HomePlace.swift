import Engine
import FileHome
import Foundation
import PostgreSQL
import SQL
import TestDatabases
import Testing

@testable import DatabaseHome

/// One kind of home, made anew for each test.
enum HomeKind: String, CaseIterable, CustomTestStringConvertible {
    case folder
    case sqlite = "a database, SQLite"
    case postgreSQL = "a database, PostgreSQL"

    var testDescription: String { rawValue }

    static var allCases: [HomeKind] { [.folder, .sqlite] + (PostgresServer.isExpected ? [.postgreSQL] : []) }

    /// Those that several machines may use.
    static let shared: [HomeKind] = allCases.filter { $0 != .folder }
}

/// A home that two processes use: each opens it for itself.
final class HomePlace {
    let folder = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
    let kind: HomeKind
    private let tenant = PostgresServer.freshTenant()
    /// Seconds that pass only where a test says so.
    let uptime = TestUptime()

    init(_ kind: HomeKind) { self.kind = kind }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open() throws -> any HomeStorage {
        let home: any HomeStorage =
            switch kind {
            case .folder: Home(folder: folder)
            case .sqlite, .postgreSQL: try database()
            }
        try home.prepare()
        return home
    }

    /// The home as one in a database.
    func database(on database: (any SQLDatabase)? = nil, time: LeaseTime? = nil) throws -> DatabaseHome {
        let uptime = uptime
        return DatabaseHome(
            try database ?? self.sql(), option: "test", displayName: "the test's database", folder: folder, state: folder,
            keyFile: folder.appending(path: "credentials.key"), longestRequest: 60, time: time ?? .system(uptime: { uptime.seconds }),
            notices: { AsyncStream { $0.finish() } })
    }

    func sql() throws -> any SQLDatabase {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if kind == .postgreSQL { return PostgresDatabase(try PostgresAddress(PostgresServer.shared().address(tenant: tenant))) }
        return try SQLiteDatabase(file: folder.appending(path: "home.sqlite"), migrations: DatabaseHomeSchema.migrations)
    }

    /// As if the time of this lease had passed in the database.
    func runOut(_ purpose: HomeLockPurpose) throws {
        try sql().write { db in _ = try db.execute("UPDATE lease SET expires = 0 WHERE purpose = ?", [purpose.rawValue]) }
    }
}
