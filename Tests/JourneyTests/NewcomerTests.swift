import Foundation
import Testing

/// The five tasks of somebody who has never seen the console, as one story at 80×24.
@Suite("A newcomer's story", .serialized, .timeLimit(.minutes(10)))
struct NewcomerTests {
    @Test("Sets up, sees what will happen, switches on knowing the numbers, finds out why one person was suspended, and cancels one pending deletion")
    func story() async throws {
        let place = try await ConsoleJourneyTests.Place()
        let terminal = place.terminal
        // When the app is turned off: suspend; when somebody is suspended: suspend; when somebody is deleted: hard delete after 21 days.
        try await place.setUp(deprovisioning: ["Space", "Down", "Down", "Space", "Down", "Down", "Down", "Space"])
        try await place.press("Enter")
        try await terminal.wait(for: "Everyone (/)", "not set anywhere")
        try await place.press("Space", "Tab", "Enter")
        try await terminal.wait(for: "ON for everyone", "[●━━] OFF")

        // What will happen: by person and with the reason, before anything is written.
        try await place.press("p")
        let preview = try await terminal.wait(for: "people in scope", "Create")
        let planned = try #require(preview.firstMatch(of: /Create (\d+)/))
        try await terminal.type("/kowalczyk")
        try await terminal.wait(for: "1 of", "Zoë Kowalczyk")
        try await place.press("Enter", "Enter")
        try await terminal.wait(for: "Zoë Kowalczyk <zoe.kowalczyk@corp.example>", "to be created", "Why")
        try await place.press("Escape")
        try await terminal.wait(for: "1 of")
        try await place.press("Escape", "Escape")

        // The same numbers in the question.
        try await terminal.wait(for: "[●━━] OFF")
        try await place.press("Enter")
        try await terminal.wait(for: "Turn on autoprovisioning?", "create \(planned.1)", "[ Turn on ]")
        try await place.press("Right", "Enter")
        try await terminal.wait(for: "[━━●] ON", "Run 1 done", "\(planned.1) created")

        // One is suspended, one is deleted in the directory.
        try await place.sandbox.post("sandbox/people/\(try await place.sandbox.personID("zoe.kowalczyk@corp.example"))/suspend", [:])
        let staying = ["admin@corp.example", "zoe.kowalczyk@corp.example"]
        let leaver = try #require(try await place.sandbox.accounts().first { $0.externalId != nil && !staying.contains($0.userName) }).userName
        try await place.sandbox.post("sandbox/people/\(try await place.sandbox.personID(leaver))/delete", [:])
        try await place.press("r")
        try await terminal.wait(for: "Run 2 done", "1 suspended")
        #expect(try await place.sandbox.accounts().first { $0.userName == "zoe.kowalczyk@corp.example" }?.active == false)

        // Why was she suspended?
        try await place.press("a")
        try await terminal.wait(for: "Everything", "suspended")
        try await terminal.type("/kowalczyk")
        try await terminal.wait(for: "2 of")
        try await place.press("Enter", "y")
        try await terminal.wait(for: "Zoë Kowalczyk <zoe.kowalczyk@corp.example>", "no, decides", "suspended, in the unit", "History")
        try await place.press("Escape")
        try await terminal.wait(for: "2 of")
        try await place.press("Escape", "Escape")

        // The deletion that is to come is named with its moment, and taken off.
        try await terminal.wait(for: "Pending", "[━━●] ON")
        try await place.press("n")
        try await terminal.wait(for: "delete", "in 21 d", "x Cancel")
        try await place.press("x")
        try await terminal.wait(for: "Cancel what is pending?", "<\(leaver)> will not be deleted for good")
        try await place.press("Right", "Enter")
        try await terminal.wait(for: "canceled", "delete")
        try await place.press("q")
        try await terminal.wait(for: "[exit code 0]")
        #expect(try await place.sandbox.accounts().contains { $0.userName == leaver && $0.active })
    }
}
