import Foundation
import Testing

/// Google is down, the token was revoked, and one deletion is due tonight: it is seen and stopped before anything goes on.
@Suite("Google is down and one deletion is due tonight", .serialized, .timeLimit(.minutes(10)))
struct WithoutCloudsTests {
    /// A home on which one account is due to be deleted, with Google down and the token revoked.
    struct Place {
        static let email = "zoe.kowalczyk@corp.example"
        let sandbox: RunningSandbox
        let home: TestHome
        let id: String

        init() async throws {
            sandbox = try await RunningSandbox()
            home = try TestHome()
            let setup = try await home.run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
                "--turn-on-unit", "/", "--deprovision", "suspended:hardDelete:after1Day")
            try #require(setup.exitCode == 0, "\(setup.errors)")
            try await CommandJourneyTests.authorize(home, at: sandbox)
            _ = try await home.run("on")
            _ = try await home.run("sync")
            id = try await sandbox.personID(Self.email)
            try await sandbox.post("sandbox/people/\(id)/suspend", [:])
            _ = try await home.run("sync")
            // The delay is over as soon as it is shorter.
            let shorter = try await home.run("setup", "--deprovision", "suspended:hardDelete:within24Hours", "--confirm-hard-delete", "--yes")
            try #require(shorter.exitCode == 0, "\(shorter.errors)")
            try await sandbox.post("sandbox/password", ["password": "Another-1"])
            try #require(try await home.run("sync").exitCode == 3)
            try await sandbox.post(
                "sandbox/faults", ["kind": "status", "path": "/admin/directory/v1/users", "method": "GET", "status": 400, "times": 10_000])
        }

        /// Google answers again, and the app is authorized again by somebody at a command line.
        func mend() async throws -> Program.Result {
            try await sandbox.post("sandbox/faults/clear", [:])
            return try await home.run("authorize", "--sign-in-for-me")
        }

        func isThere() async throws -> Bool { try await sandbox.accounts().contains { $0.externalId == id } }
    }

    @Test("By commands: see it with its moment and the reason, cancel it, ask why, reauthorize, let the runs go on: it is not deleted")
    func commands() async throws {
        let place = try await Place()
        let home = place.home
        let listed = try await home.run("pending")
        #expect(listed.exitCode == 5 && listed.output.contains("delete due: done by the next run  ") && listed.output.contains(Place.email))
        #expect(listed.errors.contains("From the run of "), "\(listed.errors)")
        #expect(listed.errors.contains("Google could not be asked: "), "\(listed.errors)")
        let entries = try HeldJourneyTests.list(await home.run("pending", "--json"))
        #expect(entries.count == 1 && entries[0]["state"] as? String == "due" && entries[0]["asOf"] is String)
        let obstacle = (entries[0]["memory"] as? [String: Any])?["couldNotAsk"] as? [String: String]
        #expect(obstacle?["whom"] == "Google" && obstacle?["reason"]?.isEmpty == false)
        // Wrong input changes nothing.
        let wrong = try await home.run("pending", "--cancel", "zoe.kowalczy@corp.example")
        #expect(wrong.exitCode == 2 && wrong.errors.contains("so nothing was changed"))
        let cancelled = try await home.run("pending", "--cancel", Place.email)
        #expect(cancelled.exitCode == 0 && cancelled.output.contains("Canceled: hard delete of "), "\(cancelled.output)\(cancelled.errors)")
        #expect(cancelled.errors.contains("What you decide here is kept"))
        let explained = try await home.run("explain", Place.email)
        #expect(explained.exitCode == 5 && explained.output.contains("delete canceled by an administrator"), "\(explained.output)")
        #expect(explained.output.contains("not known now"))
        #expect(try await home.run("held").exitCode == 5)
        #expect(try await home.run("explain", "nobody@corp.example").exitCode == 2)

        let authorized = try await place.mend()
        #expect(
            authorized.exitCode == 0 && authorized.errors.contains("Nobody is due to be suspended or deleted within a day."), "\(authorized.errors)")
        #expect(authorized.errors.contains("nobody has said yet whether to resume the runs"))
        let waiting = try await home.run("sync")
        #expect(waiting.exitCode == 4 && waiting.errors.contains("autoprovision on"), "\(waiting.errors)")
        #expect(try await home.json("status")["runsWaitUntil"] is String)
        #expect(try await home.run("on").errors.contains("are resumed"))
        // Somebody of the sample organization has a problem, which is not this one's.
        let run = try await home.json("sync")
        #expect((run["counts"] as? [String: Int])?["delete"] ?? 0 == 0 && run["outcome"] as? String != "failed", "\(run)")
        #expect(try await place.isThere())
        #expect(try await home.run("log").output.contains("runs after reauthorizing"))
    }

    @Test("authorize asks at a terminal: what is due is named, a wrong word is asked about again, off turns off before any run")
    func asks() async throws {
        let place = try await Place()
        try await place.sandbox.post("sandbox/faults/clear", [:])
        let terminal = try await TmuxTerminal("'\(Program.autoprovision)' authorize --sign-in-for-me --home '\(place.home.place)'")
        try await terminal.wait(for: "Due within a day: 1 deletion.", Place.email, "Type start to resume the runs")
        try await terminal.type("strt")
        try await terminal.press("Enter")
        try await terminal.wait(for: "\"strt\" is neither start nor off.")
        try await terminal.type("off")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Autoprovisioning is off, and no run has begun.", "[exit code 0]")
        #expect(try await place.home.json("status")["on"] as? Bool == false)
        #expect(try await place.isThere())
    }

    @Test(
        "In the console: Pending shows it with the moment and the reason, x cancels it; the banner leads to the question, and the runs go on without it"
    )
    func console() async throws {
        let place = try await Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.home.place)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON", "Press R")
        try await console.press("n")
        try await console.wait(for: "could not be asked", "due  ", "Kowalczyk")
        try await console.press("x")
        try await console.wait(for: "Cancel what is pending?", "[ Cancel it ]")
        try await console.press("Right", "Enter")
        try await console.wait(for: "canceled", "u Undo")
        try await console.press("y")
        try await console.wait(for: "not known now", "canceled by an administrator")
        try await console.press("Escape", "Escape")
        try await console.wait(for: "[━━●] ON")
        #expect(try await place.mend().exitCode == 0)
        try await console.wait(for: "The runs wait until", "Press ! to answer")
        try await console.press("!")
        try await console.wait(for: "Resume the runs?", "Nobody is due to be suspended or deleted", "[ Resume them ]")
        // Escape leaves it open.
        try await console.press("Escape")
        try await console.wait(untilGone: "Resume the runs?")
        try await console.press("!")
        try await console.wait(for: "Resume the runs?", "[ Resume them ]")
        try await console.press("Right", "Right", "Enter")
        try await console.wait(untilGone: "Press ! to answer")
        try await console.press("r")
        try await console.wait(for: "done")
        #expect(try await place.isThere())
    }
}
