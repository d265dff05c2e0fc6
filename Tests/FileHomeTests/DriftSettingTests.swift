import Foundation
import Provisioning
import Testing

@testable import FileHome

@Suite("Changes by hand in the configuration file", .timeLimit(.minutes(1)))
struct DriftSettingTests {
    private static func text(drift: String, reconciliation: String) -> Data {
        Data(
            """
            {"version": 2, "revision": 1, "autoprovisioning": {"mapping": [{"target": "title", "from": [{"fixed": "x"}]\(drift)}]}\(reconciliation)}
            """.utf8)
    }

    @Test(
        "What is not there is as before; what is there is kept",
        arguments: [
            ("", "", .report, 7), (#", "drift": "report""#, "", .report, 7), (#", "drift": "restore""#, #", "reconciliation": {}"#, .restore, 7),
            (#", "drift": "accept""#, #", "reconciliation": {"readEveryDays": 30}"#, .accept, 30),
        ] as [(String, String, DriftPolicy, Int)])
    func read(drift: String, reconciliation: String, policy: DriftPolicy, days: Int) throws {
        let place = try TemporaryHome()
        let configuration = try place.store.decode(Self.text(drift: drift, reconciliation: reconciliation))
        #expect(configuration.autoprovisioning.mapping.map(\.drift) == [policy])
        #expect(configuration.reconciliation.readEveryDays == days)
        #expect(try Configuration(jsonText: configuration.jsonText()) == configuration)
        // Nobody's file changes because the program knows more.
        #expect(try configuration.jsonText().contains("drift") == (policy != .report))
        #expect(try configuration.jsonText().contains("reconciliation") == (days != 7))
    }

    @Test(
        "What cannot be right is said with its place and what would be valid",
        arguments: [
            (#", "drift": "always""#, "", "autoprovisioning.mapping[0].drift", "Valid are report, restore, accept"),
            (#", "drif": "restore""#, "", "autoprovisioning.mapping[0].drif", "there are drift, from, target"),
            ("", #", "reconciliation": {"readEveryDays": 0}"#, "reconciliation.readEveryDays", "write 1 to 90 days"),
            ("", #", "reconciliation": {"every": 7}"#, "reconciliation.every", "there are readEveryDays"),
        ])
    func refused(drift: String, reconciliation: String, path: String, cure: String) throws {
        let place = try TemporaryHome()
        #expect {
            _ = try place.store.decode(Self.text(drift: drift, reconciliation: reconciliation))
        } throws: { error in
            "\(error)".contains(path) && "\(error)".contains(cure)
        }
    }
}
