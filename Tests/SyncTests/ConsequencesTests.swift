import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Timing
import Wording

@Suite("What a change would lead to, for console and commands alike", .serialized, .timeLimit(.minutes(5)))
struct ConsequencesTests {
    private static let lifted = "There would no longer be a limit on how many accounts a run may suspend."
    private static let loosened =
        "Within 21 days, up to 50 people or 5 %, whichever is more, could be suspended without being held for review, instead of 10 people or 5 %."
    private static let off = "Autoprovisioning is off, so this takes effect once it is turned on."
    private static let nothing = "Nothing that is held now would go through."

    /// Ways to loosen the limit for suspensions, and what is said of each.
    private static let loosenings: [(Safeguards.Limit?, String)] = [(nil, lifted), (.init(number: 50, percent: 5), loosened)]

    @Test("A limit that is lifted is said, also when nothing else changes and when the directory cannot be asked")
    func lifted() async throws {
        let home = try await SandboxHome(users: 20)
        _ = try await home.workspace.runs.sync()
        var edited = try await home.workspace.setup.configuration()
        #expect(try await home.workspace.runs.consequences(of: edited) == nil)
        edited.safeguards.limits[.suspend] = nil
        let sentence = Self.lifted
        #expect(try await home.workspace.runs.consequences(of: edited)?.words == "\(sentence) Nothing that is held now would go through.")
        await home.server.stop()
        let blind = try await home.workspace.runs.consequences(of: edited)?.words
        #expect(blind?.hasPrefix("\(sentence) What this would change cannot be predicted now:") == true, "\(blind ?? "")")
    }

    @Test("While it is off a safeguard that is loosened is asked about, and nothing else is", arguments: loosenings)
    func off(limit: Safeguards.Limit?, sentence: String) async throws {
        let home = try await SandboxHome(users: 20)
        try await home.workspace.runs.turnOff()
        var edited = try await home.workspace.setup.configuration()
        edited.userAccess = UserAccess(organizationalUnits: ["/": .off])
        edited.safeguards.limits[.delete] = .init(number: 1, percent: 0)
        #expect(try await home.workspace.runs.consequences(of: edited) == nil)
        edited = try await home.workspace.setup.configuration()
        edited.safeguards.limits[.suspend] = limit
        #expect(try await home.workspace.runs.consequences(of: edited)?.words == "\(Self.off) \(sentence) \(Self.nothing)")
    }

    @Test("What is looser is worked out from what is saved now, also after somebody else saved another limit")
    func overtaken() async throws {
        let home = try await SandboxHome(users: 20)
        let first = try await home.workspace.setup.configuration()
        try await home.workspace.setup.update { $0.safeguards.limits[.suspend] = .init(number: 30, percent: 5) }
        var edited = first
        edited.safeguards.limits[.suspend] = .init(number: 50, percent: 5)
        edited.revision += 1
        let words = try await home.workspace.runs.consequences(of: edited)?.words
        #expect(words == Self.loosened.replacing("10 people", with: "30 people") + " \(Self.nothing)")
        edited.safeguards.limits[.suspend] = .init(number: 20, percent: 5)
        #expect(try await home.workspace.runs.consequences(of: edited) == nil)
    }

    @Test("Where the saved configuration cannot be planned, nothing is said about what is held now")
    func unplannable() async throws {
        let home = try await SandboxHome(users: 20)
        // A unit that is gone stops every plan; the edited configuration mends that.
        try await home.workspace.setup.update { $0.userAccess = UserAccess(organizationalUnits: ["/": .on, "/Gone": .off]) }
        var edited = try await home.workspace.setup.configuration()
        edited.userAccess = UserAccess(organizationalUnits: ["/": .on])
        edited.safeguards.limits[.suspend] = nil
        let consequences = try #require(try await home.workspace.runs.consequences(of: edited))
        #expect(consequences.letThrough == nil && consequences.words.hasPrefix("\(Self.lifted) The next run would create"), "\(consequences.words)")
    }

    @Test("In a home in which nothing was ever saved, no safeguard is looser than before")
    func firstSave() async throws {
        let place = SandboxPlace()
        let workspace = try place.open(
            transport: ImpatientTransport(), time: Time(now: { Date() }, sleep: { try await Task.sleep(for: $0) }),
            uptime: { ProcessInfo.processInfo.systemUptime })
        var edited = Configuration()
        edited.safeguards.limits[.suspend] = nil
        #expect(try await workspace.runs.consequences(of: edited) == nil)
        try await workspace.setup.update { $0.runIntervalMinutes = 30 }
        edited.revision = 1
        let words = try await workspace.runs.consequences(of: edited)?.words
        #expect(words?.hasPrefix("\(Self.off) \(Self.lifted) What this would change cannot be predicted now:") == true, "\(words ?? "nothing")")
    }
}
