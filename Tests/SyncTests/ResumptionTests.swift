import Engine
import Foundation
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Wording

/// After a reauthorization nothing is done before somebody looked, or an hour has passed.
@Suite("Runs after a reauthorization", .serialized, .timeLimit(.minutes(5)))
struct ResumptionTests {
    /// A home that is on, whose authorization had ended and was given anew.
    static func home() async throws -> SandboxHome {
        let home = try await SandboxHome(users: 10)
        try await AuthorizationStressTests.forgetAssertion(home)
        try await home.control("sessions/end")
        await #expect(throws: OperationError.self) { try await home.workspace.runs.sync() }
        try await home.workspace.authorization.authorize(jwt: try await AuthorizationStressTests.jwt(home))
        return home
    }

    static func answers(_ home: SandboxHome) async throws -> [String] {
        try await home.workspace.history.activity(limit: 100).filter { $0.what == "runs after reauthorizing" }.map(\.reason)
    }

    @Test("The first authorization asks nothing, and neither does a new one while the old one was good")
    func notAsked() async throws {
        let home = try await SandboxHome(users: 10)
        #expect(try await home.workspace.checks.status().resumption == nil)
        try await home.workspace.authorization.authorize(jwt: try await AuthorizationStressTests.jwt(home))
        #expect(try await home.workspace.checks.status().resumption == nil)
        #expect(try await home.workspace.runs.sync().counts[.create, default: 0] > 0)
        await home.server.stop()
    }

    @Test("While it is open no run begins, by hand or not, and the state says until when")
    func open() async throws {
        let home = try await Self.home()
        let question = try #require(try await home.workspace.checks.status().resumption)
        #expect(question.until.timeIntervalSince(question.asked) == 3_600)
        for isUnattended in [true, false] {
            await #expect {
                _ = try await home.workspace.runs.sync(isUnattended: isUnattended)
            } throws: {
                guard case OperationError.waitsForAnswer(let asked, _) = $0 else { return false }
                return asked == question
            }
        }
        #expect(try await home.writes().isEmpty)
        try await home.workspace.authorization.answer(.start)
        #expect(try await home.workspace.checks.status().resumption == nil)
        #expect(try await home.workspace.runs.sync().counts[.create, default: 0] > 0)
        #expect(try await Self.answers(home) == ["the runs continue after the reauthorization"])
        await home.server.stop()
    }

    @Test("Turning off answers it, and turning on again asks nothing more", arguments: ["answer", "switch"])
    func turnedOff(how: String) async throws {
        let home = try await Self.home()
        if how == "answer" { try await home.workspace.authorization.answer(.turnOff) } else { try await home.workspace.runs.turnOff() }
        #expect(try await !home.workspace.setup.configuration().autoprovisioning.isOn)
        #expect(try await Self.answers(home) == ["autoprovisioning was turned off after the reauthorization, before any run"])
        try await home.workspace.runs.turnOn()
        #expect(try await home.workspace.runs.sync().counts[.create, default: 0] > 0)
        await home.server.stop()
    }

    @Test("Unattended runs wait an hour and then go on, which is in the log", .clockMovesWithWaits)
    func anHour() async throws {
        let home = try await Self.home()
        let (log, start) = (UnattendedRunsTests.Log(), home.clock.now)
        await UnattendedRunsTests.loop(home, log: log, waits: 242)
        #expect(log.events.withLock { $0 } == ["failed waits-for-answer", "ran with changes"])
        let run = try #require(try await home.workspace.checks.status().lastRun)
        #expect((3_590...3_640).contains(run.started.timeIntervalSince(start)), "\(run.started.timeIntervalSince(start))")
        #expect(try await Self.answers(home) == ["nobody answered within an hour after the reauthorization, so the runs continue"])
        await home.server.stop()
    }

    @Test("An answer is noticed at the next look", .clockMovesWithWaits)
    func noticed() async throws {
        let home = try await Self.home()
        let log = UnattendedRunsTests.Log()
        await UnattendedRunsTests.loop(home, log: log, waits: 6) { count in
            if count == 3 { try? await home.workspace.authorization.answer(.start) }
        }
        #expect(log.events.withLock { $0 } == ["failed waits-for-answer", "ran with changes"])
        await home.server.stop()
    }

    @Test("A clock that was set back does not make the hour longer than one from now")
    func clockSetBack() async throws {
        let home = try await Self.home()
        home.clock.advance(days: -2)
        let question = try #require(try await home.workspace.authorization.openResumption())
        #expect(question.until.timeIntervalSince(home.clock.now) <= 3_600)
        await home.server.stop()
    }
}
