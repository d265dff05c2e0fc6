import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Connecting Google as the documentation says, against the sandbox.
@Suite("Journeys to Google without a key or without delegation", .serialized, .timeLimit(.minutes(10)))
struct GoogleWaysJourneyTests {
    /// A sandbox, and the federation file that gcloud would have made, with the token of the sandbox's identity provider in a file.
    struct Place {
        let sandbox: RunningSandbox
        let home: TestHome
        let files: TemporaryFolder
        let federationFile: String
        let keyFile: String

        init() async throws {
            sandbox = try await RunningSandbox()
            (home, files) = (try TestHome(), try TemporaryFolder())
            var request = URLRequest(url: sandbox.url.appending(path: "idp/token"))
            request.setValue("sandbox", forHTTPHeaderField: "X-Identity")
            let token = try files.write(String(decoding: try await URLSession.shared.data(for: request).0, as: UTF8.self), to: "token")
            let address = try #require(URL(string: "\(sandbox.url.absoluteString)/sandbox/google/external-account.json?file=\(token)"))
            let file = try await URLSession.shared.data(from: address).0
            federationFile = try files.write(String(decoding: file, as: UTF8.self), to: "google.json", mode: 0o644)
            keyFile = try files.write(String(decoding: try await sandbox.get("sandbox/service-account.json"), as: UTF8.self), to: "key.json")
        }

        func setup(_ arguments: [String]) async throws -> Program.Result {
            try await Program.run(
                Program.autoprovision, ["setup", "--home", home.place] + arguments + ["--google-server", sandbox.url.absoluteString])
        }
    }

