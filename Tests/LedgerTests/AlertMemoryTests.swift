import Engine
import Foundation
import Provisioning
import Testing

@testable import Ledger

@Suite("Alerts in the ledger", .databases, .timeLimit(.minutes(5)))
struct AlertMemoryTests {
    static let now = LedgerTests.now

    /// Opens one alert more.
    static func open(_ kind: AlertKind, in ledger: Ledger) throws {
        try ledger.changeAlerts { memory in
            memory.open.append(OpenAlert(Alert(kind, since: now, concerned: ["Zoë"], count: 1), opened: now, told: now))
        }
    }

    @Test("What is remembered survives a restart, with what is still to be delivered")
    func restart() throws {
        let place = LedgerTests.Place()
        try Self.open(.held, in: place.open())
        var message = AlertMessage(number: 3, way: .mail, made: Self.now, opened: [Alert(.held, since: Self.now)])
        message.failed(because: "Nothing answers.", at: Self.now)
        try place.open().changeAlerts { $0.messages = [message] }
        let memory = try place.open().alertMemory()
        #expect(memory.open.map(\.alert.kind) == [.held])
        #expect(memory.open.first?.alert.concerned == ["Zoë"])
        #expect(memory.messages == [message])
        #expect(memory.revision == 2)
    }

    @Test("A look that changes nothing writes nothing")
    func unchanged() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        try Self.open(.held, in: ledger)
        try ledger.changeAlerts { _ in }
        #expect(try ledger.alertMemory().revision == 1)
    }

    @Test("An older ledger in the place of the newest one tells nothing anew: the note beside it counts, and the ledger goes on from there")
    func restored() throws {
        let place = LedgerTests.Place(.sqlite)
        try Self.open(.held, in: place.open())
        let copy = try Data(contentsOf: place.file)
        let wal = try? Data(contentsOf: URL(fileURLWithPath: place.file.path + "-wal"))
        try Self.open(.disk, in: place.open())
        try copy.write(to: place.file)
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.file.path + suffix) }
        if let wal { try wal.write(to: URL(fileURLWithPath: place.file.path + "-wal")) }
        #expect(try place.open().alertMemory().open.map(\.alert.kind) == [.held, .disk])
        try Self.open(.clock, in: place.open())
        #expect(try place.open().alertMemory().open.map(\.alert.kind) == [.held, .disk, .clock])
        #expect(try place.open().alertMemory().revision == 3)
    }

    @Test("A note that was not written, as when the process died, does not take anything back")
    func olderNote() throws {
        let place = LedgerTests.Place()
        try Self.open(.held, in: place.open())
        let note = place.file.deletingPathExtension().appendingPathExtension("alerts")
        let older = try Data(contentsOf: note)
        try Self.open(.disk, in: place.open())
        for content in [older, Data("{".utf8), Data()] {
            try content.write(to: note)
            #expect(try place.open().alertMemory().open.map(\.alert.kind) == [.held, .disk])
        }
    }

    @Test("Of two that look at the same time, one opens and the other one sees it", arguments: [8])
    func together(count: Int) async throws {
        let place = LedgerTests.Place()
        _ = try place.open()
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<count {
                let ledger = try place.open()
                group.addTask {
                    try ledger.changeAlerts { memory in
                        guard memory.open.isEmpty else { return false }
                        memory.open = [OpenAlert(Alert(.held, since: Self.now), opened: Self.now, told: Self.now)]
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
        #expect(try place.open().alertMemory().revision == 1)
    }

    @Test("The newest run that came to its end is the last success, whatever ended since")
    func lastSuccess() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        #expect(try ledger.lastSuccess() == nil)
        for (hour, outcome) in [RunOutcome.done, .held, .failed, .stopped, .reauthorizationNeeded].enumerated() {
            let moment = Self.now + Double(hour) * 3_600
            let run = try ledger.startRun(configurationRevision: 1, now: moment)
            try ledger.finishRun(run, outcome: outcome, message: nil, peopleRead: 1, held: 0, pending: 0, problems: 0, now: moment + 60)
        }
        #expect(try ledger.lastSuccess() == Self.now + 3_660)
    }

    @Test("Hard deletes that are due are named, the next one first; what was canceled is not among them")
    func deletions() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        for (index, person) in ["a", "b", "c"].enumerated() {
            let id = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, person), now: Self.now)
            try ledger.recordOutcome(.linked(LedgerTests.link(person)), of: id, now: Self.now)
            try ledger.applyTimerChanges([
                .start(personID: person, DeprovisioningTimer(cause: .deleted, firstSeen: Self.now - Double(index) * 3_600))
            ])
        }
        let policy = DeprovisioningPolicy(deleted: .init(suspend: .within24Hours, hardDelete: .after1Day))
        let due = try ledger.deletionsDue(policy, before: Self.now + 23.5 * 3_600)
        #expect(due.map(\.link.userName) == ["c@corp.example", "b@corp.example"])
        #expect(due.first?.due == Self.now + 22 * 3_600)
    }
}
