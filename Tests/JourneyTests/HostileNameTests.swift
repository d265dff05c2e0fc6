import Foundation
import Testing

/// Names that want to be more than names, on every page that shows them.
@Suite("Hostile names on the screen", .serialized, .timeLimit(.minutes(10)))
struct HostileNameTests {
    static let names = [
        "Esc\u{1B}]0;pwned\u{07}\u{1B}[2J", "Csi\u{9B}31m", "Bidi\u{202E}gnp\u{2066}", "Zero\u{200B}\u{200D}\u{FEFF}Width", "Cr\r\nlf\u{0}\u{8}",
        "Long" + String(repeating: "W", count: 10_000), "Emoji👩‍👩‍👧‍👦🇩🇪👍🏽", "Wide営業部", "Marks" + "e" + String(repeating: "\u{301}", count: 40),
    ]

    /// Columns as a terminal counts them, for the characters of these names only.
    static func columns(_ text: Substring) -> Int {
        text.reduce(0) { $0 + ("営業部👩👍🇩🇪".contains($1) || $1.unicodeScalars.contains { (0x1F300...0x1FAFF).contains($0.value) } ? 2 : 1) }
    }

    @Test("Preview, Activity, Why and the scope's picker show them aligned, and nothing of them reaches the terminal raw")
    func pages() async throws {
        let sandbox = try await RunningSandbox(users: 10)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit",
            "/", "--deprovision", "deleted:suspend:after1Day", "--map", "name.givenName=name.givenName>cut:64")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        for (number, name) in Self.names.enumerated() {
            try await sandbox.post(
                "sandbox/people", ["primaryEmail": "evil\(number)@corp.example", "givenName": name, "familyName": "Evil", "orgUnitPath": "/"])
            try await sandbox.post("sandbox/groups", ["email": "evilgroup\(number)@corp.example", "name": name])
        }
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'", columns: 108, rows: 50)
        let raw = try await console.record(in: home.folder.url.appending(path: "raw"))
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[●━━] OFF")
        try await console.press("p")
        try await console.wait(for: "people in scope")
        try await console.type("/evil")
        let preview = try await console.wait(for: "evil0@corp.example", "evil8@corp.example", "9 of")
        Self.expectAligned(preview, "evil")

        _ = try await home.run("on")
        _ = try await home.run("sync")
        try await console.press("Escape", "Escape")
        try await console.wait(for: "[━━●] ON")
        try await console.press("a")
        try await console.wait(for: "Everything")
        try await console.type("/evil")
        let activity = try await console.wait(for: "9 of", "created")
        Self.expectAligned(activity, "app on by")
        try await console.press("Enter")
        for number in 0..<3 {
            try await console.press("y")
            try await console.wait(for: "@corp.example>", "History")
            try await console.press("Escape")
            try await console.wait(for: "9 of")
            if number < 2 { try await console.press("Down") }
        }
        try await console.press("Escape", "Escape")
        try await console.wait(for: "[━━●] ON")
        try await console.press(":")
        try await console.wait(for: "Where to, or what to do?")
        try await console.type("provisioning sc")
        try await console.press("Enter")
        try await console.wait(for: "Search", "members")
        try await console.type("evilgroup")
        let picker = try await console.wait(for: "evilgroup0@corp.example", "evilgroup8@corp.example")
        Self.expectAligned(picker, "evilgroup")
        #expect(try await console.title() != "pwned")
        try await console.press("C-c")
        try await console.wait(for: "[exit code 0]")

        // Only sequences of the terminal's own description, and no character that nobody sees.
        let bytes = try String(contentsOf: raw, encoding: .utf8)
        #expect(bytes.contains("evil0@corp.example"))
        #expect(!bytes.contains("pwned\u{07}") && !bytes.contains("\u{1B}]0;pwned"))
        let forbidden: Set<Unicode.Scalar> = ["\u{9B}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{0}"]
        #expect(bytes.unicodeScalars.allSatisfy { !forbidden.contains($0) })
        #expect(!bytes.contains(String(repeating: "W", count: 109)))
    }

    /// In all rows of the list with the text, it begins in the same column; below the list the selected row is said once more, with the address in brackets.
    private static func expectAligned(_ screen: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let starts = screen.split(separator: "\n").filter { ($0.contains("@corp.example") || $0.contains("created ")) && !$0.contains("<") }
            .compactMap { row in row.firstRange(of: text).map { columns(row[..<$0.lowerBound]) } }
        #expect(starts.count >= 9, "\(screen)", sourceLocation: sourceLocation)
        #expect(Set(starts).count == 1, "\(starts)\n\(screen)", sourceLocation: sourceLocation)
    }
}
