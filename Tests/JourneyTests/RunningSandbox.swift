import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `autoprovision sandbox` as its own process, and its control API.
final class RunningSandbox {
    let url: URL
    private let process: ChildProcess
    private let folder: URL

    init(users: Int = 40, arguments: [String] = []) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = folder.appending(path: "output")
        process = try ChildProcess(
            Program.autoprovision, ["sandbox", "--port", "0", "--users", "\(users)"] + arguments, output: output.path,
            errors: folder.appending(path: "errors").path)
        let deadline = ContinuousClock.now + .seconds(60)
        var line = ""
        while !line.hasSuffix("\n"), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            line = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        }
        url = try #require(URL(string: line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends it in order; its state file is written.
    func stop() async {
        process.terminate()
        _ = await process.exitCode()
    }

    /// Sends the command a signal.
    func send(_ number: Int32) { kill(process.identifier, number) }

    /// Waits until it has ended.
    func exitCode() async -> Int32 { await process.exitCode() }

    /// What it has said so far that is not its output.
    var errors: String { (try? String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)) ?? "" }

    /// An account as the app has it.
    struct Account: Equatable, Decodable {
        let id: String
        let userName: String
        let active: Bool
        let externalId: String?
    }

    /// Every account in the app.
    func accounts() async throws -> [Account] {
        struct Answer: Decodable { let accounts: [Account] }
        return try JSONDecoder().decode(Answer.self, from: try await get("sandbox/accounts")).accounts.sorted { $0.id < $1.id }
    }

    func get(_ path: String) async throws -> Data {
        try await URLSession.shared.data(from: url.appending(path: path)).0
    }

    /// Sends a control request.
    @discardableResult
    func post(_ path: String, _ body: [String: Any]) async throws -> [String: Any] {
        var request = URLRequest(url: url.appending(path: path))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONSerialization.data(withJSONObject: body)
        let (data, response) = try await URLSession.shared.data(for: request)
        try #require((response as? HTTPURLResponse)?.statusCode == 200, "\(String(decoding: data, as: UTF8.self))")
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The directory's id of a person.
    func personID(_ address: String) async throws -> String {
        let people = try JSONSerialization.jsonObject(with: try await get("sandbox/people")) as? [String: Any]
        let person = (people?["people"] as? [[String: Any]])?.first { $0["primaryEmail"] as? String == address }
        return try #require(person?["id"] as? String, "\(address)")
    }

    /// The administrator's user name and password on the RingCentral side.
    func administrator() async throws -> (userName: String, password: String) {
        let connection = try JSONSerialization.jsonObject(with: try await get("sandbox/connection.json")) as? [String: Any]
        let ringCentral = try #require(connection?["ringCentral"] as? [String: String])
        return (try #require(ringCentral["userName"]), try #require(ringCentral["password"]))
    }
}

/// A folder that is removed with the value.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    var path: String { url.path }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and returns its path.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file.path
    }
}