    /// The commands of the documentation that begin with `ap`, under one heading.
    static func documented(under heading: String) throws -> [[String]] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/autoprovision/autoprovision.docc/ConnectGoogle.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) }, "\(heading)")
        let lines = section.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.filter { $0.hasPrefix("ap ") }.map { $0.split(separator: " ").dropFirst().map(String.init) }
    }

    @Test("The documentation begins with the way that works in a new organization, and its commands connect Google by federation")
    func federationFromTheDocumentation() async throws {
        let place = try await Place()
        let commands = try Self.documented(under: "Federation")
        #expect(commands.map(\.first) == ["setup", "doctor"], "\(commands)")
        let setup = commands[0].dropFirst().map { word in
            switch word {
            case "/etc/autoprovision/google.json": place.federationFile
            case "CUSTOMER": "C0sandbox1"
            case "DOMAIN": "corp.example"
            default: word
            }
        }
        let result = try await place.setup(Array(setup))
        #expect(result.exitCode == 0 && !result.errors.contains("cannot be read now"), "\(result.output)\(result.errors)")
        let doctor = try await place.home.run("doctor")
        #expect(doctor.output.contains("ok      Google access"), "\(doctor.output)")
        #expect(
            doctor.output.contains("by federation, as autoprovision@sandbox-project.iam.gserviceaccount.example, with a role of its own"),
            "\(doctor.output)")
        let plan = try await place.setup(["--turn-on-unit", "/", "--deprovision", "suspended:suspend:after7Days"])
        #expect(plan.exitCode == 0, "\(plan.errors)")
        #expect(!result.errors.contains("eyJ") && !doctor.output.contains("ya29"))
    }

    @Test("The page Connection offers the same: Google, federation, the file, the customer id, the domain, Save")
    func federationOnThePage() async throws {
        let place = try await Place()
        // The app's side, and the sandbox's address for Google, which no page enters.
        let connected = try await place.home.run("setup", "--sandbox", place.sandbox.url.absoluteString, "--administrator", "admin@corp.example")
        try #require(connected.exitCode == 0, "\(connected.errors)")
        let terminal = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.home.place)'")
        try await terminal.wait(for: "RingCentral Office", "OFF for everyone")
        try await terminal.type(":connection")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Read by", "key, for an administrator", "Key file")
        for key in ["Down", "Left", "Left", "Left"] { try await terminal.press(key) }
        try await terminal.wait(for: "federation file, no key", "Federation file", "Customer id", "Primary domain")
        try await terminal.press("Down")
        try await terminal.type(place.federationFile)
        for key in ["Down", "C-u"] { try await terminal.press(key) }
        try await terminal.type("C0sandbox1")
        try await terminal.press("Down")
        try await terminal.type("corp.example")
        for key in ["Down", "Down", "Down", "Down", "Down", "Down", "Enter"] { try await terminal.press(key) }
        try await terminal.wait(for: "Google by federation")
        try await terminal.press("q")
        try await terminal.wait(for: "[exit code 0]")
        let text = try await place.home.configuration()
        #expect(text.contains("federationFile") && text.contains("C0sandbox1") && !text.contains("keyFile"), "\(text)")
        let doctor = try await place.home.run("doctor")
        #expect(doctor.output.contains("ok      Google access"), "\(doctor.output)")
    }

    @Test("The metadata server and a key with a role by commands; what is too much and what is missing is said by doctor")
    func otherWays() async throws {
        let place = try await Place()
        let own = ["--google-customer", "C0sandbox1", "--google-domain", "corp.example"]
        let metadata = try await place.setup(["--google-metadata-server", place.sandbox.url.absoluteString] + own)
        #expect(metadata.exitCode == 0, "\(metadata.errors)")
        #expect(try await place.home.run("doctor").output.contains("by the metadata server, as autoprovision@sandbox-project"))
        let key = try await place.setup(["--google-credentials", place.keyFile] + own)
        #expect(key.exitCode == 0, "\(key.errors)")
        #expect(try await place.home.run("doctor").output.contains("the key file is 0 days old"))
        try await place.sandbox.post("sandbox/google", ["roleRights": "USERS_RETRIEVE,ORGANIZATION_UNITS_RETRIEVE,SCHEMA_RETRIEVE"])
        let lacking = try await place.home.run("doctor")
        #expect(lacking.exitCode == 2 && lacking.output.contains("What is missing: Groups › Read (GROUPS_RETRIEVE)"), "\(lacking.output)")
        let rights = "USERS_RETRIEVE,GROUPS_RETRIEVE,ORGANIZATION_UNITS_RETRIEVE,SCHEMA_RETRIEVE,DOMAIN_MANAGEMENT"
        try await place.sandbox.post("sandbox/google", ["roleRights": rights])
        #expect(try await place.home.run("doctor").output.contains("More than is needed: the role has the privilege \"Domain Management\""))
    }

    @Test("A role that is limited to one unit stops the run before anybody is deprovisioned")
    func limitedRole() async throws {
        let place = try await Place()
        let setup = try await place.home.run(
            "setup", "--sandbox", place.sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit", "/", "--deprovision", "deleted:suspend:within24Hours", "--deprovision", "appTurnedOff:suspend:within24Hours")
        try #require(setup.exitCode == 0, "\(setup.errors)")
        try await CommandJourneyTests.authorize(place.home, at: place.sandbox)
        let own = ["--google-credentials", place.federationFile, "--google-customer", "C0sandbox1", "--google-domain", "corp.example"]
        let federated = try await place.setup(own)
        try #require(federated.exitCode == 0, "\(federated.errors)")
        try #require(try await place.home.run("on").exitCode == 0)
        let first = try await place.home.run("sync")
        try #require([0, 1].contains(first.exitCode), "\(first.errors)")
        let before = try await place.sandbox.accounts()
        try await place.sandbox.post("sandbox/google", ["roleUnit": "/Sales"])
        let second = try await place.home.run("sync")
        #expect(second.exitCode == 5 || second.exitCode == 2, "\(second.exitCode)")
        #expect(second.errors.contains("only a part of the organization, the unit /Sales"), "\(second.errors)")
        #expect(try await place.sandbox.accounts() == before)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let content: String
        let words: String
        var testDescription: String { words }
    }

    @Test(
        "Files that cannot be used are refused with what would be, and nothing is saved",
        arguments: [
            Refused(content: "hello", words: "is not JSON"), Refused(content: #"{"type": "authorized_user"}"#, words: "is the sign-in of a person"),
            Refused(content: "{}", words: "is of no type that can be used"),
            Refused(
                content:
                    #"{"type": "external_account", "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.evil.example/v1/token"}"#,
                words: "would send this machine's identity to sts.evil.example"),
            Refused(
                content:
                    #"{"type": "external_account", "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.googleapis.com/v1/token", "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.example:generateAccessToken", "credential_source": {"executable": {"command": "/bin/true"}}}"#,
                words: "starts no program that a file names"),
        ])
    func refusedFiles(refused: Refused) async throws {
        let (home, files) = (try TestHome(), try TemporaryFolder())
        let file = try files.write(refused.content, to: "google.json", mode: 0o600)
        let result = try await home.run("setup", "--google-credentials", file, "--google-customer", "C1", "--google-domain", "corp.example")
        #expect(result.exitCode == 2 && result.errors.contains(refused.words), "\(result.exitCode) \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: home.folder.url.appending(path: "config.json").path))
    }

    @Test("A role without a customer id, and options that contradict one another, are refused")
    func refusedOptions() async throws {
        let place = try await Place()
        let alone = try await place.setup(["--google-credentials", place.federationFile])
        #expect(alone.exitCode == 2 && alone.errors.contains("--google-customer ID: a service account belongs to no customer"), "\(alone.errors)")
        let both = try await place.setup(["--google-credentials", place.federationFile, "--google-metadata"])
        #expect(both.exitCode == 2 && both.errors.contains("exclude one another"), "\(both.errors)")
        let mixed = try await place.home.run("setup", "--sandbox", place.sandbox.url.absoluteString, "--google-metadata")
        #expect(mixed.exitCode == 2 && mixed.errors.contains("leave out"), "\(mixed.errors)")
    }

    @Test("The steps of each way are printed without a home", arguments: ["federation", "metadata", "key-role", "key-delegation"])
    func instructions(way: String) async throws {
        let result = try await Program.run(Program.autoprovision, ["setup", "--print-google", way])
        #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(result.output.contains("gcloud services enable admin.googleapis.com"))
        #expect(result.output.contains(way == "key-delegation" ? "Domain-wide delegation" : "USERS_RETRIEVE"))
        #expect(!result.output.contains("\u{1B}"))
        let wrong = try await Program.run(Program.autoprovision, ["setup", "--print-google", way + "x"])
        #expect(wrong.exitCode == 2 && wrong.errors.contains("there are key-delegation, key-role, metadata, federation"), "\(wrong.errors)")
    }
}
