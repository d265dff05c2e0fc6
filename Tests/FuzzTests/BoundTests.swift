import Directory
import Engine
import ExportedDirectory
import FileHome
import Foundation
import HTTP
import JSON
import Provisioning
import SCIM
import Testing

/// Inputs that are made to exhaust a reader: each is an error at once.
@Suite("Exhausting documents", .timeLimit(.minutes(5)))
struct BoundTests {
    struct Nest: Sendable, CustomTestStringConvertible {
        let open: String
        let depth: Int
        var testDescription: String { "\(open) × \(depth)" }
        var document: Data { Data(String(repeating: open, count: depth).utf8) }
    }

    static let nests = ["[", "{\"a\":", "{\"Resources\":[", "{\"users\":["].flatMap { open in
        [600, 10_000, 400_000].map { Nest(open: open, depth: $0) }
    }

    @Test("Deep nesting is an error of the configuration, not the end of the program", arguments: nests)
    func configuration(nest: Nest) throws {
        let store = ConfigurationStore(home: Home(folder: FileManager.default.temporaryDirectory), targets: [], standardAttributes: [])
        #expect(throws: ConfigurationError.self) { _ = try store.decode(nest.document) }
        // The same inside a member that the reader walks through by itself.
        let inside = Data(#"{"version": 1, "revision": 1, "x": "#.utf8) + nest.document
        #expect(throws: ConfigurationError.self) { _ = try store.decode(inside) }
    }

    @Test(
        "A whole document of the greatest depth that JSON readers allow is read or refused on a small stack too",
        arguments: [100, 400, 510, 512, 513, 1_000])
    func wholeNests(depth: Int) async throws {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let value = JSONValue(Data(text.utf8))
        #expect(value != nil || depth > 400)
        let store = ConfigurationStore(home: Home(folder: FileManager.default.temporaryDirectory), targets: [], standardAttributes: [])
        let document = Data(#"{"version": 1, "revision": 1, "x": \#(text)}"#.utf8)
        #expect(throws: ConfigurationError.self) { _ = try store.decode(document) }
    }

    @Test("Deep nesting in a SCIM answer is an unexpected answer", arguments: nests)
    func scim(nest: Nest) { #expect(JSONValue(nest.document) == nil) }

    @Test("Deep nesting in an exported file is refused with its name", arguments: nests)
    func files(nest: Nest) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try nest.document.write(to: folder.appending(path: "users.json"))
        await #expect(throws: DirectoryError.self) {
            _ = try await ExportedDirectorySource(folder: folder).snapshot(DirectoryRequest(attributes: [])) { _ in }
        }
    }
}
