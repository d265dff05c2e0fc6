import Foundation
import Provisioning
import Testing

@Suite("The rules of deprovisioning by cause", .timeLimit(.minutes(1)))
struct DeprovisioningPolicyTests {
    private static let text =
        #"{"appTurnedOff":{"suspend":"after7Days"},"deleted":{"hardDelete":"after21Days","suspend":"within24Hours"},"suspended":{}}"#
    private static let policy = DeprovisioningPolicy([
        .appTurnedOff: .init(suspend: .after7Days), .deleted: .init(suspend: .within24Hours, hardDelete: .after21Days),
    ])

    @Test("config.json has a key for each cause, with or without a rule")
    func keys() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(Self.policy), as: UTF8.self) == Self.text)
        #expect(try JSONDecoder().decode(DeprovisioningPolicy.self, from: Data(Self.text.utf8)) == Self.policy)
    }

    @Test("A file that leaves a cause out is refused: whoever is gone for that cause would keep the account", arguments: DeprovisioningCause.allCases)
    func missing(cause: DeprovisioningCause) throws {
        let json = try JSONSerialization.jsonObject(with: Data(Self.text.utf8))
        var object = try #require(json as? [String: Any])
        object[cause.rawValue] = nil
        let data = try JSONSerialization.data(withJSONObject: object)
        let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(DeprovisioningPolicy.self, from: data) }
        guard case .keyNotFound(let key, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(key.stringValue == cause.rawValue)
    }

    @Test("A rule without an action is no rule: policies that do the same are equal")
    func empty() {
        var policy = DeprovisioningPolicy(suspended: .init())
        #expect(policy == DeprovisioningPolicy() && policy.isEmpty)
        policy[.suspended].suspend = .after1Day
        #expect(policy == DeprovisioningPolicy([.suspended: .init(suspend: .after1Day)]) && !policy.isEmpty)
        policy[.suspended].suspend = nil
        #expect(policy == DeprovisioningPolicy())
    }
}
