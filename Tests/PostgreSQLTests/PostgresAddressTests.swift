import SQL
import Testing

@testable import PostgreSQL

@Suite("The address of a database", .timeLimit(.minutes(5)))
struct PostgresAddressTests {
    @Test(
        "It names hosts, database and tenant, and is shown without anything that is secret",
        arguments: [
            ("postgresql://db.example/home?tenant=acme", "postgresql://db.example/home?tenant=acme"),
            (
                "postgres://nadia@db.example:5433,standby.example/home?tenant=a_c-1",
                "postgresql://nadia@db.example:5433,standby.example/home?tenant=a_c-1"
            ),
            ("postgresql:///home?tenant=acme", "postgresql:///home?tenant=acme"),
            ("postgresql://?service=autoprovision&tenant=acme", "postgresql:///?tenant=acme&service=autoprovision"),
            ("postgresql://%2Frun%2Fpostgresql/home?tenant=acme", "postgresql://%2Frun%2Fpostgresql/home?tenant=acme"),
            ("postgresql:///home?host=/run/postgresql&tenant=acme", "postgresql://%2Frun%2Fpostgresql/home?tenant=acme"),
            ("postgresql://[::1]:5433/home?tenant=acme", "postgresql://[::1]:5433/home?tenant=acme"),
        ])
    func reading(text: String, shown: String) throws { #expect("\(try PostgresAddress(text))" == shown) }

    @Test(
        "A wrong one is refused with what to write instead; a password always is",
        arguments: [
            ("mysql://db.example/home?tenant=acme", "begins with postgresql://"), ("postgresql://db.example/home", "names no tenant"),
            ("postgresql://db.example/home?tenant=", "letters, digits"), ("postgresql://db.example/home?tenant=a%22b", "letters, digits"),
            ("postgresql://db.example/home?tenant=" + String(repeating: "a", count: 41), "at most 40"),
            ("postgresql://nadia:secret@db.example/home?tenant=acme", ".pgpass"),
            ("postgresql://db.example/home?tenant=acme&password=secret", ".pgpass"),
            ("postgresql://db.example/home?tenant=acme&options=-c", "parameter options"),
            ("postgresql://db.example:0/home?tenant=acme", "port 0"), ("postgresql://db.example:x/home?tenant=acme", "port x"),
            ("postgresql://db.example/home%2?tenant=acme", "after % come"), ("postgresql://db.example/ho%00me?tenant=acme", "after % come"),
            ("postgresql://db.example/home?tenant=acme&sslmode=require", "verify-full"),
            ("postgresql://localhost,db.example/home?tenant=acme&sslmode=disable", "verify-full"),
            ("postgresql:///home?tenant=acme&sslmode=prefer", "verify-full"),
        ])
    func wrong(text: String, words: String) {
        let error = #expect(throws: SQLError.self) { try PostgresAddress(text) }
        #expect(
            error?.kind == .wrongAddress && error?.message.contains(words) == true && error?.message.contains("secret") == false,
            "\(String(describing: error))")
    }

    @Test(
        "What leaves this machine is encrypted and the server is verified; what stays may be plain",
        arguments: [
            ("postgresql://db.example/home?tenant=acme", "verify-full"), ("postgresql:///home?tenant=acme", "verify-full"),
            ("postgresql://localhost,db.example/home?tenant=acme", "verify-full"), ("postgresql://localhost/home?tenant=acme", nil),
            ("postgresql://127.0.0.1/home?tenant=acme&sslmode=disable", "disable"), ("postgresql://%2Frun/home?tenant=acme", nil),
        ] as [(String, String?)])
    func encryption(text: String, mode: String?) throws {
        #expect(try PostgresAddress(text).parameters.first { $0.keyword == "sslmode" }?.value == mode)
    }

    @Test("Only with several servers one is looked for that can be written to; none of the parameters is a password")
    func parameters() throws {
        let several = try PostgresAddress("postgresql://db.example:5433,standby.example/home?tenant=acme").parameters
        #expect(several.first { $0.keyword == "host" }?.value == "db.example,standby.example")
        #expect(several.first { $0.keyword == "port" }?.value == "5433,")
        #expect(several.first { $0.keyword == "target_session_attrs" }?.value == "read-write")
        let one = try PostgresAddress("postgresql://db.example/home?tenant=acme").parameters
        #expect(!one.contains { ["target_session_attrs", "password", "port"].contains($0.keyword) })
    }
}

@Suite("Texts for PostgreSQL", .timeLimit(.minutes(5)))
struct PostgresTextTests {
    @Test(
        "A text with a zero goes there and back; two texts never become one",
        arguments: ["", "plain", "a\0b", "\0", "\u{10FFFF}0", "\u{10FFFF}\0\u{10FFFF}", "👩‍👩‍👧", "\u{1b}[31m\r\n", "e\u{301}"])
    func zero(text: String) {
        let kept = PostgresText.kept(text)
        #expect(!kept.utf8.contains(0))
        #expect(Array(PostgresText.read(kept).utf8) == Array(text.utf8))
    }

    @Test(
        "Arguments get numbers, question marks in texts and names do not",
        arguments: [
            ("SELECT ? + ?", "SELECT $1 + $2"), ("SELECT '?' , \"a?b\", ?", "SELECT '?' , \"a?b\", $1"),
            ("SELECT 'it''s ?', ?", "SELECT 'it''s ?', $1"),
            ("", ""),
        ])
    func placeholders(sql: String, numbered: String) { #expect(Placeholders.numbered(sql) == numbered) }
}
