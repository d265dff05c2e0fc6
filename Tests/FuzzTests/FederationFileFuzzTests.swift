import Directory
import Foundation
import Testing

@testable import GoogleDirectory

/// A federation file may come from anybody: whatever it says, what proves who this machine is goes to Google's servers or to none.
@Suite("Spoilt federation files", .timeLimit(.minutes(5)))
struct FederationFileFuzzTests {
    private static func isGoogles(_ url: URL) -> Bool {
        let text = url.absoluteString
        return ["https://sts.", "https://iamcredentials.", "http://127.0.0.1", "http://localhost", "https://127.0.0.1", "https://localhost"]
            .contains { text.lowercased().hasPrefix($0) }
            && (text.lowercased().contains("://127.0.0.1") || text.lowercased().contains("://localhost")
                || url.host()?.lowercased().hasSuffix(".googleapis.com") == true)
    }

    @Test("Refused with a sentence, or taken with Google's servers only")
    func files() async throws {
        let corpus = try Fuzzing.corpus("federation").values.sorted { $0.count < $1.count }
        for document in corpus { _ = try ExternalAccountFile(document, name: "google.json") }
        try await Fuzzing.run("federation") { mutator in
            let document = mutator.mutated(mutator.pick(corpus))
            do throws(DirectoryError) {
                let file = try ExternalAccountFile(document, name: "google.json")
                #expect(Self.isGoogles(file.tokenURL) && Self.isGoogles(file.credentialsURL), "\(file.tokenURL) \(file.credentialsURL)")
                #expect(file.serviceAccount.contains("@") && !file.serviceAccount.contains("/"))
            } catch {
                expectSentence(error)
            }
        }
    }
}
