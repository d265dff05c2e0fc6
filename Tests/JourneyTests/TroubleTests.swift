import Foundation
import Testing

/// What goes wrong while somebody works: each ends in a sentence and a way on, and nothing that was typed is lost.
@Suite("Trouble while the console is open", .serialized, .timeLimit(.minutes(10)))
struct TroubleTests {
    /// A home that is set up at a sandbox that can die and come back.
    struct Place {
        let folder: TemporaryFolder
        let home: TestHome
        var sandbox: RunningSandbox
        let console: TmuxTerminal

        init(isOn: Bool) async throws {
            folder = try TemporaryFolder()
            home = try TestHome()
            sandbox = try await RunningSandbox(arguments: ["--state", folder.url.appending(path: "sandbox.json").path])
            _ = try await home.run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
                "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
            try await CommandJourneyTests.authorize(home, at: sandbox)
            if isOn { _ = try await home.run("on") }
            console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'")
            try await console.wait(for: "RingCentral Office")
            try await console.press("Enter")
            try await console.wait(for: isOn ? "[━━●] ON" : "[●━━] OFF")
        }

        /// The network is gone.
        func cut() async { await sandbox.stop() }

        /// The network is back.
        mutating func mend() async throws {
            let port = try #require(sandbox.url.port)
            sandbox = try await RunningSandbox(arguments: ["--port", "\(port)", "--state", folder.url.appending(path: "sandbox.json").path])
        }

        /// Goes to a page by its name.
        func go(to name: String) async throws {
            try await console.press("C-p")
            try await console.wait(for: "Where to, or what to do?")
            try await console.type(name)
            try await console.press("Enter")
        }

        /// The console's process.
        func process() async throws -> pid_t { try #require(try await console.process(named: "autoprovision")) }
    }

    @Test("Network loss in the preview, in the authorization and in a run: a sentence each time, and the same key works once it is back")
    func network() async throws {
        var place = try await Place(isOn: true)
        let console = place.console
        // In the middle of an authorization: the address is shown, the answer comes, nobody is there to take it.
        try await place.go(to: "authorization")
        try await console.wait(for: "[ Reauthorize ]")
        try await console.press("Tab", "Enter")
        try await console.wait(for: "Where it ended", "/restapi/oauth/authorize")
        let screen = try await console.screen()
        let state = try #require(screen.replacing("\n", with: "").firstMatch(of: /state=([\w-]+)/)).1
        let redirect = try #require(screen.replacing("\n", with: "").firstMatch(of: /redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A(\d+)%2F/)).1
        await place.cut()
        let pasted = "http://127.0.0.1:\(redirect)/oauth/callback?code=abc&state=\(state)"
        try await console.type(pasted)
        try await console.press("Enter")
        // It is tried for a while; nobody has to wait for that.
        try await console.wait(for: "One moment...")
        try await console.press("Escape")
        try await console.wait(for: "App authorization", "Delete configuration")
        try await console.press("Escape")

        try await console.press("p")
        try await console.wait(for: "Nothing answers at")
        try await console.press("Escape")
        try await console.wait(for: "[━━●] ON")
        try await console.press("r")
        try await console.wait(for: "Nothing answers at", "[━━●] ON")

        try await place.mend()
        // Half of it is done when the network goes away again.
        try await place.sandbox.post(
            "sandbox/faults", ["kind": "slow", "path": "/scim/v2/Users", "method": "POST", "milliseconds": 2_000, "skip": 5, "times": 10_000])
        try await console.press("r")
        try await console.wait(for: " left", " of ")
        await place.cut()
        try await console.wait(untilGone: " left", within: 60)
        try await console.wait(for: "[━━●] ON", "Nothing answers at")
        try await place.mend()
        try await console.press("r")
        try await console.wait(for: "Run 3 done")
        try await console.press("q")
        try await console.wait(for: "[exit code 0]")
        let accounts = try await place.sandbox.accounts()
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
    }

    @Test(
        "A full disk while saving: a sentence that names the file, the input stays, and the same key saves once there is room; Ctrl-C asks before",
        .homeInFolder)
    func fullDisk() async throws {
        let place = try await Place(isOn: false)
        let console = place.console
        try await console.press("U")
        try await console.wait(for: "Everyone (/)", "Contractors")
        try await console.press("Down", "Space")
        try await console.wait(for: "set here (changed)")
        let before = try Data(contentsOf: place.home.folder.url.appending(path: "config.json"))
        let process = try await place.process()
        // Less than a page of the ledger, and enough for what the console paints: that goes through a file in memory, to which the limit applies too.
        try await limit(process, "4000")
        try await console.press("Tab", "Enter")
        try await console.wait(for: "config.json", "set here (changed)")
        try await console.wait(for: "cannot record it", "Nothing was")
        #expect(try Data(contentsOf: place.home.folder.url.appending(path: "config.json")) == before)
        // Leaving in the middle of it asks first.
        try await console.press("C-c")
        try await console.wait(for: "Leave the console?", "What you changed on this page is not saved.")
        try await console.press("Escape")
        try await limit(process, "unlimited")
        try await console.press("Enter")
        try await console.wait(for: "Saved.")
        #expect(try await place.home.json("status")["on"] as? Bool == false)
        let files = try FileManager.default.contentsOfDirectory(atPath: place.home.folder.path)
        #expect(files.allSatisfy { !$0.contains(".tmp") && !$0.contains("partial") })
        try await console.press("C-c")
        try await console.wait(for: "[exit code 0]")
    }

