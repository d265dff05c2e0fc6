import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("When an exported file counts", .timeLimit(.minutes(2)))
struct ExportRuleTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    struct Stand: Sendable, CustomTestStringConvertible {
        let name: String
        /// Seconds before now at which the file was written.
        let age: Double
        /// Seconds before now since which runs saw it so; `nil` when none did.
        var seen: Double?
        /// Whether the runs saw another size.
        var hasGrown = false
        /// Seconds from now at which it counts; `nil` when it counts now.
        let counts: Double?
        var testDescription: String { name }
    }

    @Test(
        "A file counts once it stood still for a minute",
        arguments: [
            Stand(name: "written an hour ago, never seen", age: 3_600, counts: nil), Stand(name: "a minute old", age: 60, counts: nil),
            Stand(name: "59 seconds old", age: 59, counts: 1), Stand(name: "just written", age: 0, counts: 60),
            Stand(name: "just written, seen so", age: 10, seen: 5, counts: 50),
            Stand(name: "from the future, never seen", age: -600, counts: 60),
            Stand(name: "from the future, seen for half a minute", age: -600, seen: 30, counts: 30),
            Stand(name: "from the future, seen for a minute", age: -600, seen: 60, counts: nil),
            Stand(name: "from the future, and still growing", age: -600, seen: 600, hasGrown: true, counts: 60),
            Stand(name: "seen in the future: the clock was set back", age: -600, seen: -300, counts: 60),
        ])
    func stillness(stand: Stand) {
        let file = ExportedFile(name: "users.csv", size: 100, modified: Self.now - stand.age)
        let before = ExportedFile(name: "users.csv", size: stand.hasGrown ? 90 : 100, modified: Self.now - stand.age)
        let seen = stand.seen.map { ExportMemory.Seen(file: before, since: Self.now - $0) }
        #expect(ExportStillness.countsFrom(file, seen: seen, now: Self.now)?.timeIntervalSince(Self.now) == stand.counts)
    }

    @Test("All files have to stand still; the one that counts last is named")
    func several() {
        let files = [("users.csv", 3_600.0), ("members.csv", 20), ("groups.json", 40)].map {
            ExportedFile(name: $0.0, size: 1, modified: Self.now - $0.1)
        }
        let waits = ExportStillness.waitsFor(files, memory: ExportMemory(), now: Self.now)
        #expect(waits?.file.name == "members.csv")
        #expect(waits?.until == Self.now + 40)
        #expect(ExportStillness.waitsFor(Array(files.prefix(1)), memory: ExportMemory(), now: Self.now) == nil)
    }

    @Test("A file that is as it was keeps the moment at which it was first seen so")
    func noting() {
        let (first, second) = (ExportedFile(name: "a", size: 1, modified: Self.now), ExportedFile(name: "a", size: 2, modified: Self.now))
        var memory = ExportMemory()
        memory.files = memory.noting([first], now: Self.now)
        memory.files = memory.noting([first], now: Self.now + 30)
        #expect(memory.files["a"]?.since == Self.now)
        memory.files = memory.noting([second], now: Self.now + 50)
        #expect(memory.files["a"]?.since == Self.now + 50)
        #expect(memory.noting([], now: Self.now).isEmpty)
    }

    struct Absence: Sendable, CustomTestStringConvertible {
        let name: String
        /// Minutes after the first file at which the second was written.
        let minutes: Double
        let isConfirmed: Bool
        var testDescription: String { name }
    }

    @Test(
        "Absence needs a second file, at least one run interval later",
        arguments: [
            Absence(name: "the same file again", minutes: 0, isConfirmed: false),
            Absence(name: "a file of a minute later", minutes: 1, isConfirmed: false),
            Absence(name: "59 minutes later", minutes: 59, isConfirmed: false), Absence(name: "an hour later", minutes: 60, isConfirmed: true),
            Absence(name: "a day later", minutes: 1_440, isConfirmed: true),
            Absence(name: "an older file put back", minutes: -1_440, isConfirmed: false),
        ])
    func absence(absence: Absence) {
        let first = ExportAbsence.judge(["p"], remembered: [:], modified: Self.now, interval: 3_600)
        #expect(first.confirmed.isEmpty)
        let second = ExportAbsence.judge(["p"], remembered: first.remembered, modified: Self.now + absence.minutes * 60, interval: 3_600)
        #expect(second.confirmed == (absence.isConfirmed ? ["p"] : []))
        // Who is back is forgotten, and the next absence is a first one.
        let back = ExportAbsence.judge([], remembered: second.remembered, modified: Self.now + 90_000, interval: 3_600)
        #expect(back.remembered.isEmpty)
        #expect(ExportAbsence.judge(["p"], remembered: back.remembered, modified: Self.now + 200_000, interval: 3_600).confirmed.isEmpty)
    }

    // MARK: People and members

    static func ledger(_ ids: [String]) -> LedgerState {
        LedgerState(
            links: Dictionary(
                uniqueKeysWithValues: ids.map { ($0, AccountLink(personID: $0, accountID: "a\($0)", values: ["userName": "p\($0)@corp.example"])) }))
    }

    static func snapshot(_ ids: [String], deleted: [String] = [], members: [String]? = nil) -> DirectorySnapshot {
        func person(_ id: String) -> Person { Person(id: id, primaryEmail: "p\(id)@corp.example") }
        var snapshot = DirectorySnapshot(primaryDomain: "corp.example", people: ids.map(person), deletedPeople: deleted.map(person))
        if let members {
            snapshot.groups = ["g": Group(id: "g", email: "g@corp.example", name: "Staff")]
            snapshot.members = ["g": members.map { GroupMember(id: $0) }]
        }
        return snapshot
    }

    static func judge(_ snapshot: DirectorySnapshot, _ ledger: LedgerState, hours: Double) -> ExportJudgement {
        let files = ["users.csv", "members.csv"].map { ExportedFile(name: $0, size: 1, modified: now + hours * 3_600) }
        return ExportJudgement(snapshot, files: files, ledger: ledger, now: now + hours * 3_600 + 60, interval: 3_600)
    }

    @Test("26 of 30 rows: nobody is gone before a second export says so, and who is back never was")
    func people() {
        let ids = (1...30).map(String.init)
        var ledger = Self.ledger(ids)
        let cut = Self.judge(Self.snapshot(Array(ids.prefix(26))), ledger, hours: 0)
        #expect(cut.confirmedAbsent.isEmpty)
        #expect(cut.unconfirmedAbsent == ["27", "28", "29", "30"])
        #expect(cut.sentences.first?.hasPrefix("4 people with an account are missing from users.csv for the first time (p27@corp.example,") == true)
        ledger.exports = cut.memory
        let whole = Self.judge(Self.snapshot(Array(ids.prefix(29))), ledger, hours: 2)
        #expect(whole.confirmedAbsent == ["30"])
        #expect(whole.unconfirmedAbsent.isEmpty)
        #expect(whole.sentences.isEmpty)
        ledger.exports = whole.memory
        // The second file, read once more by the next run, still confirms it.
        #expect(Self.judge(Self.snapshot(Array(ids.prefix(29))), ledger, hours: 2).confirmedAbsent == ["30"])
    }

    @Test("Whom deleted-users.json names needs no second file")
    func deleted() {
        let judged = Self.judge(Self.snapshot(["1"], deleted: ["2"]), Self.ledger(["1", "2"]), hours: 0)
        #expect(judged.confirmedAbsent.isEmpty)
        #expect(judged.unconfirmedAbsent.isEmpty)
        #expect(judged.snapshot.deletedPeople.map(\.id) == ["2"])
    }

    @Test("So does everybody when the row for the whole organization is missing")
    func everybody() {
        var ledger = Self.ledger(["1", "2"])
        var whole = Self.snapshot(["1", "2", "3"], members: [])
        whole.members["g"] = [GroupMember(id: "C1", kind: .customer)]
        // At the first run nobody has an account yet.
        ledger.exports = Self.judge(whole, LedgerState(), hours: 0).memory
        let cut = Self.judge(Self.snapshot(["1", "2", "3"], members: []), ledger, hours: 1)
        #expect(cut.snapshot.members["g"]?.map(\.id) == ["1", "2"])
        ledger.exports = cut.memory
        #expect(Self.judge(Self.snapshot(["1", "2", "3"], members: []), ledger, hours: 2).snapshot.members["g"]?.map(\.id) == [])
    }

    @Test("Whoever is missing from a list of members stays a member until a second export agrees")
    func members() {
        var ledger = Self.ledger(["1", "2", "3"])
        ledger.exports = Self.judge(Self.snapshot(["1", "2", "3"], members: ["1", "2"]), ledger, hours: 0).memory
        let cut = Self.judge(Self.snapshot(["1", "2", "3"], members: ["1"]), ledger, hours: 1)
        #expect(cut.snapshot.members["g"]?.map(\.id) == ["1", "2"])
        #expect(cut.sentences.first?.hasPrefix("1 member of Staff is missing from members.csv for the first time (p2@corp.example)") == true)
        ledger.exports = cut.memory
        #expect(Self.judge(Self.snapshot(["1", "2", "3"], members: ["1"]), ledger, hours: 1).snapshot.members["g"]?.map(\.id) == ["1", "2"])
        let second = Self.judge(Self.snapshot(["1", "2", "3"], members: ["1"]), ledger, hours: 2)
        #expect(second.snapshot.members["g"]?.map(\.id) == ["1"])
        #expect(second.sentences.isEmpty)
        // Who was never a member does not become one.
        ledger.exports = second.memory
        #expect(Self.judge(Self.snapshot(["1", "2", "3"], members: ["1"]), ledger, hours: 3).snapshot.members["g"]?.map(\.id) == ["1"])
    }
}
