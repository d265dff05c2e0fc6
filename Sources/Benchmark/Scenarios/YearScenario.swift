import FileHome
import Foundation
import GRDB
import Provisioning
import Sync

/// What a year of runs leaves in the ledger, and what that costs: the size, and the time of a run, of the status and of the log, beside the same before that year.
enum YearScenario {
    /// A run an hour.
    private static let runs = 8_760
    /// Joining, leaving, another name or address, another title: this often something is written about each person.
    private static let changesPerPerson = 4
    /// The configuration is changed once a week.
    private static let revisions = 52
    /// Each figure is the middle of so many.
    private static let repetitions = 5

    static func measure(people: Int) async throws -> ScenarioReport {
        let world = try await BenchmarkWorld(users: people)
        _ = try await world.run()
        let (before, after, sizes) = try await beforeAndAfterAYear(world, people: people)
        let growth = Double(sizes.after - sizes.before)
        return ScenarioReport(
            scenario: .year,
            subject: "\(people) people; \(runs) runs, \(people * changesPerPerson) changes and \(revisions) revisions of the configuration later",
            figures: [
                Figure("size of the ledger before", Double(sizes.before) / 1_000_000, .megabytes),
                Figure("growth in a year", growth / 1_000_000, .megabytes, goal: .below(100)),
                Figure("of it for each change", growth / Double(people * changesPerPerson), .bytes),
                Figure("status", after.status * 1_000, .milliseconds, goal: .below(100)),
                Figure("the newest 50 entries of the log", after.log * 1_000, .milliseconds, goal: .below(100)),
                Figure("a run without changes", after.run, .seconds),
                Figure("its processor time, beside that before the year", after.processor / before.processor, .ratio, goal: .atMost(1.2)),
                Figure("its peak memory, beside that before the year", Double(after.memory) / Double(before.memory), .ratio, goal: .atMost(1.2)),
            ])
    }

    private struct Times {
        var status: Double
        var log: Double
        var run: Double
        var processor: Double
        var memory: Int
    }

    private static func beforeAndAfterAYear(
        _ world: BenchmarkWorld, people: Int
    ) async throws -> (before: Times, after: Times, sizes: (before: Int, after: Int)) {
        // The first run of a day compares the app's accounts; those that are measured do not.
        _ = try await world.run()
        let before = try await times(of: world)
        let smaller = try size(of: world.home)
        try fill(world.home.ledgerFile, changes: people * changesPerPerson)
        for number in 0..<revisions {
            try await world.workspace.setup.update { $0.safeguards.limits[.rename] = .init(number: 10 + number % 2, percent: 1) }
        }
        let after = try await times(of: world)
        return (before, after, (smaller, try size(of: world.home)))
    }

    private static func times(of world: BenchmarkWorld) async throws -> Times {
        let workspace = world.workspace
        let status = try await middle { _ = try await workspace.checks.status() }
        let log = try await middle {
            let (found, _) = try await workspace.history.find(ActivityQuery())
            _ = try await workspace.history.entries(found.ids(0..<50))
        }
        var (seconds, processor, memory): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<repetitions {
            let run = try await world.run().measured
            seconds.append(run.seconds)
            processor.append(run.processorSeconds)
            memory.append(Double(run.peakMemory))
        }
        return Times(
            status: status, log: log, run: seconds.percentile(0.5), processor: processor.percentile(0.5), memory: Int(memory.percentile(0.5)))
    }

    private static func middle(_ operation: () async throws -> Void) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<repetitions {
            let start = ContinuousClock.now
            try await operation()
            times.append((ContinuousClock.now - start) / .seconds(1))
        }
        return times.percentile(0.5)
    }

    /// The ledger, with everything in its main file.
    private static func size(of home: Home) throws -> Int {
        let database = try DatabaseQueue(path: home.ledgerFile.path)
        _ = try database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        try database.close()
        return try FileManager.default.attributesOfItem(atPath: home.ledgerFile.path)[.size] as? Int ?? 0
    }

    /// A year of runs and of changes of the people who have an account, straight into the tables: the ledger's own way syncs the disk for each entry. The rows have the lengths of
    /// real ones, and each has its two steps in the chain.
    private static func fill(_ ledger: URL, changes: Int) throws {
        let database = try DatabaseQueue(path: ledger.path)
        let end = Date().timeIntervalSince1970
        try database.write { db in
            let newest = try Int.fetchOne(db, sql: "SELECT max(id) FROM run") ?? 0
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                    INSERT INTO run (id, revision, started, finished, outcome, people, actor)
                    SELECT ?3 + i, 1, ?2 - (?1 - i + 1) * 3600.0, ?2 - (?1 - i + 1) * 3600.0 + 9, 'done', 10000, 'autoprovision' FROM n
                    """, arguments: [runs, end, newest])
            let entry = try Int.fetchOne(db, sql: "SELECT max(id) FROM journal") ?? 0
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1),
                    p AS (SELECT row_number() OVER () - 1 AS place, person, account FROM link)
                    INSERT INTO journal (id, run, kind, person, name, email, account, reason, why, before, after, state, started, ended)
                    SELECT ?3 + i, ?4 + 1 + i * (?5 - 1) / ?1, 'update', p.person, 'Lindqvist ' || i, 'person-' || i || '@large.example', p.account,
                        '', '{"labels":["Job title"],"word":"attributesChanged"}', '{"title":"Engineer","department":"Research"}',
                        '{"title":"Senior engineer","department":"Research"}', 'done',
                        ?2 - (?1 - i + 1) * 31536000.0 / ?1, ?2 - (?1 - i + 1) * 31536000.0 / ?1 + 1
                    FROM n JOIN p ON p.place = i % (SELECT count(*) FROM link)
                    """, arguments: [changes, end, entry, newest, runs])
            try db.execute(
                sql: """
                    INSERT INTO audit (entry, text, hash)
                    SELECT id, '{"account":"' || account || '","after":"' || after || '","before":"' || before || '","email":"' || email || '","kind":"update","name":"'
                        || name || '","person":"' || person || '","reason":"","run":' || run || ',"started":' || started || ',"why":' || why || '}', printf('%064x', id)
                    FROM journal WHERE id > ?1 UNION ALL SELECT id, '{"code":null,"ended":' || ended || ',"message":null,"state":"done"}', printf('%064x', id + 1)
                    FROM journal WHERE id > ?1
                    """, arguments: [entry])
        }
        try database.close()
    }
}
