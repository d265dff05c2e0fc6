import Engine
import FileHome
import Foundation
import Provisioning
import Sync

/// What the story does to a run, by position of the request, or of the write, counted from 1.
struct RunPlan: Sendable, CustomStringConvertible {
    var requests: [Int: Disturbance] = [:]
    var writes: [Int: Disturbance] = [:]
    /// What the app says about its accounts at the first request that asks for them.
    var appLie: AppLie?
    /// Whether the app's answers come without their date. With exported files, nobody tells such a run the time.
    var tellsNoTime = false

    var description: String {
        let places = requests.sorted { $0.key < $1.key }.map { ", \($0.value) at request \($0.key)" }
        let silence = tellsNoTime ? [", the app does not tell the time"] : []
        return (places + writes.sorted { $0.key < $1.key }.map { ", \($0.value) at write \($0.key)" } + silence).joined()
    }
}

extension SimulatedWorld {
    /// One run of the program, with what the story does to it on the way. Revives a program that died.
    func run(_ plan: RunPlan = RunPlan(), released: Set<ActionKind> = []) async throws {
        exportAgain()
        let (cloud, number, start, leftOut) = (cloud, process.number, clock.now, leftOut)
        cloud.with { state in
            state.run = CloudState.RunWatch(start: start, plan: plan.requests, writePlan: plan.writes, appLie: plan.appLie, leftOut: leftOut)
            state.run.isReleased = !released.isEmpty
            state.told.beginRun()
            state.run.tellsNoTime = plan.tellsNoTime
            if let export = state.export { state.run.wasLiedTo = export.isPartial || export.hasOtherIDs }
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
        note("a run begins\(plan)")
        let ending: Result<RunRecord, OperationError>
        do throws(OperationError) {
            let record = try await process.workspace.run(released: released, releasesUnitMoves: !released.isEmpty) { progress in
                guard progress.phase == .planning || progress.phase == .writing else { return }
                cloud.with { state in
                    guard state.process == number else { return }
                    // Only once it writes has it surely kept what it saw.
                    // A run that nobody tells the time begins no delay.
                    state.observe(isKept: progress.phase == .writing && !state.run.tellsNoTime)
                }
            }
            note("the run ends: \(record.words)")
            ending = .success(record)
        } catch {
            ending = .failure(error)
            if case .reauthorizationNeeded = error { isRevoked = true }
            if case .belongsElsewhere = error { isForeign = true }
            if case .identityChanged = error, !hasOtherIDs { isAskedAboutIdentities = true }
            if case .application = error { judgeEnd(plan, error) }
            note("the run ends: \(error)")
        }
        cloud.with { state in
            state.run.plan = [:]
            state.run.writePlan = [:]
            state.run.appLie = nil
            state.run.tellsNoTime = false
            _ = state.control("DELETE", "faults")
        }
        guard cloud.with({ $0.process }) == number else {
            forgetWhatWasTold()
            return try revive(from: process.remains)
        }
        try await lookAtAlerts(after: ending)
    }

    /// A run that the app refuses as a whole, although nothing but the writes to one account were refused.
    private func judgeEnd(_ plan: RunPlan, _ error: OperationError) {
        guard plan.requests.isEmpty, plan.writes.isEmpty, plan.appLie == nil else { return }
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
        process = try SimulatedProcess(cloud: cloud, folder: home)
        if let service {
            service.release()
            try beginService()
        }
        try? FileManager.default.removeItem(at: old)
        note("the program starts again")
    }

    /// The ledger is lost, and an older copy of it is put back.
    func restoreLedger() throws {
        guard let backup else { return }
        self.backup = nil
        hasRestored = true
        alertOracle.restored()
        note("the ledger is restored from an older copy")
        cloud.with { state in
            state.process += 1
            state.tally.restoredLedgers += 1
        }
        let mixed = folder.appending(path: "restored")
        HomeFiles.copy(from: process.folder, to: mixed)
        HomeFiles.restoreLedger(from: backup, in: mixed)
        // What was decided since is lost with the newer ledger.
        let decided = decidedAtBackup
        cloud.with { $0.oracle.decisions = decided }
        try revive(from: mixed)
    }

    /// Keeps a copy of the ledger as it is between two runs.
    func backUp() {
        let target = folder.appending(path: "backup")
        HomeFiles.copy(from: process.folder, to: target)
        backup = target
        decidedAtBackup = cloud.with { $0.oracle.decisions }
        note("the ledger is backed up")
    }
}
