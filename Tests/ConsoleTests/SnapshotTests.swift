import Foundation
import Terminal
import Testing
import Wording

@testable import Console

/// Every page as it was looked at and found right. A file of Snapshots holds one scene at four sizes in UTF-8 and ASCII, and what its cells mean at 80×24 (one letter each,
/// `Role.snapshotLetter`). After a wanted change, write them anew and look at the difference as at code:
///
///     AUTOPROVISION_WRITE_SNAPSHOTS=1 swift test --filter SnapshotTests && git diff Tests/ConsoleTests/Snapshots
@Suite("Reviewed snapshots of every page", .timeLimit(.minutes(5)))
struct SnapshotTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    private static let isWriting = ProcessInfo.processInfo.environment["AUTOPROVISION_WRITE_SNAPSHOTS"] != nil

    /// Times of day are drawn in the machine's time zone; here that is Coordinated Universal Time, whatever the machine's is.
    private static let isInUniversalTime: Bool = {
        setenv("TZ", "UTC", 1)
        tzset()
        NSTimeZone.resetSystemTimeZone()
        return TimeZone.current.secondsFromGMT() == 0
    }()

    @Test("A scene looks as it was reviewed", arguments: Scene.all)
    func scene(scene: Scene) throws {
        try #require(Self.isInUniversalTime)
        let drawn = Self.document(scene)
        let file = Self.folder.appending(path: "\(scene.name).txt")
        if Self.isWriting {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(drawn.utf8).write(to: file)
            return
        }
        let reviewed = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(drawn == reviewed, "\(Self.differences(from: reviewed, to: drawn))")
    }

    @Test("A hint for a newcomer is never cut, also on the smallest screen")
    func hints() {
        let hints = Scene.all.compactMap { scene -> String? in
            let state = scene.state(Look.sizes[0], .unicode)
            return state.firstStep
        }
        #expect(Set(hints).count > 4)
        for hint in hints { #expect(DisplayWidth.columns(of: hint) <= Look.sizes[0].columns - 2, "\(hint)") }
    }

    @Test("Each file belongs to a scene")
    func files() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Scene.all.map { "\($0.name).txt" }))
        #expect(Set(Scene.all.map(\.name)).count == Scene.all.count)
    }

    @Test("Every page of the palette has a scene")
    func pages() {
        let shown = Set(Scene.all.map { String(describing: type(of: $0.state(Look.sizes[1], .unicode).page)) })
        let model = Scene.all[0].state(Look.sizes[1], .unicode).model
        for place in Place.allCases {
            guard let page = place.way(model).last else { continue }
            #expect(shown.contains(String(describing: type(of: page))), "\(place)")
        }
    }

    private static func document(_ scene: Scene) -> String {
        var parts: [(title: String, content: String)] = []
        for size in [Look.sizes[1], Look.sizes[0], Look.sizes[2], Look.sizes[3]] {
            // What differs in ASCII differs at every size.
            for (name, symbols) in [("UTF-8", SymbolSet.unicode), ("ASCII", .ascii)] where size.columns < 200 || !symbols.isASCIIOnly {
                parts.append(("\(size.columns)x\(size.rows), \(name)", scene.state(size, symbols).draw().plainText()))
            }
        }
        parts.append(("80x24, meaning", scene.state(Size(columns: 80, rows: 24), .unicode).draw().styleText()))
        // A frame often ends in empty rows; a bar at the left edge keeps every row visible.
        return parts.map { part in
            "== \(part.title)\n" + part.content.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)\n" }.joined()
        }.joined(separator: "\n")
    }

    private static func differences(from reviewed: String, to drawn: String) -> String {
        let (old, new) = (
            reviewed.split(separator: "\n", omittingEmptySubsequences: false), drawn.split(separator: "\n", omittingEmptySubsequences: false)
        )
        var (lines, title) = ([""], "")
        for row in 0..<max(old.count, new.count) {
            let (before, after) = (row < old.count ? old[row] : "(none)", row < new.count ? new[row] : "(none)")
            if after.hasPrefix("== ") { title = String(after) }
            guard before != after else { continue }
            if lines.last?.hasPrefix("== ") != true, !lines.contains(title) { lines.append(title) }
            lines += ["reviewed \(before)", "drawn    \(after)"]
        }
        return lines.joined(separator: "\n") + "\nIf this is wanted: AUTOPROVISION_WRITE_SNAPSHOTS=1 swift test --filter SnapshotTests"
    }
}
