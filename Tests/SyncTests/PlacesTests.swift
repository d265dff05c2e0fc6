import Foundation
import Provisioning
import Sandbox
import Testing

@testable import Sync

@Suite("Addresses are written by the app's own countries and states", .serialized, .timeLimit(.minutes(5)))
struct PlacesTests {
    private static let region = #"addresses[type eq "work"].region"#
    private static let country = #"addresses[type eq "work"].country"#

    /// The parts of the addresses of everybody whom the plan would create.
    private static func addresses(_ home: SandboxHome) async throws -> Set<[String]> {
        Set(try await home.workspace.runs.preview().entries.filter { $0.kind == .create }.map { [$0.after[country] ?? "", $0.after[region] ?? ""] })
    }

    /// How often RingCentral was asked for its dictionaries.
    private static func questions(_ home: SandboxHome) async throws -> Int {
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.count { ($0["path"] as? String)?.contains("/dictionary/") == true }
    }

    @Test("With the dictionaries a state goes only where they list some; without them Debian's package says what there is")
    func told() async throws {
        let home = try await SandboxHome(users: 300)
        try await home.control("faults", ["kind": "status", "path": "/restapi/v1.0/dictionary", "status": 503, "times": 1])
        let byPackage = try await Self.addresses(home)
        #expect(byPackage.isSuperset(of: [["Germany", "BE"], ["United States", "CA"], ["Brazil", "SP"]]))
        // Nobody told anything, so it is asked again on the next day.
        home.clock.advance(days: 1)
        let told = try await Self.addresses(home)
        #expect(
            told.isSuperset(of: [
                ["Germany", ""], ["United States", "CA"], ["Brazil", ""], ["Canada", "ON"], ["United Kingdom", "ENG"], ["Japan", ""],
            ]))
        let doctor = await home.workspace.checks.everything().first { $0.name == "Values" }
        #expect(doctor?.finding.contains("RingCentral's own dictionaries") == true, "\(doctor?.finding ?? "")")
        // What the preview shows is what the run sends.
        #expect(try await home.workspace.runs.sync().failures == 0)
        #expect(try await home.workspace.runs.preview().entries.isEmpty)
        await home.server.stop()
    }

    @Test("They are asked for once a week, by whichever command comes first, and not at all where no step needs them")
    func onceAWeek() async throws {
        let home = try await SandboxHome(users: 20)
        let mapping = try await home.workspace.setup.configuration().autoprovisioning.mapping
        try await home.workspace.setup.update { configuration in
            for row in configuration.autoprovisioning.mapping.indices {
                for source in configuration.autoprovisioning.mapping[row].sources.indices {
                    configuration.autoprovisioning.mapping[row].sources[source].steps.removeAll { [.country, .region].contains($0.name) }
                }
            }
        }
        _ = try await home.workspace.runs.preview()
        #expect(try await Self.questions(home) == 0)
        try await home.workspace.setup.update { $0.autoprovisioning.mapping = mapping }
        _ = try await home.workspace.runs.preview()
        #expect(try await Self.questions(home) == 2)
        _ = try await home.workspace.runs.sync()
        _ = try await home.anotherWorkspace().checks.quality()
        #expect(try await Self.questions(home) == 2)
        home.clock.advance(days: 7)
        _ = try await home.workspace.runs.preview()
        #expect(try await Self.questions(home) == 4)
        await home.server.stop()
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let dictionary: String
        let body: String
        var testDescription: String { "\(dictionary): \(body.prefix(60))" }
    }

    @Test(
        "What is not a dictionary stops nothing and counts for nothing",
        arguments: [
            Lie(dictionary: "country", body: "<html>Sign in</html>"), Lie(dictionary: "country", body: "[]"),
            Lie(dictionary: "country", body: "{}"), Lie(dictionary: "country", body: #"{"records": []}"#),
            Lie(dictionary: "country", body: #"{"records": [{"id": "1", "name": "", "isoCode": "US"}], "paging": {"totalElements": 1}}"#),
            Lie(dictionary: "country", body: #"{"records": [{"id": "1", "name": "A\u001b[2J", "isoCode": "US"}], "paging": {"totalElements": 1}}"#),
            Lie(dictionary: "country", body: #"{"records": [{"id": "1", "isoCode": "US", "name": "\#(String(repeating: "x", count: 10_000))"}]}"#),
            Lie(dictionary: "country", body: #"{"records": [{"id": "1", "isoCode": "USA", "name": "United States"}]}"#),
            Lie(dictionary: "state", body: #"{"records": [], "paging": {"totalElements": 50}}"#),
            Lie(dictionary: "state", body: #"{"records": [{"id": "7"}], "navigation": {"nextPage": {"uri": "x"}}}"#),
        ])
    func lies(lie: Lie) async throws {
        let home = try await SandboxHome(users: 60)
        try await home.control(
            "faults", ["kind": "status", "path": "/restapi/v1.0/dictionary/\(lie.dictionary)", "status": 200, "body": lie.body, "times": 1_000])
        #expect(try await Self.addresses(home).contains(["Germany", "BE"]))
        #expect(ToldPlaces(in: home.workspace.home).dictionary == nil)
        await home.server.stop()
    }

    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let whole = PlaceDictionary(
        countries: [.init(code: "US", name: "United States"), .init(code: "TR", name: "Turkey")],
        regions: [.init(country: "US", code: "CA", name: "California")])
    private static let more = PlaceDictionary(countries: whole.countries + [.init(code: "DE", name: "Germany")], regions: whole.regions)
    private static let renamed = PlaceDictionary(
        countries: [.init(code: "US", name: "United States"), .init(code: "TR", name: "Türkiye")], regions: whole.regions)
    private static let withoutCountry = PlaceDictionary(countries: [whole.countries[0]], regions: whole.regions)
    private static let withoutState = PlaceDictionary(countries: whole.countries, regions: [])

    /// Answers in the order in which they came, `nil` for none, and what counts after them.
    @Test(
        "An answer that takes something away counts when the next one agrees",
        arguments: [
            ([whole], whole), ([nil], nil), ([whole, more], more), ([whole, renamed], renamed), ([whole, nil], whole),
            ([whole, withoutCountry], whole), ([whole, withoutCountry, withoutCountry], withoutCountry), ([whole, withoutState], whole),
            ([whole, withoutState, whole, withoutState], whole), ([whole, withoutState, nil, withoutState], withoutState),
            ([whole, withoutState, withoutCountry], whole), ([withoutState, whole], whole),
        ] as [([PlaceDictionary?], PlaceDictionary?)])
    func believed(answers: [PlaceDictionary?], counts: PlaceDictionary?) {
        var told = ToldPlaces()
        for answer in answers { told.take(answer, at: Self.now) }
        #expect(told.dictionary == counts)
    }

    @Test(
        "When the app is asked again",
        arguments: [
            ([whole], 6 * 86_400, false), ([whole], 7 * 86_400, true), ([whole], -8 * 86_400, true), ([nil], 3_600, false), ([nil], 86_400, true),
            ([whole, nil], 86_400, true), ([whole, withoutState], 86_400, true), ([whole, withoutState, whole], 86_400, false), ([], 0, true),
        ] as [([PlaceDictionary?], TimeInterval, Bool)])
    func due(answers: [PlaceDictionary?], after: TimeInterval, isDue: Bool) {
        var told = ToldPlaces()
        for answer in answers { told.take(answer, at: Self.now) }
        #expect(told.isDue(at: Self.now + after) == isDue)
    }
}
