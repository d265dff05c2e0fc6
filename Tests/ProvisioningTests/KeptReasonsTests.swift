import Foundation
import Testing

@testable import Provisioning

/// How the ledger has reasons and outcomes. Ledgers are kept for years, and their chain is over these texts: a line of the file never changes, because what was written in its form has
/// to be read. For a new case, add a sample and write the file anew; only lines may be added:
///
///     AUTOPROVISION_WRITE_SNAPSHOTS=1 swift test --filter KeptReasonsTests && git diff Tests/ProvisioningTests/KeptReasons.txt
@Suite("The form in which reasons are kept", .serialized, .timeLimit(.minutes(1)))
struct KeptReasonsTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "KeptReasons.txt")

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ text: Substring) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try decoder.decode(Value.self, from: Data(text.utf8))
    }

    @Test("Outcomes and decisions are written as they always were, and what was written is read as what it was")
    func form() throws {
        let texts = try AppRefusalTests.details.map { try Self.text($0) } + AppRefusalTests.matters.map { try Self.text($0) }
        if ProcessInfo.processInfo.environment["AUTOPROVISION_WRITE_SNAPSHOTS"] != nil {
            return try Data((texts.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
        }
        let kept = String(decoding: try Data(contentsOf: Self.file), as: UTF8.self).split(separator: "\n")
        #expect(kept.map(String.init) == texts)
        let details: [OutcomeDetail] = try kept.prefix(AppRefusalTests.details.count).map { try Self.value($0) }
        #expect(details == AppRefusalTests.details)
        let matters: [DecisionMatter] = try kept.dropFirst(AppRefusalTests.details.count).map { try Self.value($0) }
        #expect(matters == AppRefusalTests.matters)
    }
}
