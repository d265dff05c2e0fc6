import Directory
import Foundation
import Sandbox
import Testing

@testable import GoogleDirectory

@Suite("The federation file: what is taken, and what is refused before anything is sent", .timeLimit(.minutes(2)))
struct ExternalAccountFileTests {
    static let good = #"""
        {"type": "external_account",
         "audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/pool-1/providers/office",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/sync@project.iam.gserviceaccount.com:generateAccessToken",
         "universe_domain": "googleapis.com", "credential_source": {"file": "/run/token"}}
        """#

    struct Change: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let words: String
        var testDescription: String { to.isEmpty ? "without \(from)" : to }
    }

    static let refused: [Change] = [
        Change(from: good, to: "hello", words: "is not JSON"), Change(from: good, to: "[]", words: "is not JSON"),
        Change(from: #""external_account""#, to: #""service_account""#, words: "is the key of a service account"),
        Change(from: #""external_account""#, to: #""authorized_user""#, words: "is of type authorized_user"),
        Change(from: "123456789012", to: "my-project", words: "the project's number, not its id"),
        Change(from: "//iam.googleapis.com/projects", to: "projects", words: "\"audience\""),
        Change(from: "https://sts.googleapis.com", to: "https://sts.example.com", words: "would send this machine's identity to sts.example.com"),
        Change(from: "https://sts.googleapis.com", to: "https://sts.googleapis.com.evil.example", words: "to sts.googleapis.com.evil.example"),
        Change(from: "https://sts.googleapis.com", to: "https://sts.googleapis.com@evil.example", words: "to evil.example"),
        Change(from: "https://sts.googleapis.com", to: "http://sts.googleapis.com", words: "Only https://sts.googleapis.com is allowed"),
        Change(from: "https://sts.googleapis.com", to: "https://sts.googleapis.com:8443", words: "Only https://sts.googleapis.com is allowed"),
        Change(from: "https://sts.googleapis.com", to: "https://iamcredentials.googleapis.com", words: "Only https://sts.googleapis.com is allowed"),
        Change(from: "https://sts.googleapis.com", to: "https://storage.googleapis.com", words: "Only https://sts.googleapis.com is allowed"),
        Change(from: "https://sts.googleapis.com", to: "file:///etc", words: "Only https://sts.googleapis.com is allowed"),
        Change(
            from: "https://iamcredentials.googleapis.com", to: "https://evil.example", words: "Only https://iamcredentials.googleapis.com is allowed"),
        Change(from: ":generateAccessToken", to: ":generateIdToken", words: "does not end in"),
        Change(from: "projects/-/serviceAccounts", to: "projects/-/../serviceAccounts", words: "does not end in"),
        Change(from: "service_account_impersonation_url", to: "other", words: "names no service account"),
        Change(from: "token-type:jwt", to: "token-type:mtls", words: "not supported"),
        Change(from: #""googleapis.com""#, to: #""other.example""#, words: "another cloud"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"executable": {"command": "/bin/get"}}"#, words: "starts no program that a file names"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"environment_id": "aws1"}"#, words: "AWS machine"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"certificate": {}}"#, words: "X.509"),
        Change(from: #"{"file": "/run/token"}"#, to: "{}", words: "either a \"file\" or a \"url\""),
        Change(from: #"{"file": "/run/token"}"#, to: "null", words: "has no \"credential_source\""),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"file": "/a", "url": "https://x.example"}"#, words: "either a \"file\" or a \"url\""),
        Change(from: #""/run/token""#, to: #""token""#, words: "does not begin with /"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"url": "http://idp.example/token"}"#, words: "must be an https address"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"url": "file:///etc/passwd"}"#, words: "must be an https address"),
        Change(
            from: #"{"file": "/run/token"}"#, to: #"{"url": "https://x.example", "headers": {"A": "b\r\nC: d"}}"#, words: "header that cannot be sent"
        ),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"file": "/a", "format": {"type": "json"}}"#, words: "subject_token_field_name"),
        Change(from: #"{"file": "/run/token"}"#, to: #"{"file": "/a", "format": {"type": "xml"}}"#, words: "neither text nor json"),
        Change(
            from: #""universe_domain""#, to: #""service_account_impersonation": {"token_lifetime_seconds": 60}, "universe_domain""#,
            words: "token_lifetime_seconds"),
        Change(from: #""universe_domain""#, to: #""client_secret": "x", "universe_domain""#, words: "workforce pool"),
    ]

    @Test("Refused, with what is wrong", arguments: refused)
    func refusals(change: Change) {
        let text = Self.good.replacing(change.from, with: change.to)
        #expect { _ = try ExternalAccountFile(Data(text.utf8), name: "/etc/google.json") } throws: { error in
            let words = "\(error)"
            return words.contains(change.words) && words.contains("/etc/google.json")
        }
    }

    @Test(
        "Taken: Google's servers, those of a region, and a sandbox on this machine",
        arguments: [
            ("https://sts.googleapis.com", "https://sts.googleapis.com"),
            ("https://sts.googleapis.com", "https://sts.europe-west1.rep.googleapis.com"),
            ("https://sts.googleapis.com", "http://127.0.0.1:8080"),
            (#"{"file": "/run/token"}"#, #"{"url": "http://169.254.169.254/metadata/identity"}"#),
            (#"{"file": "/run/token"}"#, #"{"url": "https://idp.example/token", "headers": {"Metadata": "True"}}"#),
        ])
    func taken(from: String, to: String) throws {
        let file = try ExternalAccountFile(Data(Self.good.replacing(from, with: to).utf8), name: "f")
        #expect(file.serviceAccount == "sync@project.iam.gserviceaccount.com" && file.lifetime == 3_600)
    }

    @Test(
        "A file that others can change is refused, one that others can read is not",
        arguments: [(0o644, true), (0o600, true), (0o666, false), (0o664, false)])
    func modes(mode: Int, isTaken: Bool) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "external-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(Self.good.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        if isTaken {
            _ = try ExternalAccountFile.load(from: file)
        } else {
            #expect { _ = try ExternalAccountFile.load(from: file) } throws: { "\($0)".contains("can be changed by others") }
        }
    }

    @Test(
        "The token that proves who this machine is: what is not a token is not sent anywhere",
        arguments: [
            (Data(), "is not a token"), (Data("two words".utf8), "is not a token"), (Data([0xFF, 0xFE]), "is not a token"),
            (Data(String(repeating: "x", count: 70_000).utf8), "longer than"), (nil, "No such file"),
        ] as [(Data?, String)])
    func subjectToken(content: Data?, words: String) async throws {
        let stage = try await GoogleStage()
        try await stage.writeFederation()
        if let content { try content.write(to: stage.tokenFile) } else { try FileManager.default.removeItem(at: stage.tokenFile) }
        let source = try stage.source(.federation)
        await #expect { _ = try await source.groups() } throws: { "\($0)".contains(words) }
        #expect(stage.network.sent.isEmpty)
        await stage.server.stop()
    }
}
