import Applications
import Directory
import Engine
import ExportedDirectory
import FileHome
import Foundation
import GoogleDirectory
import HTTP
import OAuth
import Provisioning
import RingCentral
import SCIM
import Synchronization
import Testing
import Timing

@testable import Sync

/// Whatever comes from outside: it is read, or refused with an error; no crash, no hang, no unbounded memory.
@Suite("Spoilt documents", .timeLimit(.minutes(10)))
struct ReaderFuzzTests {
    @Test("The configuration file")
    func configuration() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(UUID().uuidString)")
        let store = ConfigurationStore(
            home: Home(folder: folder), targets: RingCentralProfile.targetAttributes, standardAttributes: Set(DirectoryAttribute.standard.map(\.id)))
        let corpus = try Fuzzing.corpus("configuration").values.sorted { $0.count < $1.count }
        for document in corpus { _ = try store.decode(document) }
        try await Fuzzing.run("configuration") { mutator in
            let document = mutator.mutated(mutator.pick(corpus))
            do throws(ConfigurationError) {
                let configuration = try store.decode(document)
                // What is accepted can be saved and read again.
                let again = try store.decode(try Self.encoded(configuration))
                #expect(again.revision == configuration.revision)
            } catch {
                expectSentence(error)
            }
        }
    }

    private static func encoded(_ configuration: Configuration) throws(ConfigurationError) -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        do { return try encoder.encode(configuration) } catch { throw .unwritable(file: "", reason: String(describing: error)) }
    }

    @Test("Exported files: CSV and JSON of the Directory API")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let csv = try Fuzzing.corpus("files")
        let json = try Fuzzing.corpus("directory").filter {
            ["users.json", "groups.json", "orgunits.json", "domains.json", "schemas.json"].contains($0.key)
        }
        let source = ExportedDirectorySource(folder: folder)
        let request = DirectoryRequest(
            attributes: Set(DirectoryAttribute.standard.map(\.id)), groupIDs: ["all-staff@corp.example", "sales@corp.example"],
            includesNestedMembers: true)
        func write(_ files: [String: Data]) throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                try FileManager.default.removeItem(at: folder.appending(path: name))
            }
            for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        }
        try write(csv)
        #expect(try await source.snapshot(request) { _ in }.people.count == 3)
        try write(json)
        #expect(try await source.snapshot(request) { _ in }.people.count == 3)
        try await Fuzzing.run("files") { mutator in
            var files = mutator.below(2) == 0 ? csv : json
            let name = mutator.pick(files.keys.sorted())
            files[name] = mutator.mutated(files[name] ?? Data())
            try write(files)
            do throws(DirectoryError) {
                let snapshot = try await source.snapshot(request) { _ in }
                #expect(snapshot.people.allSatisfy { !$0.id.isEmpty && $0.primaryEmail.contains("@") })
                _ = try await source.groups()
                _ = try await source.attributes()
            } catch {
                expectSentence(error)
            }
        }
    }

    @Test("Answers of Google's Directory API: pages, single resources, error envelopes, with any status")
    func directory() async throws {
        let corpus = try Fuzzing.corpus("directory")
        let transport = ScriptedTransport(corpus: corpus) { request in
            let path = request.url.path()
            return path.hasSuffix("/users") && request.url.query()?.contains("pageToken") == true
                ? "users-last.json"
                : [
                    "/users": "users.json", "/groups": "groups.json", "/members": "members.json", "/orgunits": "orgunits.json",
                    "/domains": "domains.json",
                    "/schemas": "schemas.json",
                ].first { path.hasSuffix($0.key) }?.value ?? "error.json"
        }
        let source = try GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                .key(TestKey.make()), administrator: "admin@corp.example", customer: "my_customer", apiBaseURL: ScriptedTransport.url),
            transport: transport, time: Time(sleep: { _ in }))
        let request = DirectoryRequest(attributes: Set(DirectoryAttribute.standard.map(\.id)), groupIDs: [], includesNestedMembers: true)
        #expect(try await source.snapshot(request) { _ in }.people.count == 5)
        try await Fuzzing.run("directory") { mutator in
            transport.spoil(mutator.pick(corpus.keys.sorted()), with: &mutator)
            do throws(DirectoryError) {
                let snapshot = try await source.snapshot(request) { _ in }
                #expect(!snapshot.people.isEmpty && snapshot.people.allSatisfy { !$0.id.isEmpty && $0.primaryEmail.contains("@") })
                _ = try await source.groups()
                _ = try await source.attributes()
                _ = try await source.person(id: "1", attributes: request.attributes)
                _ = try await source.isAdministrator(email: "admin@corp.example")
            } catch {
                expectSentence(error)
            }
        }
    }

    @Test("Answers of a SCIM service: lists, accounts, errors, with any status and rate-limit header")
    func scim() async throws {
        let corpus = try Fuzzing.corpus("scim")
        let transport = ScriptedTransport(corpus: corpus) { request in
            request.method == .get && request.url.path().hasSuffix("/Users") ? "list.json" : "account.json"
        }
        try await Fuzzing.run("scim") { mutator in
            let clock = VirtualClock()
            let client = SCIMClient(
                baseURL: ScriptedTransport.url, dialect: RingCentralProfile.dialect, transport: transport, authorizer: NoAuthorization(),
                pacer: RateLimitPacer(time: Time(now: { clock.now }, sleep: { clock.advance($0) })),
                time: Time(now: { clock.now }, sleep: { clock.advance($0) }))
            transport.spoil(mutator.pick(corpus.keys.sorted()), with: &mutator)
            do throws(SCIMError) {
                for account in try await client.accounts() { #expect(!account.id.isEmpty) }
            } catch {
                expectSentence(AppRefusal(error).words(for: "RingCentral"))
            }
            do throws(SCIMError) {
                guard
                    let account = try await client.create(AccountDocument(attributes: ["userName": "a@corp.example"], externalId: "1", active: true))
                        .account
                else { return }
                try await client.patch(id: account.id, changes: AccountChanges(from: account.attributes, to: ["title": "b"], active: false))
                _ = try await client.account(id: account.id)
                _ = try await client.account(userName: account.userName)
            } catch {
                expectSentence(AppRefusal(error).words(for: "RingCentral"))
            }
        }
    }

    @Test("Answers of the authorization server: whatever it says, the clock stays sane and nothing waits for ever")
    func tokens() async throws {
        let corpus = try Fuzzing.corpus("oauth")
        let transport = ScriptedTransport(corpus: corpus) { _ in "tokens.json" }
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        try await Fuzzing.run("tokens") { mutator in
            transport.spoil(mutator.pick(corpus.keys.sorted()), with: &mutator)
            let client = OAuthClient(
                settings: OAuthSettings(
                    server: RingCentralProfile.authorizationServer(), endpoints: .init(ringCentral: ScriptedTransport.url), clientID: "id",
                    clientSecret: Secret("s"), redirectPort: 0),
                transport: transport,
                time: Time(now: { now }, sleep: { #expect($0 > .zero && $0 <= .seconds(120)) }))
            do throws(OAuthError) {
                let set = try await client.authorize(jwt: Secret("assertion"))
                #expect(!set.accessToken.isEmpty)
                #expect(set.accessTokenExpires >= now && set.accessTokenExpires < now + 400 * 86_400)
                #expect(set.refreshTokenExpires.map { $0 >= now && $0 < now + 400 * 86_400 } ?? true)
            } catch {
                expectSentence(error)
            }
        }
    }

    @Test("Attribute paths")
    func paths() async throws {
        let paths = RingCentralProfile.targetAttributes.map(\.path)
        for path in paths { #expect(AttributePath(path) != nil, "\(path)") }
        try await Fuzzing.run("paths") { mutator in
            let text = String(decoding: mutator.mutated(Data(mutator.pick(paths).utf8)), as: UTF8.self)
            if case .typedElement(let attribute, let type, let subAttribute)? = AttributePath(text) {
                #expect(!attribute.isEmpty && !type.isEmpty && !subAttribute.isEmpty)
            }
        }
    }

    @Test("The mutator does the same for the same seed, and spoils nearly everything")
    func mutator() throws {
        let document = Data(#"{"a": [1, "b", {"c": null}], "d": 1.5}"#.utf8)
        let results = (UInt64(0)..<200).map { seed -> Data in
            var mutator = Mutator(seed: seed)
            return mutator.mutated(document)
        }
        var again = Mutator(seed: 7)
        #expect(again.mutated(document) == results[7])
        #expect(results.count { $0 == document } < 20)
        #expect(Set(results).count > 150)
        #expect(results.allSatisfy { $0.count <= Mutator.maximumLength })
    }
}
