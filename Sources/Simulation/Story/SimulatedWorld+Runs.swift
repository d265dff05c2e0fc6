import Engine
import FileHome
import Foundation
import Provisioning
import Sync

/// What the story does to a run, by position of the request, or of the write, counted from 1.
struct RunPlan: Sendable, CustomStringConvertible {
    var requests: [Int: Disturbance] = [:]
    var writes: [Int: Disturbance] = [:]
    /// What happens at which read of accounts, counted from 1.
    var reads: [Int: Disturbance] = [:]
    /// What the app says about its accounts at the first request that asks for them.
    var appLie: AppLie?
    /// Whether the app's answers come without their date. With exported files, nobody tells such a run the time.
    var tellsNoTime = false
    /// What happens to which question to the database, counted from 1.
    var questions: [Int: DatabaseFault] = [:]

    /// Whether another machine comes in the middle.
    var hasRival: Bool {
        (Array(requests.values) + Array(writes.values) + Array(reads.values)).contains { if case .rival = $0 { true } else { false } }
    }

    /// Whether the right to write may run out in the middle, so that somebody else is let in rightly.
    private var mayLoseLease: Bool {
        !questions.isEmpty || hasRival
    }

    /// The same without a second writer who may be let in rightly.
    var judged: RunPlan {
        guard mayLoseLease else { return self }
        var plan = self
        plan.requests = requests.filter { $0.value != .secondWriter }
        plan.writes = writes.filter { $0.value != .secondWriter }
        return plan
    }

    var description: String {
        let places = requests.sorted { $0.key < $1.key }.map { ", \($0.value) at request \($0.key)" }
        let silence = tellsNoTime ? [", the app does not tell the time"] : []
        let writes = writes.sorted { $0.key < $1.key }.map { ", \($0.value) at write \($0.key)" }
        let reads = reads.sorted { $0.key < $1.key }.map { ", \($0.value) at read \($0.key)" }
        let questions = questions.sorted { $0.key < $1.key }.map { ", \($0.value) at question \($0.key) to the database" }
        return (places + writes + reads + questions + silence).joined()
    }
}

extension SimulatedWorld {
    /// One run of the program, with what the story does to it on the way. Revives a program that died.
    func run(_ plan: RunPlan = RunPlan(), released: Set<ActionKind> = []) async throws {
        let plan = plan.judged
        exportAgain()
        try chooseMachine()
        let (cloud, number) = (cloud, process.number)
        begin(plan, isReleased: !released.isEmpty)
        note("a run begins\(plan)")
        try expectRival(in: plan, released: released)
        process.link?.begin(plan.questions)
        var ending = await Self.perform(process, released: released, in: cloud)
        let faults = process.link?.end() ?? 0
        heed(ending, of: plan)
        let rivalEnding = await process.rivals.ending()
        process.rivals.forget()
        if let rivalEnding { ending = heedRival(rivalEnding, after: ending) }
        endRun()
        if faults > 0 { try comeBack(from: plan, faults: faults) }
        guard cloud.with({ $0.process }) == number else {
            forgetWhatWasTold()
            return try goOn()
        }
        try await lookAtAlerts(after: ending)
        if case .failure(.configuration(.runLocked)) = ending { try await runAfterTakeover(released: released) }
    }

    /// Somebody else goes on after the process died, or another machine took over.
    private func goOn() throws {
        guard isShared else { return try revive(from: process.remains) }
        try takeMachine()
    }

    /// Tells the clouds what is to happen to the run that begins.
    private func begin(_ plan: RunPlan, isReleased: Bool) {
        let (start, leftOut) = (clock.now, leftOut)
        cloud.with { state in
            state.run = CloudState.RunWatch(
                start: start, plan: plan.requests, writePlan: plan.writes, readPlan: plan.reads, appLie: plan.appLie, leftOut: leftOut)
            state.run.isReleased = isReleased
            state.told.beginRun()
            state.run.tellsNoTime = plan.tellsNoTime
            if let export = state.export {
                state.run.wasLiedTo = export.isPartial || export.hasOtherIDs
                state.run.exported = export.modified
            }
            state.tally.runs += 1
            if let leftOut {
                state.tally.lies += 1
                _ = state.control(
                    "POST", "faults", ["kind": "leaveOut", "path": "/admin/directory/v1/users", "exact": true, "times": 1_000, "body": leftOut])
            }
            if let account = state.refusedAccount {
                _ = state.control(
                    "POST", "faults",
                    ["kind": "status", "path": "/scim/v2/Users/" + account, "exact": true, "times": 1_000, "status": 403, "body": FalseAnswer.denial])
            }
            state.writesUnderWay = 0
        }
    }

    /// What was to happen to a run happens to nothing else.
    private func endRun() {
        cloud.with { state in
            state.run.plan = [:]
            state.run.writePlan = [:]
            state.run.readPlan = [:]
            state.run.appLie = nil
            state.run.unseen = nil
            state.run.tellsNoTime = false
            state.rival = nil
            _ = state.control("DELETE", "faults")
        }
    }

    /// Lets a process run, and the oracle see what it sees.
    static func perform(
        _ process: SimulatedProcess, released: Set<ActionKind>, in cloud: Cloud
    ) async -> Result<RunRecord, OperationError> {
        do throws(OperationError) {
            let record = try await process.workspace.runs.sync(released: released, releasesUnitMoves: !released.isEmpty) { progress in
                guard progress.phase == .planning || progress.phase == .writing else { return }
                cloud.with { state in
                    guard state.process == process.number else { return }
                    state.judgeStillness(at: cloud.clock.now)
                    // Only once it writes has it surely kept what it saw.
                    // A run that nobody tells the time begins no delay.
                    state.observe(isKept: progress.phase == .writing && !state.run.tellsNoTime)
                }
            }
            return .success(record)
        } catch {
            return .failure(error)
        }
    }

    /// What the world learns from how a run ended.
    func heed(_ ending: Result<RunRecord, OperationError>, of plan: RunPlan) {
        judgeQuestions(ending)
        switch ending {
        case .success(let record): note("the run ends: \(record.words)")
        case .failure(let error):
            if case .reauthorizationNeeded = error { isRevoked = true }
            if case .belongsElsewhere = error { isForeign = true }
            if case .identityChanged = error, !hasOtherIDs { isAskedAboutIdentities = true }
            if case .application = error { judgeEnd(plan, error) }
            note("the run ends: \(error)")
        }
    }

    /// A run that the app refuses as a whole, although nothing but the writes to one account were refused.
    private func judgeEnd(_ plan: RunPlan, _ error: OperationError) {
        guard plan.requests.isEmpty, plan.writes.isEmpty, plan.reads.isEmpty, plan.questions.isEmpty, plan.appLie == nil else { return }
        let moment = clock.now
        cloud.with { state in
            guard let account = state.refusedAccount else { return }
            state.violate(.oneRefusal, "everything about \(account) is refused, and the run ended: \(error)", at: moment)
        }
    }

    /// Starts a new program on what is in `folder`.
    func revive(from folder: URL) throws {
        homes += 1
        let home = self.folder.appending(path: "home-\(homes)")
        let old = process.folder
        HomeFiles.copy(from: folder, to: home)
        process = try SimulatedProcess(cloud: cloud, home: .folder(home))
        if let service {
            service.release()
            try beginService()
        }
        try? FileManager.default.removeItem(at: old)
        note("the program starts again")
    }
}
