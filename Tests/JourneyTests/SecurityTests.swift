import FileHome
import Foundation
import HTTP
import Testing

/// What must never leave the program, on the real executable.
@Suite("Security", .homeInFolder, .serialized, .timeLimit(.minutes(10)))
struct SecurityTests {
    /// A home whose commands' output is collected.
    final class Place {
        let sandbox: RunningSandbox
        let home: TestHome
        var printed = ""

        init(users: Int = 40) async throws {
            sandbox = try await RunningSandbox(users: users)
            home = try TestHome()
        }

        @discardableResult
        func run(_ arguments: String...) async throws -> Program.Result {
            let result = try await Program.run(Program.autoprovision, [arguments[0], "--home", home.place] + arguments.dropFirst())
            printed += result.output + result.errors
            return result
        }

        func setUp() async throws {
            try await run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
                "--turn-on-unit",
                "/", "--deprovision", "suspended:suspend:within24Hours")
        }

        /// Goes through the consent and returns the address at which the browser ended.
        func consent() async throws -> URL {
            let address = try #require(
                URL(string: try await run("authorize", "--print-address").output.trimmingCharacters(in: .whitespacesAndNewlines)))
            let administrator = try await sandbox.administrator()
            let page = try await TestBrowser().consent(
                at: address, userName: administrator.userName, password: administrator.password, followsBack: false)
            return try #require(page.location)
        }

        func connection(_ name: String) async throws -> String {
            let connection = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/connection.json")) as? [String: Any]
            return try #require((connection?["ringCentral"] as? [String: String])?[name])
        }

        /// What the sealed credentials hold, by name.
        func sealed(_ name: String) throws -> String? {
            guard let kept = try CredentialStore(home: Home(folder: home.folder.url), environment: [:]).value(for: name) else { return nil }
            // Kept with the servers that it is for.
            let bound = try JSONSerialization.jsonObject(with: kept) as? [String: Any]
            return String(decoding: (bound?["value"] as? String).flatMap { Data(base64Encoded: $0) } ?? kept, as: UTF8.self)
        }

        /// Access token, refresh token and assertion of now.
        func tokens() throws -> [String] {
            guard let text = try sealed("ringcentral-tokens"),
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            else { return [] }
            let tokens = ["accessToken", "refreshToken", "assertion"].compactMap { object[$0] as? String }
            try #require(!tokens.isEmpty, "without tokens nothing is looked for")
            return tokens
        }

        /// Every file of the home with its content, as text.
        func files() throws -> [(name: String, text: String)] {
            try FileManager.default.contentsOfDirectory(atPath: home.folder.path).sorted().map { name in
                (name, String(decoding: try Data(contentsOf: home.folder.url.appending(path: name)), as: UTF8.self))
            }
        }
    }

    @Test("Client secret, tokens, JWT and password are in no output of any command and, unsealed, in no file of the home")
    func secrets() async throws {
        let place = try await Place()
        try await place.setUp()
        var secrets = [try await place.connection("clientSecret"), try await place.sandbox.administrator().password]
        let jwt = try await place.connection("personalJWT")
        secrets.append(jwt)
        let ended = try await place.consent()
        let code = try #require(URLComponents(url: ended, resolvingAgainstBaseURL: false)?.queryItems?.first { $0.name == "code" }?.value)
        let prepared = try #require(
            try place.sealed("ringcentral-authorization-request").flatMap {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String]
            })
        secrets += [code, try #require(prepared["verifier"])]
        try await place.run("authorize", "--paste", ended.absoluteString)
        secrets += try place.tokens()
        try await place.run("on")
        for command in ["plan", "sync", "status", "usage", "log", "failures", "pending", "doctor"] {
            try await place.run(command)
            try await place.run(command, "--json")
        }
        try await place.run("explain", "zoe.kowalczyk@corp.example")
        // A used code, a refused refresh, a wrong secret.
        try await place.run("authorize", "--paste", ended.absoluteString)
        try await place.sandbox.post("sandbox/password", ["password": "Another-1"])
        for command in ["sync", "status", "doctor"] { try await place.run(command) }
        let jwtFile = try place.home.folder.write(jwt, to: "jwt")
        try await place.run("authorize", "--jwt", jwtFile)
        secrets += try place.tokens()
        try await place.run("sync")
        let wrong = "wr0ng-" + UUID().uuidString
        let secretFile = try place.home.folder.write(wrong, to: "secret")
        try await place.run("setup", "--client-secret-file", secretFile)
        try await place.run("authorize", "--jwt", jwtFile)
        try await place.run("delete-configuration", "--yes")
        secrets.append(wrong)
        for file in [jwtFile, secretFile] { try FileManager.default.removeItem(atPath: file) }

        #expect(secrets.count >= 8 && secrets.allSatisfy { $0.count >= 8 })
        let files = try place.files()
        #expect(files.contains { $0.name == "ledger.sqlite" } && files.contains { $0.name == "credentials.json" })
        for secret in secrets {
            for form in [secret, Data(secret.utf8).base64EncodedString()] {
                #expect(!place.printed.contains(form), "printed: \(form.prefix(4))…")
                for file in files { #expect(!file.text.contains(form), "\(file.name): \(form.prefix(4))…") }
            }
        }
        #expect(!place.printed.contains("Bearer ") && !place.printed.contains("PRIVATE KEY"))
    }

    @Test("No option of any command takes a secret itself: arguments can be read by everybody on the machine")
    func arguments() async throws {
        for command in ["setup", "authorize", "sync", "run", "sandbox", "demo"] {
            let help = try await Program.run(Program.autoprovision, [command, "--help"]).output
            for line in help.split(separator: "\n") {
                guard let option = line.firstMatch(of: /^\s+(--[a-z-]*(?:secret|token|password|jwt|key)[a-z-]*)( <([a-z-]+)>)?/) else { continue }
                #expect(option.3.map { $0.contains("file") } ?? true, "\(command) \(option.1)")
            }
        }
    }

    @Test(
        "A failed authorization says what to do, and neither code nor secret", arguments: ["another state", "a used code", "a wrong client secret"])
    func failedAuthorization(how: String) async throws {
        let place = try await Place(users: 10)
        try await place.setUp()
        let ended = try await place.consent()
        var components = try #require(URLComponents(url: ended, resolvingAgainstBaseURL: false))
        let code = try #require(components.queryItems?.first { $0.name == "code" }?.value)
        let secret: String
        switch how {
        case "another state":
            components.queryItems = components.queryItems?.map { $0.name == "state" ? URLQueryItem(name: "state", value: "f0reign") : $0 }
            secret = try await place.connection("clientSecret")
        case "a used code":
            secret = try await place.connection("clientSecret")
            #expect(try await place.run("authorize", "--paste", ended.absoluteString).exitCode == 0)
            // Whoever steals a code has no verifier: a request of their own is asked with another one.
            let foreign = try #require(
                URL(string: try await place.run("authorize", "--print-address").output.trimmingCharacters(in: .whitespacesAndNewlines)))
            let state = URLComponents(url: foreign, resolvingAgainstBaseURL: false)?.queryItems?.first { $0.name == "state" }
            components.queryItems = [URLQueryItem(name: "code", value: code), try #require(state)]
        default:
            secret = "wr0ng-secret-" + UUID().uuidString
            try await place.run("setup", "--client-secret-file", try place.home.folder.write(secret, to: "secret"))
        }
        place.printed = ""
        let result = try await place.run("authorize", "--paste", try #require(components.url).absoluteString)
        #expect(result.exitCode != 0)
        #expect(result.errors.split(separator: " ").count > 8, "\(result.errors)")
        #expect(!place.printed.contains(code) && !place.printed.contains(secret), "\(result.errors)")
    }

    @Test("No core dump: the limit is 0, and another user's process cannot read the memory")
    func coreDumps() async throws {
        let folder = try TemporaryFolder()
        let sandbox = try ChildProcess(
            "/usr/bin/env", ["bash", "-c", "ulimit -c unlimited; cd '\(folder.path)' && exec '\(Program.autoprovision)' sandbox --port 0 --users 5"],
            output: folder.url.appending(path: "output").path)
        func limit() -> [Substring] {
            let limits = (try? String(contentsOfFile: "/proc/\(sandbox.identifier)/limits", encoding: .utf8)) ?? ""
            let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
            return line.map { Array($0.split(separator: " ").dropFirst(4).prefix(2)) } ?? []
        }
        // The shell comes first, with the limit that it was told.
        let deadline = ContinuousClock.now + .seconds(60)
        while limit() != ["0", "0"], ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        #expect(limit() == ["0", "0"])
        if geteuid() != 0 {
            // The kernel gives the memory of a process that may not be dumped to root.
            let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(sandbox.identifier)/mem")[.ownerAccountID] as? Int
            #expect(owner == 0)
        }
        kill(sandbox.identifier, SIGKILL)
        _ = await sandbox.exitCode()
    }

    @Test("Under umask 000 too, every file of the home is for its owner only, also those of a run that was killed")
    func modes() async throws {
        let place = try await Place()
        let home = place.home.folder.url.appending(path: "new")
        func run(_ arguments: String) async throws -> Program.Result {
            try await Program.run(
                "/usr/bin/env", ["bash", "-c", "umask 000; exec '\(Program.autoprovision)' \(arguments) --home '\(home.path)'"])
        }
        #expect(
            try await run("setup --sandbox \(place.sandbox.url.absoluteString) --turn-on-unit / --deprovision deleted:suspend:after1Day").exitCode
                == 0)
        let jwt = try place.home.folder.write(try await place.connection("personalJWT"), to: "jwt")
        #expect(try await run("authorize --jwt '\(jwt)'").exitCode == 0)
        #expect(try await run("on").exitCode == 0)
        try await place.sandbox.post(
            "sandbox/faults", ["kind": "slow", "path": "/scim/v2/Users", "method": "POST", "milliseconds": 500, "times": 1_000])
        let sync = try ChildProcess("/usr/bin/env", ["bash", "-c", "umask 000; exec '\(Program.autoprovision)' sync --home '\(home.path)'"])
        let progress = home.appending(path: "run-progress.json").path
        let deadline = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: progress), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        kill(sync.identifier, SIGKILL)
        _ = await sync.exitCode()
        let names = try FileManager.default.subpathsOfDirectory(atPath: home.path)
        for name in ["config.json", "credentials.json", "credentials.key", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "run.lock"] {
            #expect(names.contains(name), "\(names)")
        }
        for name in names + [""] {
            let mode = try #require(
                try FileManager.default.attributesOfItem(atPath: home.appending(path: name).path)[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(name) \(String(mode, radix: 8))")
        }
    }

    @Test("Credentials that others may read are refused, whatever the command", arguments: ["credentials.json", "credentials.key"])
    func widerModes(name: String) async throws {
        let place = try await Place(users: 10)
        try await place.setUp()
        let file = place.home.folder.url.appending(path: name).path
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let result = try await place.run("authorize", "--print-address")
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("chmod 600 '\(file)'"), "\(result.errors)")
    }

    @Test("A name from the directory cannot reach the terminal as an escape sequence: in no command's text, and not through tmux")
    func escapes() async throws {
        let place = try await Place()
        try await place.setUp()
        let jwt = try place.home.folder.write(try await place.connection("personalJWT"), to: "jwt")
        try await place.run("authorize", "--jwt", jwt)
        try await place.run("on")
        for (number, evil) in ["\u{1B}]2;pwned\u{07}", "\u{1B}[2J\u{1B}[31m", "\u{9B}31m", "\u{202E}gnp", "a\rb\nc\u{0}d"].enumerated() {
            try await place.sandbox.post(
                "sandbox/people",
                ["primaryEmail": "evil\(number)@corp.example", "givenName": "Eve\(evil)", "familyName": "Il\(evil)", "orgUnitPath": "/"])
        }
        for command in ["plan", "sync", "status", "log", "failures", "pending"] { try await place.run(command) }
        for number in 0..<5 { try await place.run("explain", "evil\(number)@corp.example") }
        #expect(place.printed.contains("evil3@corp.example") && place.printed.contains("Eve"))
        let unsafe: Set<Unicode.Scalar> = ["\u{1B}", "\u{07}", "\u{9B}", "\u{202E}", "\r", "\u{0}"]
        #expect(place.printed.unicodeScalars.allSatisfy { !unsafe.contains($0) })

        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.home.place)'", columns: 120, rows: 40)
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter", "a")
        try await console.wait(for: "Activity", "Eve")
        #expect(try await console.title() != "pwned")
        #expect(try await !console.screen().contains("\u{202E}"))
    }

    @Test("A server whose certificate nobody vouches for gets no request")
    func untrustedServer() async throws {
        let folder = try TemporaryFolder()
        let (key, certificate) = (folder.url.appending(path: "key.pem").path, folder.url.appending(path: "certificate.pem").path)
        let made = try await Program.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout", key, "-out", certificate,
            ])
        try #require(made.exitCode == 0, "\(made.errors)")
        let output = folder.url.appending(path: "output").path
        // Speaks TLS on any free port and says which; prints what a client sends.
        let script = """
            import socket, ssl, sys
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain('\(certificate)', '\(key)')
            listener = socket.create_server(('127.0.0.1', 0))
            print(listener.getsockname()[1], flush=True)
            while True:
                connection, _ = listener.accept()
                try:
                    print('RECEIVED', context.wrap_socket(connection, server_side=True).recv(4096), flush=True)
                except (ssl.SSLError, OSError):
                    print('REFUSED', flush=True)
            """
        let server = try ChildProcess("/usr/bin/env", ["python3", "-c", script], output: output)
        defer { server.terminate() }
        func lines() -> [Substring] { ((try? String(contentsOfFile: output, encoding: .utf8)) ?? "").split(separator: "\n") }
        let deadline = ContinuousClock.now + .seconds(30)
        while lines().isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        let port = try #require(lines().first)
        let url = try #require(URL(string: "https://localhost:\(port)/restapi/oauth/token"))
        for method in [HTTPRequest.Method.get, .post] {
            do throws(HTTPTransportError) {
                _ = try await NetworkTransport().send(
                    HTTPRequest(method, url, headers: ["Authorization": "Bearer t0ken"], body: method == .post ? Data("secret".utf8) : nil))
                Issue.record("it was answered")
            } catch {
                guard case .untrustedServer(host: "localhost:\(port)", _) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(!error.mayHaveHadEffect)
            }
        }
        while lines().count < 3, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        #expect(lines().dropFirst().allSatisfy { $0 == "REFUSED" }, "\(lines())")
        #expect(lines().count == 3)
    }
}
