import FileHome
package import Foundation
package import Sandbox

/// One world, from its seed to its report: an organization that changes, a network that fails, a program that dies, and time.
package final class SimulatedWorld {
    /// What became of a world.
    package struct Report: Sendable, Equatable {
        package let seed: UInt64
        package var tally: Tally
        package var violations: [Violation]
        /// The story in lines; empty unless it was asked for.
        package var trace: [String]
    }

    let seed: UInt64
    let clock: VirtualClock
    let cloud: Cloud
    var character: Character
    let folder: URL
    let start: Date
    var dice: Dice
    /// For the evils that came later, see ``Character``.
    var odd: Dice
    /// The process that acts.
    var process: SimulatedProcess
    /// The machines on which the program may run, where several keep one home; otherwise none.
    let machines: [SimulatedHome]
    /// The processes that live on them, by place; the one that acts is one of them.
    var living: [Int: SimulatedProcess] = [:]
    /// The dice for what only several machines meet.
    var rivalry: Dice
    /// Runs all tasks of the world.
    let executor: WorldExecutor
    /// Whether several machines keep one home.
    var isShared: Bool { !machines.isEmpty }
    /// Keys of the groups that the story plays with.
    let groupKeys = ["all-staff", "sales", "sales-emea", "phone-users", "everyone"]
    var homes = 0
    var newcomers = 0
    /// An older copy of the ledger.
    var backup: URL?
    /// What happened to somebody since that copy was made, and the act that undoes it.
    var sinceBackup: (person: String, act: String, body: [String: String])?
    /// What the administrator had decided when that copy was made.
    var decidedAtBackup: [String: [TrueCause: [Removal: Oracle.Decision]]] = [:]
    /// Where units counted when that copy was made; nowhere before the first run.
    var unitsAtBackup: [[String: String]] = []
    var hasRestored = false
    /// Whether the newest run found that the ledger belongs to another directory.
    var isForeign = false
    /// Whether the newest run asked whether people are named by other ids, although they are not.
    var isAskedAboutIdentities = false
    /// Whether nothing goes wrong any more.
    var isQuiet = false
    var isRevoked = false
    /// Whether settings are saved with the units' ids.
    var knowsUnitIDs = true
    /// Whether the first settings knew units by their paths only.
    var beganWithPaths = false
    /// Whether exports name people by another kind of id at present.
    var hasOtherIDs = false
    /// Who was suspended or deleted for a moment by mistake; it may come true later.
    var mistake: (person: String, act: String)?
    /// The id of somebody whom the directory's lists leave out at present, although they exist.
    var leftOut: String?
    /// What administrators were told.
    var alertOracle = AlertOracle()
    /// The dice for what only alerts look at.
    var telling: Dice
    /// The mark of a service that lets runs follow one another.
    var service: UnattendedMark?

    /// The virtual time at which the worlds begin, to a day.
    private static let beginning = Date(timeIntervalSince1970: 1_704_700_800)

    /// Lives the whole world of `seed`.
    ///
    /// - Parameters:
    ///   - key: the service account's key, one for many worlds: making one takes longer than a world.
    ///   - folder: where the homes of this world lie; removed at the end.
    package static func live(seed: UInt64, key: ServiceAccountKey, folder: URL, isTracing: Bool = false) async throws -> Report {
        let executor = WorldExecutor()
        return try await withTaskExecutorPreference(executor) {
            defer { try? FileManager.default.removeItem(at: folder) }
            let world = try SimulatedWorld(seed: seed, key: key, folder: folder, executor: executor, isTracing: isTracing)
            defer { world.service?.release() }
            do {
                try await world.setUp()
                try await world.tell()
                try await world.quiet()
                try await world.checkMessages()
            } catch {
                // After a broken rule nothing need go on as it should: the finding counts.
                guard world.cloud.with({ !$0.violations.isEmpty }) else { throw error }
            }
            return world.report()
        }
    }

    /// The first throws of a world's dice: when it begins, what it meets, and the dice for the rest.
    static func begin(seed: UInt64) -> (start: Date, character: Character, dice: Dice, odd: Dice) {
        var dice = Dice(seed: seed)
        let start = Self.beginning + Double(dice.below(86_400))
        var odd = Dice(seed: seed, stream: 1)
        var character = Character(dice: &dice, odd: &odd)
        character.begin(machines: Self.machineCount(seed: seed))
        return (start, character, dice, odd)
    }

    private init(seed: UInt64, key: ServiceAccountKey, folder: URL, executor: WorldExecutor, isTracing: Bool) throws {
        self.seed = seed
        self.executor = executor
        self.folder = folder
        let begin = Self.begin(seed: seed)
        start = begin.start
        clock = VirtualClock(start: start)
        character = begin.character
        var dice = begin.dice
        // Many small worlds meet more than few large ones; some are large all the same.
        let users = dice.within(dice.draw((4, 4...6), (4, 6...10), (1, 11...20)))
        let directoryPage = dice.draw((3, nil), (1, dice.within(2...6)))
        let limits = dice.draw(
            (40, SandboxRateLimits.demo), (30, .init(light: 50, medium: 40, heavy: 10, auth: 60)),
            (30, .init(light: 12, medium: 40, heavy: 3, auth: 60)))
        cloud = Cloud(
            options: SandboxOptions(users: users, seed: seed &+ 1, licences: users + 40, limits: limits, directoryPage: directoryPage), key: key,
            clock: clock,
            isTracing: isTracing)
        self.dice = dice
        odd = begin.odd
        telling = Dice(seed: seed, stream: 2)
        rivalry = Dice(seed: seed, stream: 3)
        machines = try Self.machines(of: character, folder: folder, clock: clock, dice: &rivalry)
        process = try SimulatedProcess(cloud: cloud, home: machines.first ?? .folder(folder.appending(path: "home-0")))
        if isShared { living[0] = process }
        let character = character
        cloud.with { state in
            state.hasOtherClient = character.hasOtherClient
            // The clocks of several machines differ.
            state.hasBadClock = character.hasBadClock || character.machines > 1
            state.identity = character.files?.identity ?? Identity()
        }
        note("world \(seed): \(users) people, \(directoryPage.map { "pages of \($0)" } ?? "whole pages"), limits \(limits), \(character)")
    }

    func note(_ line: @autoclosure () -> String) { cloud.note(line()) }

    private func report() -> Report {
        let days = Int(clock.now.timeIntervalSince(start) / 86_400)
        return cloud.with { state in
            state.tally.virtualDays = days
            return Report(seed: seed, tally: state.tally, violations: state.violations, trace: state.trace ?? [])
        }
    }
}