    /// How large files may become that a process writes.
    private func limit(_ process: pid_t, _ bytes: String) async throws {
        let result = try await Program.run("/usr/bin/env", ["prlimit", "--pid", "\(process)", "--fsize=\(bytes):unlimited"])
        try #require(result.exitCode == 0, "\(result.errors)")
    }

    @Test(
        "A configuration edited by hand shows at once; a malformed one is named with its place, and what was typed meanwhile is saved after it is mended",
        .homeInFolder)
    func editedByHand() async throws {
        let place = try await Place(isOn: false)
        let console = place.console
        let file = place.home.folder.url.appending(path: "config.json")
        let good = try String(contentsOf: file, encoding: .utf8)
        // Somebody makes it right with an editor: another number of minutes, and the app off for all.
        let revision = try #require(good.firstMatch(of: /"revision" : (\d+)/) ?? good.firstMatch(of: /"revision": (\d+)/))
        let next = good.replacing(revision.0, with: revision.0.replacing(revision.1, with: "\(try #require(Int(revision.1)) + 1)"))
        let off = try #require(next.firstMatch(of: /"access"\s*:\s*"on"/))
        let edited = next.replacing(off.0, with: off.0.replacing("\"on\"", with: "\"off\""))
        try Data(edited.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try await console.wait(for: "OFF for everyone")

        try await console.press("U")
        try await console.wait(for: "Everyone (/)", "Contractors")
        try await console.press("Down", "Space")
        try await console.wait(for: "set here (changed)")
        // A comma too many.
        try Data(edited.replacing("{", with: "{,", maxReplacements: 1).utf8).write(to: file)
        // The banner takes the row of the status line; what the save says is the whole of it.
        try await console.wait(for: "config.json:1:2:", "? Help has the rest", "set here (changed)")
        try await console.press("Tab", "Enter")
        try await console.wait(untilGone: "? Help has the rest")
        try await console.wait(for: "config.json:1:2:", "Correct", "set here (changed)")
        try Data(edited.utf8).write(to: file)
        try await console.wait(untilGone: "config.json:1:2")
        try await console.press("Enter")
        try await console.wait(for: "Saved.")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("/Contractors"))
    }

    @Test("The token is revoked while somebody types in a form: a banner says why and the way on, what was typed stays and can be saved")
    func revokedWhileTyping() async throws {
        let place = try await Place(isOn: true)
        let console = place.console
        try await place.go(to: "provisioning scope")
        try await console.wait(for: "Groups of the scope: none", "All staff")
        try await console.type("all st")
        try await console.press("Enter")
        try await console.wait(for: "all-staff@corp.example", "Groups of the scope (")
        try await console.type("ngin")
        try await console.wait(for: "› Engineering")
        try await place.sandbox.post("sandbox/password", ["password": "Another-1"])
        #expect(try await place.home.run("sync").exitCode == 3)
        try await console.wait(for: "Not authorized.", "Ctrl-P", "ngin", "all-staff@corp.example")
        try await console.press("Tab", "Tab", "Enter")
        try await console.wait(for: "Save this change?")
        try await console.press("Right", "Enter")
        try await console.wait(for: "Saved.", "R Reauthorize")
        try await console.press("R")
        try await console.wait(for: "[ Reauthorize ]")
    }

    @Test("Ctrl-C while somebody types in the setup asks before the input is lost; the second one means it")
    func interruptedSetUp() async throws {
        let home = try TemporaryFolder()
        let setup = try await Program.run(Program.autoprovision, ["setup", "--home", home.path, "--administrator", "admin@corp.example"])
        try #require(setup.exitCode == 0, "\(setup.errors)")
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.path)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "no directory")
        try await console.press("Home", "Enter")
        try await console.wait(for: "Client secret", "Redirect port")
        // Past the way to Google.
        try await console.press("Down", "Down")
        try await console.type("/etc/key.json")
        try await console.press("C-c")
        try await console.wait(for: "Leave the console?", "[ Stay ]")
        try await console.press("Escape")
        try await console.wait(for: "/etc/key.json", "Redirect port")
        try await console.press("C-c", "C-c")
        try await console.wait(for: "[exit code 0]")
    }
}
