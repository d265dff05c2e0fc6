import Engine
import Foundation
import Testing
import Wording

@testable import Sync

@Suite("Exports", .timeLimit(.minutes(5)))
struct ExportFileTests {
    /// A folder of its own.
    final class Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
        var file: URL { folder.appending(path: "log.csv") }
        var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

        init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    @Test("Written whole, for the owner only, a line for each record, and nothing beside it")
    func written() throws {
        let place = try Place()
        let export = try #require(try ExportFile(place.file, replacing: false))
        for number in 0..<20_000 { try export.append("row \(number)") }
        try export.finish()
        let text = try String(contentsOf: place.file, encoding: .utf8)
        #expect(text.hasPrefix("row 0\r\nrow 1\r\n") && text.hasSuffix("row 19999\r\n"))
        #expect(try FileManager.default.attributesOfItem(atPath: place.file.path)[.posixPermissions] as? Int == 0o600)
        #expect(place.names == ["log.csv"])
    }

    @Test("A file that is there is left alone unless it may be replaced; an export that does not end changes nothing")
    func existing() throws {
        let place = try Place()
        try Data("old".utf8).write(to: place.file)
        #expect(try ExportFile(place.file, replacing: false) == nil)
        do {
            let export = try #require(try ExportFile(place.file, replacing: true))
            try export.append("half")
        }
        #expect(try String(contentsOf: place.file, encoding: .utf8) == "old")
        let export = try #require(try ExportFile(place.file, replacing: true))
        try export.append("new")
        try export.finish()
        #expect(try String(contentsOf: place.file, encoding: .utf8) == "new\r\n")
        do { _ = try ExportFile(place.folder.appending(path: "other.csv"), replacing: false) }
        #expect(place.names == ["log.csv"])
    }

    @Test("A folder is no file: that is said before anything is asked or written")
    func folder() throws {
        let place = try Place()
        for replacing in [false, true] {
            let error = #expect(throws: OperationError.self) { try ExportFile(place.folder, replacing: replacing) }
            #expect(error?.description.contains("is a folder. Add the name of a file") == true)
        }
        #expect(place.names.isEmpty)
    }

    @Test("A place that cannot be written to is a sentence")
    func impossible() throws {
        let place = try Place()
        let error = #expect(throws: OperationError.self) { try ExportFile(place.folder.appending(path: "no/log.csv"), replacing: false) }
        #expect(error?.description.contains("cannot be written: No such file or directory. Choose another place") == true)
    }
}
