import Foundation
import SQL
import TestDatabases
import Testing

@testable import PostgreSQL

@Suite(
    "A server that has to prove who it is", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: PostgresServer.isExpected, "\(PostgresServer.whyNot)"))
struct PostgresTLSTests {
    private static let port = Int.random(in: 20_000...55_000)
    private static let server = Result { try PostgresServer(withTLSAt: port) }

    private static func database(_ host: String, _ options: String) throws -> PostgresDatabase {
        PostgresDatabase(try PostgresAddress("postgresql://postgres@\(host):\(port)/postgres?tenant=\(PostgresServer.freshTenant())\(options)"))
    }

    @Test("With the authority that signed its certificate, and its own name, it is believed, and nothing can be read on the way")
    func proven() throws {
        let server = try Self.server.get()
        let database = try Self.database("localhost", "&sslmode=verify-full&sslrootcert=\(server.certificate.path)")
        try database.migrate(TestTenant.migrations)
        #expect(try PostgresFacts(database).isEncrypted == true)
    }

    @Test(
        "With another name, another authority or none, nothing is sent, and it is said what is wrong",
        arguments: [
            (host: "127.0.0.1", authority: Authority.own, words: "127.0.0.1"), ("localhost", .another, "certificate verify failed"),
            ("localhost", .missing, "does not exist"),
        ])
    func unproven(host: String, authority: Authority, words: String) throws {
        let server = try Self.server.get()
        let file =
            switch authority {
            case .own: server.certificate.path
            case .another: "/etc/ssl/certs/ca-certificates.crt"
            case .missing: server.folder.path + "/nothing.pem"
            }
        let database = try Self.database(host, "&sslmode=verify-full&sslrootcert=\(file)")
        let error = #expect(throws: SQLError.self) { try database.migrate(TestTenant.migrations) }
        #expect(error?.kind == .connectionLost && error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    enum Authority: Sendable {
        case own, another, missing
    }
}
