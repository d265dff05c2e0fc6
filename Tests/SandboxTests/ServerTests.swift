import Foundation
import Testing

@testable import Sandbox

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A browser of sorts: cookies, no redirects of its own accord.
final class Browser: NSObject, URLSessionTaskDelegate, Sendable {
    let session: URLSession

    override init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 20
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    func send(_ method: String, _ url: URL, headers: [String: String] = [:], body: Data? = nil) async throws -> (HTTPURLResponse, Data) {
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        return (try #require(response as? HTTPURLResponse), data)
    }

    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }
}

@Suite("The server over HTTP", .timeLimit(.minutes(5)))
struct ServerTests {
    static func withServer(_ options: SandboxOptions = SandboxOptions(users: 20), _ body: (URL, Browser) async throws -> Void) async throws {
        let server = SandboxServer(options: options)
        let url = try await server.start()
        do {
            try await body(url, Browser())
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    static func json(_ value: JSONValue) -> Data { Data(value.text.utf8) }

    static func signIn(_ url: URL, _ browser: Browser) async throws -> String {
        let headers = TestWorld.basic.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
        let body = TestWorld.encode(["grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": SandboxClient.personalJWT])
        let (_, data) = try await browser.send("POST", url.appending(path: "restapi/oauth/token"), headers: headers, body: body)
        return try #require(JSONValue(parsing: data)?["access_token"]?.stringValue)
    }

    @Test("Sign-in and consent through the forms, with a real cookie store")
    func consent() async throws {
        try await Self.withServer { url, browser in
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let start = try #require(URL(string: "\(url)/restapi/oauth/authorize?\(AuthorizationTests.query())"))
            var page = try await browser.send("GET", start)
            var fields = try #require(HTMLForm(String(decoding: page.1, as: UTF8.self)))
            fields.fields["username"] = SandboxClient.userName
            fields.fields["password"] = SandboxClient.initialPassword
            page = try await browser.send(
                "POST", try #require(URL(string: fields.action, relativeTo: url)), headers: form, body: TestWorld.encode(fields.fields))
            #expect(page.0.statusCode == 303)
            page = try await browser.send("GET", try #require(URL(string: page.0.value(forHTTPHeaderField: "Location") ?? "", relativeTo: url)))
            fields = try #require(HTMLForm(String(decoding: page.1, as: UTF8.self)))
            fields.fields["decision"] = "authorize"
            page = try await browser.send(
                "POST", try #require(URL(string: fields.action, relativeTo: url)), headers: form, body: TestWorld.encode(fields.fields))
            #expect(page.0.statusCode == 302)
            #expect(page.0.value(forHTTPHeaderField: "Location")?.hasPrefix("http://127.0.0.1:49152/oauth/callback?code=") == true)
            // Signed in already: straight to consent.
            page = try await browser.send("GET", start)
            #expect(String(decoding: page.1, as: UTF8.self).contains("value=\"authorize\""))
        }
    }

    @Test("Accounts appear, and requests one after another share a connection")
    func accounts() async throws {
        try await Self.withServer { url, browser in
            let token = try await Self.signIn(url, browser)
            let headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/scim+json"]
            for number in 0..<5 {
                let (response, _) = try await browser.send(
                    "POST", url.appending(path: "scim/v2/Users"), headers: headers, body: Self.json(.account("n\(number)@corp.example")))
                #expect(response.statusCode == 201)
                #expect(response.value(forHTTPHeaderField: "X-Rate-Limit-Remaining") == String(9 - number))
            }
            let (_, data) = try await browser.send("GET", url.appending(path: "sandbox/accounts"))
            #expect(JSONValue(parsing: data)?["accounts"]?.arrayValue?.count == 10)
        }
    }

    @Test("A body over one megabyte is refused and the next request is answered")
    func oversized() async throws {
        try await Self.withServer { url, browser in
            let (response, _) = try await browser.send("POST", url.appending(path: "scim/v2/Users"), body: Data(count: SandboxRequest.bodyLimit + 1))
            #expect(response.statusCode == 413)
            let (next, _) = try await browser.send("GET", url.appending(path: "sandbox/status"))
            #expect(next.statusCode == 200)
        }
    }

    @Test("A dropped or cut reply reaches the client as a broken connection", arguments: ["dropBefore", "dropAfter", "truncate"])
    func broken(kind: String) async throws {
        try await Self.withServer { url, browser in
            let fault = Self.json(["kind": .string(kind), "path": "/scim", "times": 100])
            _ = try await browser.send("POST", url.appending(path: "sandbox/faults"), headers: ["Content-Type": "application/json"], body: fault)
            let token = try await Self.signIn(url, browser)
            await #expect(throws: URLError.self) {
                _ = try await browser.send("GET", url.appending(path: "scim/v2/Users"), headers: ["Authorization": "Bearer \(token)"])
            }
            let (next, _) = try await browser.send("GET", url.appending(path: "sandbox/status"))
            #expect(next.statusCode == 200)
        }
    }

    @Test("A port in use is named, with the way out")
    func portInUse() async throws {
        try await Self.withServer { url, _ in
            let port = UInt16(try #require(url.port))
            let error = await #expect(throws: SandboxError.self) {
                _ = try await SandboxServer(options: SandboxOptions(port: port, users: 1)).start()
            }
            #expect(error == .portInUse(port))
            #expect(error?.description == "Port \(port) is in use by another program. Choose another with --port N, or 0 for any free port.")
        }
    }

    @Test("The page and the connection data are served")
    func page() async throws {
        try await Self.withServer { url, browser in
            let (response, data) = try await browser.send("GET", url)
            #expect(response.statusCode == 200)
            #expect(String(decoding: data, as: UTF8.self).contains("admin@corp.example"))
            let connection = JSONValue(parsing: try await browser.send("GET", url.appending(path: "sandbox/connection.json")).1)
            #expect(connection?["baseURL"]?.stringValue == url.absoluteString)
            let account = JSONValue(parsing: try await browser.send("GET", url.appending(path: "sandbox/service-account.json")).1)
            #expect(account?["token_uri"]?.stringValue == "\(url)/token")
            #expect(account?["private_key"]?.stringValue?.hasPrefix("-----BEGIN PRIVATE KEY-----\n") == true)
        }
    }
}

@Suite("State file", .timeLimit(.minutes(5)))
struct StateFileTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-tests-\(UUID().uuidString)")
    var file: URL { folder.appending(path: "state.json") }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    @Test("What happened is there after a new start, key and tokens included; the file is private")
    func roundTrip() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = SandboxOptions(users: 20, stateFile: file)
        var keys: [JSONValue?] = []
        var token = ""
        for start in 0..<2 {
            try await ServerTests.withServer(options) { url, browser in
                keys.append(JSONValue(parsing: try await browser.send("GET", url.appending(path: "sandbox/service-account.json")).1)?["private_key"])
                if start == 0 {
                    token = try await ServerTests.signIn(url, browser)
                    let headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
                    let body = ServerTests.json(.account("kept@corp.example"))
                    _ = try await browser.send("POST", url.appending(path: "scim/v2/Users"), headers: headers, body: body)
                } else {
                    let (_, data) = try await browser.send("GET", url.appending(path: "scim/v2/Users"), headers: ["Authorization": "Bearer \(token)"])
                    #expect(JSONValue(parsing: data)?["Resources"]?.arrayValue?.contains { $0["userName"] == "kept@corp.example" } == true)
                }
            }
        }
        #expect(keys[0] == keys[1])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.json"])
    }

    @Test(
        "A file that is not a state stops the start and stays as it was",
        arguments: ["", "{", "[]", #"{"version":99}"#, #"{"version":1}"#, #"{"version":1,"users":"x"}"#, "\u{FEFF}nonsense"])
    func malformed(text: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: file)
        let error = await #expect(throws: SandboxError.self) {
            _ = try await SandboxServer(options: SandboxOptions(users: 1, stateFile: file)).start()
        }
        guard case .stateFileMalformed(let path, _)? = error else {
            Issue.record("unexpected error")
            return
        }
        #expect(path == file.path)
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    @Test("A folder that is not there is named")
    func notWritable() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let missing = folder.appending(path: "none/state.json")
        let error = await #expect(throws: SandboxError.self) {
            _ = try await SandboxServer(options: SandboxOptions(users: 1, stateFile: missing)).start()
        }
        #expect(error == .stateFileNotWritable(path: missing.path, reason: "No such file or directory"))
    }
}
