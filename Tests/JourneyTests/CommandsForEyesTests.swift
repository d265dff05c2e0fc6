import Foundation
import Testing

/// What commands print in a terminal, and elsewhere.
@Suite("Lists and counters of the commands, in a terminal and piped", .serialized, .timeLimit(.minutes(10)))
struct CommandsForEyesTests {
    private func home(at sandbox: RunningSandbox) async throws -> TestHome {
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "suspended:suspend:after7Days")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        _ = try await home.run("sync")
        return home
    }

    /// What a command leaves on the screen of a terminal, whose prompt comes back after it.
    private func screen(_ home: TestHome, _ arguments: String, until text: String, columns: Int) async throws -> [String] {
        let terminal = try await TmuxTerminal(
            "sh -c \"'\(Program.autoprovision)' \(arguments) --home '\(home.place)'; echo ended; sleep 600\"", columns: columns, rows: 60)
        return try await terminal.wait(for: text, "ended").split(separator: "\n").map(String.init)
    }

    @Test(
        "In a terminal a list is a table with a header, as wide as the terminal; piped, each row is a whole line without one",
        arguments: [60, 80, 140])
    func table(columns: Int) async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try await home(at: sandbox)
        let piped = try await home.run("log", "--limit", "5").output
        #expect(!piped.contains("When ") && piped.split(separator: "\n").allSatisfy { $0.contains("  run 1  ") && $0.contains("  app on by unit /") })
        let rows = try await screen(home, "log --limit 5", until: "older ones are not shown", columns: columns)
        let header = try #require(rows.firstIndex { $0.hasPrefix("When  ") })
        #expect(rows[header].contains("Who") && rows[header].contains("Run") == (columns > 60))
        let table = rows[(header + 1)...].prefix(5)
        #expect(table.count == 5 && table.allSatisfy { $0.hasPrefix("20") && $0.count <= columns })
        // All columns begin at the same place.
        let place = try #require(rows[header].range(of: "Who")).lowerBound.utf16Offset(in: rows[header])
        #expect(table.allSatisfy { row in row.dropFirst(place - 1).first == " " && row.dropFirst(place).first != " " }, "\(rows)")
    }

    @Test("In a terminal a sentence breaks between words, and a command that fits a line stands on one; piped, it is one line", arguments: [80, 150])
    func sentences(columns: Int) async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try await home(at: sandbox)
        let piped = try await home.run("pending", "--cancel", "nobody").errors
        #expect(piped.split(separator: "\n").count == 1)
        let rows = try await screen(home, "pending --cancel nobody", until: "Nothing is pending for", columns: columns).filter { $0 != "ended" }
        #expect(rows.count > 1 && rows.allSatisfy { $0.count <= columns })
        let shown = Set(rows.flatMap { row in row.split(separator: " ").map(String.init) })
        let words = piped.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0.count <= columns }
        #expect(shown.isSuperset(of: words), "\(rows)")
        let command = "autoprovision pending --home \(home.named)"
        #expect(command.count > columns || rows.contains { $0.contains(command) }, "\(rows)")
    }

    @Test("A failure's cause and cure stand whole below its row")
    func failures() async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try await home(at: sandbox)
        let piped = try await home.run("failures").output
        #expect(piped.contains("Rename or delete that account in the app if the address was reused."))
        let rows = try await screen(home, "failures", until: "What", columns: 80)
        #expect(rows.allSatisfy { $0.count <= 80 })
        let text = rows.joined(separator: " ").replacing(/\s+/, with: " ")
        #expect(text.contains("Rename or delete that account in the app if the address was reused."), "\(rows)")
    }

    @Test("What doctor and explain say is wrapped beside its name, and what an undo would do is a table", arguments: [60, 100])
    func facts(columns: Int) async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try await home(at: sandbox)
        let checks = try await screen(home, "doctor", until: "ended", columns: columns)
        let starts = ["ok      ", "WARNING ", "FAILED  ", "    ", "ended"]
        #expect(checks.allSatisfy { row in starts.contains { row.hasPrefix($0) } }, "\(checks)")
        #expect(checks.contains { $0.hasPrefix("ok      ") })
        let explained = try await screen(home, "explain zoe.kowalczyk@corp.example", until: "ended", columns: columns)
        let answer = try #require(explained.firstIndex { $0.hasPrefix("Zoë Kowalczyk <") }, "\(explained)")
        let header = try #require(explained.firstIndex { $0.hasPrefix("When  ") }, "\(explained)")
        #expect(explained[answer..<header].dropFirst(3).allSatisfy { $0.hasPrefix("! ") || $0.hasPrefix("  ") }, "\(explained)")
        #expect(explained[header + 1].hasPrefix("20"))
        let piped = try await home.run("doctor").output
        #expect(piped.contains("\n") && piped.split(separator: "\n").contains { $0.count > columns }, "piped, each text is one line")
        let undo = try await screen(home, "undo 1 --dry-run", until: "ended", columns: columns)
        let undoHeader = try #require(undo.firstIndex { $0.hasPrefix("What  ") && $0.contains("Who") }, "\(undo)")
        #expect(undo[undoHeader + 1].hasPrefix("LEFT  "), "\(undo)")
    }

    @Test("The counters have a chart in a terminal, and days in JSON")
    func usage() async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try await home(at: sandbox)
        let json = try await home.json("usage")
        let (sum, days) = (try #require(json["last30Days"] as? [String: Int]), try #require(json["days"] as? [[String: Any]]))
        #expect(days.count == 31 && days.reduce(0) { $0 + ($1["created"] as? Int ?? 0) } == sum["created"])
        #expect((days.last?["created"] as? Int ?? 0) > 0)
        let piped = try await home.run("usage").output
        #expect(piped.hasPrefix("Last 30 days\nUsers created    \(sum["created"] ?? 0)\n"), "\(piped)")
        let rows = try await screen(home, "usage", until: "Failures", columns: 80)
        let end = "most in a day: \(sum["created"] ?? 0)"
        #expect(rows.contains { $0.hasPrefix("Users created") && $0.contains("▁▁▁") && $0.hasSuffix(end) && $0.count <= 80 }, "\(rows)")
    }

    @Test("status --watch shows the state again when it changes, and ends with 0 on Ctrl-C")
    func watch() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try await home(at: sandbox)
        let terminal = try await TmuxTerminal(
            "sh -c \"trap : INT; '\(Program.autoprovision)' status --watch --home '\(home.place)'; echo ended with $?; sleep 600\"",
            columns: 100, rows: 30)
        try await terminal.wait(for: "Autoprovisioning on")
        #expect(try await home.run("off").exitCode == 0)
        try await terminal.wait(for: "Autoprovisioning off")
        #expect(try await home.run("on").exitCode == 0)
        let screen = try await terminal.wait(for: "Autoprovisioning on")
        #expect(!screen.contains("Autoprovisioning off"))
        try await terminal.press("C-c")
        try await terminal.wait(for: "ended with 0")
    }
}
