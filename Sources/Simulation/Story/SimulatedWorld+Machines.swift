import Engine
import Foundation
import Provisioning
import Sync

/// Several machines that keep one home in a database: which of them runs, what happens to the database, and who takes over from whom.
extension SimulatedWorld {
    /// So long after its holder died, a run of another machine is refused at most, in seconds.
    private static let longestTakeover: TimeInterval = 95
    /// Machines' clocks differ by no more than what goes unnoticed.
    private static let greatestError = 120

    /// How many machines the world of a seed has.
    static func machineCount(seed: UInt64) -> Int {
        var dice = Dice(seed: seed, stream: 4)
        return dice.draw((75, 1), (17, 2), (8, 3))
    }

    /// The machines of a world, and their database; none where there is only one, which keeps everything in a folder.
    static func machines(of character: Character, folder: URL, clock: VirtualClock, dice: inout Dice) throws -> [SimulatedHome] {
        guard character.machines > 1 else { return [] }
        // An export from half a minute ago seems to be in the future where the clock is behind, and then nothing is believed.
        let error = character.files == nil ? greatestError : 0
        // Leases go by the database's clock alone, so that it may show anything.
        let database = try SimulatedDatabase(
            folder: folder.appending(path: "database"), clock: clock, secondsAhead: Double(dice.within(-100_000...100_000)))
        return (0..<character.machines).map { number in
            .database(
                database,
                .init(
                    number: number, folder: folder.appending(path: "machine-\(number)"),
                    secondsAhead: Double(dice.within(-error...error)), uptime: Double(dice.within(0...1_000_000))))
        }
    }

    /// Which machine runs next: the same, or another one.
    func chooseMachine() throws {
        guard isShared, rivalry.chance(40) else { return }
        try takeMachine()
    }

    /// One of the machines acts from now on; it is started where it does not run.
    func takeMachine() throws {
        living = living.filter { $0.value.link?.isCut == false }
        let place = rivalry.below(machines.count)
        let known = living[place]
        process = try known ?? SimulatedProcess(cloud: cloud, home: machines[place])
        living[place] = process
        let number = process.number
        cloud.with { $0.letAct(number) }
        note("machine \(place + 1) acts")
    }

    /// The program is started again on a machine, in order.
    func restartMachine() throws {
        process.link?.cut()
        clock.advance(by: 120)
        try takeMachine()
    }

    /// What happens to a run because several machines and a database are there.
    func drawTroubleOfMachines(_ plan: inout RunPlan) {
        guard isShared else { return }
        if rivalry.chance(45) {
            // Often long enough for the lease to run out, and often not.
            let seconds = Double(rivalry.draw((3, rivalry.within(1...59)), (2, rivalry.within(60...95)), (3, rivalry.within(91...400))))
            let rival = Disturbance.rival(seconds: seconds, requests: rivalry.within(1...30), beforeEffect: rivalry.chance(30))
            // Reads after the first one stand between the moment at which an action begins and its write.
            let (place, numbers): (any WritableKeyPath<RunPlan, [Int: Disturbance]> & Sendable, ClosedRange<Int>) = rivalry.draw(
                (6, (\.writes, 1...3)), (2, (\.requests, 2...14)), (4, (\.reads, 2...4)))
            plan[keyPath: place][rivalry.within(numbers)] = rival
        }
        guard rivalry.chance(40) else { return }
        for _ in 0..<rivalry.draw((4, 1), (1, 2)) {
            let place = rivalry.draw((2, rivalry.within(1...20)), (3, rivalry.within(20...70)))
            plan.questions[place] = rivalry.draw(
                (3, .away(seconds: Double(rivalry.within(1...300)))), (3, .noAnswer), (3, .late(seconds: Double(rivalry.within(1...200)))))
        }
        guard rivalry.chance(15) else { return }
        let place = rivalry.within(1...60)
        plan.questions[place] = .standbyFallsBehind
        plan.questions[place + rivalry.within(1...20)] = .failover
    }

    /// Another machine comes where the plan says so.
    func expectRival(in plan: RunPlan, released: Set<ActionKind>) throws {
        guard plan.hasRival, let place = (0..<machines.count).first(where: { living[$0]?.number != process.number }) else { return }
        let acting = process.number
        let rival = try living[place].flatMap { $0.link?.isCut == false ? $0 : nil } ?? SimulatedProcess(cloud: cloud, home: machines[place])
        living[place] = rival
        let cloud = cloud
        cloud.with { $0.letAct(acting) }
        process.rivals.expect(rival, in: cloud, on: executor) { await Self.perform(rival, released: released, in: cloud) }
    }

    /// How a run and that of another machine beside it ended, for what follows: of the one that leads now.
    func heedRival(
        _ theirs: Result<RunRecord, OperationError>, after ours: Result<RunRecord, OperationError>
    ) -> Result<RunRecord, OperationError> {
        let number = process.number
        let isOvertaken = cloud.with { $0.overtaken.contains(number) }
        guard isOvertaken else {
            // The one that leads did not lose its lease, so the other one has to be refused for that.
            if case .failure(.configuration(.runLocked)) = theirs { return ours }
            note("the other machine's run ends: \(theirs)")
            return ours
        }
        if case .success(let record) = ours { violate(.oneLeader, "a run that was overtaken ended well: \(record.words)") }
        heed(theirs, of: RunPlan(requests: [1: .secondWriter]))
        return theirs
    }

    /// The database can be reached again, and what is there counts.
    func comeBack(from plan: RunPlan, faults: Int) throws {
        guard case .database(let database, _)? = machines.first else { return }
        if let moment = database.back { clock.advance(to: moment) }
        let (now, isOlder) = (clock.now, plan.questions.values.contains(.failover))
        if isOlder { hasRestored = true }
        cloud.with { state in
            state.tally.databaseFaults += faults
            // A lease that could not be given back has to run out.
            state.leaderLost = now
            if isOlder { state.tally.restoredLedgers += 1 }
        }
    }

    /// A run was refused because another one may still be at it: that has to have died a short time ago, and once its lease has run out nobody is refused.
    func runAfterTakeover(released: Set<ActionKind>) async throws {
        guard isShared else { return violate(.takeover, "a run was refused, although this machine is the only one") }
        let now = clock.now
        guard let lost = cloud.with({ $0.leaderLost }), now.timeIntervalSince(lost) <= Self.longestTakeover else {
            return violate(.takeover, "a run was refused, although nobody has led for \(Self.longestTakeover) seconds")
        }
        clock.advance(to: lost + Self.longestTakeover)
        cloud.with { $0.leaderLost = nil }
        try await run(released: released)
    }
}
