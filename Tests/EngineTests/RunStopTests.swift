import Directory
import Provisioning
import Synchronization
import Testing

@testable import Engine

@Suite("Where a run stops", .timeLimit(.minutes(1)))
struct RunStopTests {
    @Test("Turned off during the n-th write, no further one begins; what was under way is recorded, and the next run goes on", arguments: 1...4)
    func switchedOff(write: Int) async throws {
        let run = TestedRun(people: (1...6).map { TestedRun.person("p\($0)") }, writesAtOnce: 1)
        let count = Mutex(0)
        run.accounts.onRequest { [saved = run.saved] request in
            guard request.isWrite,
                count.withLock({
                    $0 += 1; return $0
                }) == write
            else { return }
            saved.turnOff()
        }
        let record = try await run.perform()
        #expect(record.outcome == .stopped && record.counts == [.create: write], "\(record)")
        #expect(run.writes.count == write && run.accounts.turnsTaken == 0)
        #expect(try await run.ledger.openIntents().isEmpty)
    }

    @Test("Asked to stop, it writes nothing more")
    func stopped() async throws {
        let run = TestedRun(people: [TestedRun.person("a")])
        let record = try await run.perform(isStopped: { true })
        #expect(record.outcome == .stopped && run.writes.isEmpty && run.trace.lines("intent").isEmpty)
    }

    @Test("A run that is no longer the only one begins nothing, and says so")
    func leaseLost() async throws {
        let run = TestedRun(people: (1...3).map { TestedRun.person("p\($0)") }, writesAtOnce: 1)
        run.accounts.onRequest { [lease = run.lease] request in if request == .create("p1") { lease.lose() } }
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            if case .configuration(.lockReplaced)? = error as? OperationError { true } else { false }
        }
        #expect(run.writes == ["create p1"] && run.ledger.read { $0.state.links.count == 1 && $0.runs.last?.outcome == .failed })
    }

    @Test("What was held back at the last moment, because the right to write was lost after its intent was recorded, ends the run with that reason")
    func leaseLostBeforeRequest() async throws {
        let run = TestedRun(people: (1...3).map { TestedRun.person("p\($0)") }, writesAtOnce: 1)
        run.accounts.fail({ $0.isWrite }, .init(error: AccountError(.cancelled, .run)))
        run.accounts.onRequest { [lease = run.lease] request in if request.isWrite { lease.lose() } }
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            if case .configuration(.lockReplaced)? = error as? OperationError { true } else { false }
        }
        #expect(run.ledger.read { $0.state.links.isEmpty && $0.runs.last?.outcome == .failed })
        #expect(try await run.ledger.openIntents().isEmpty)
    }

    @Test(
        "What a safeguard holds is not written, and everything else is; released, it is",
        arguments: [
            (kind: ActionKind.suspend, held: ["suspend account-s1", "suspend account-s2"]), (.create, ["create c1", "create c2"]),
            (.update, ["change account-u1", "change account-u2"]),
        ])
    func held(kind: ActionKind, held: [String]) async throws {
        let linked = ["s1", "s2", "u1", "u2"].map { TestedRun.person($0) }
        let run = TestedRun(
            people: ["s1", "s2"].map { TestedRun.person($0, status: .suspended) } + ["c1", "c2"].map { TestedRun.person($0) }
                + ["u1", "u2"].map { TestedRun.person($0, title: "Lead") }, linked: linked,
            safeguards: Safeguards(limits: [kind: .init(number: 1, percent: 0)]))
        let record = try await run.perform()
        #expect(record.outcome == .held && record.held == 2 && record.counts[kind] == nil, "\(record)")
        #expect(Set(run.writes).isDisjoint(with: held) && run.writes.count == 4)
        #expect(!run.trace.lines("intent").contains { $0.hasPrefix("intent \(kind) ") })
        let released = try await run.perform(released: [kind])
        #expect(released.outcome == .done && released.counts == [kind: 2], "\(released)")
        #expect(Set(run.writes).isSuperset(of: held))
    }

    @Test("With a clock that is wrong nothing is written; with one that nobody confirms nothing is taken away")
    func clock() async throws {
        let people = [TestedRun.person("s", status: .suspended), TestedRun.person("c")]
        var run = TestedRun(people: people, linked: [TestedRun.person("s")])
        run.clock = .wrong(secondsAhead: 4_000)
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            if case .wrongClock(secondsAhead: 4_000)? = error as? OperationError { true } else { false }
        }
        #expect(run.writes.isEmpty)
        run.clock = .untold
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            if case .noTimeTold? = error as? OperationError { true } else { false }
        }
        #expect(run.writes == ["create c"])
        run.clock = .right(off: [])
        #expect(try await run.perform().counts == [.suspend: 1])
    }
}
