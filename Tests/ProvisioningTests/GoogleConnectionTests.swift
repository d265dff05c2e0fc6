import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("The connection to Google in config.json", .timeLimit(.minutes(1)))
struct GoogleConnectionTests {
    static func read(_ members: String) throws -> DirectorySettings {
        try JSONDecoder().decode(DirectorySettings.self, from: Data(#"{"source": "google", \#(members)}"#.utf8))
    }

    @Test(
        "Each way is told by the key that names its credentials, and by the administrator",
        arguments: [
            (#""keyFile": "/k", "administrator": "a@corp.example""#, GoogleWay.keyWithDelegation),
            (#""keyFile": "/k", "customer": "C1""#, .keyWithRole),
            (#""metadataServer": "http://metadata.google.internal", "customer": "C1""#, .metadataServer),
            (#""federationFile": "/f", "customer": "C1", "primaryDomain": "corp.example""#, .federation),
        ])
    func ways(members: String, way: GoogleWay) throws {
        let settings = try Self.read(members)
        guard case .google(let connection) = settings else {
            Issue.record("\(settings)")
            return
        }
        #expect(connection.way == way && connection.problems.isEmpty)
        #expect(try JSONDecoder().decode(DirectorySettings.self, from: JSONEncoder().encode(settings)) == settings)
    }

    @Test("A file of any older version reads as it did, and is written with the same keys")
    func older() throws {
        let settings = try Self.read(#""keyFile": "/k", "administrator": "a@corp.example""#)
        #expect(settings == .google(keyFile: "/k", administrator: "a@corp.example", customer: "my_customer", apiBaseURL: nil))
        let written = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(settings)) as? [String: String])
        #expect(written == ["source": "google", "keyFile": "/k", "administrator": "a@corp.example", "customer": "my_customer"])
    }

    @Test(
        "Two kinds of credentials, and none, are refused",
        arguments: [#""keyFile": "/k", "federationFile": "/f""#, #""administrator": "a@corp.example""#])
    func exclusive(members: String) {
        #expect(throws: DecodingError.self) { _ = try Self.read(members) }
    }

    @Test(
        "What cannot be right is said at its key",
        arguments: [
            (#""keyFile": "/k""#, "directory.customer", "C01abc234"),
            (#""federationFile": "/f", "customer": "my_customer""#, "directory.customer", "a service account belongs to no customer"),
            (#""federationFile": "/f", "customer": "C1/../x""#, "directory.customer", "is not a customer ID"),
            (#""federationFile": "/f", "customer": "C1", "primaryDomain": "a@b""#, "directory.primaryDomain", "is not a domain"),
            (#""metadataServer": "http://evil.example", "customer": "C1""#, "directory.metadataServer", "not a metadata server of Google's"),
            (
                #""metadataServer": "https://metadata.google.internal", "customer": "C1""#, "directory.metadataServer",
                "not a metadata server of Google's"
            ),
            (
                #""metadataServer": "http://metadata.google.internal:8080", "customer": "C1""#, "directory.metadataServer",
                "not a metadata server of Google's"
            ),
            (
                #""metadataServer": "http://metadata.google.internal@evil.example", "customer": "C1""#, "directory.metadataServer",
                "not a metadata server"
            ),
            (#""keyFile": "/k", "administrator": "a@gmail.com""#, "directory.administrator", "gmail.com"),
            (
                #""keyFile": "/k", "administrator": "a@corp.example", "apiBaseURL": "http://x.example""#, "directory.apiBaseURL",
                "not an address of a server"
            ),
        ])
    func problems(members: String, path: String, words: String) throws {
        guard case .google(let connection) = try Self.read(members) else { return }
        let problem = try #require(connection.problems.first)
        #expect(problem.path == path && problem.message.contains(words), "\(problem)")
    }
}
