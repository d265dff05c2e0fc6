import Foundation
import Provisioning

@testable import Engine

extension InMemoryLedger {
    func beginRun(
        configurationRevision: Int, isUnattended: Bool, by actor: AuditActor?, now: Date
    ) async throws(LedgerError) -> (id: Int64, wasRestored: Bool) {
        write { content in
            let wasRestored = content.isReplaced
            if wasRestored { Self.restartTimers(&content, now: now) }
            content.isReplaced = false
            content.runs = content.runs.map { $0.withoutHolder }
            let id = Int64(content.runs.count + 1)
            content.runs.append(
                RunRecord(
                    id: id, started: now, finished: nil, outcome: nil, message: nil, counts: [:], failures: 0, held: 0, pending: 0, problems: 0,
                    peopleRead: 0))
            return (id, wasRestored)
        }
    }

    func beginRun(for personID: String, configurationRevision: Int, by actor: AuditActor?, now: Date) async throws(LedgerError) -> Int64 {
        write { content in
            let id = Int64(content.runs.count + 1)
            content.runs.append(
                RunRecord(
                    id: id, started: now, finished: nil, outcome: nil, message: nil, counts: [:], failures: 0, held: 0, pending: 0, problems: 0,
                    peopleRead: 0))
            content.personRuns[id] = personID
            return id
        }
    }

    func rememberHeld(_ entries: [PlanEntry], of personID: String, now: Date) async throws(LedgerError) {}

    func lastRun(of personID: String) async throws(LedgerError) -> RunRecord? {
        read { content in content.runs.last { content.personRuns[$0.id] == personID } }
    }

    func finishRun(
        _ id: Int64, outcome: RunOutcome, message: String?, peopleRead: Int, held: Int, pending: Int, cancelled: Int, problems: Int, waiting: Int,
        rejected: Int, nowHeld: [PlanEntry]?, nowHoldsUnits: Bool, now: Date
    ) async throws(LedgerError) {
        write { content in
            guard let index = content.runs.firstIndex(where: { $0.id == id }) else { return }
            let mine = content.journal.filter { $0.run == id }
            content.runs[index] = RunRecord(
                id: id, started: content.runs[index].started, finished: now, outcome: outcome, message: message,
                counts: Dictionary(grouping: mine.filter(\.isDone), by: \.entry.kind).mapValues(\.count),
                failures: mine.count { $0.failure != nil }, held: held, pending: pending, cancelled: cancelled, problems: problems,
                waiting: waiting, rejected: rejected, peopleRead: peopleRead)
        }
    }

    func lastRun() async throws(LedgerError) -> RunRecord? { read { content in content.runs.last { content.personRuns[$0.id] == nil } } }

    func openIntents() async throws(LedgerError) -> [OpenIntent] {
        read { content in
            content.journal.filter { $0.outcome == nil }.map {
                OpenIntent(
                    id: $0.id, kind: $0.entry.kind, person: $0.entry.person, accountID: $0.entry.accountID, before: $0.entry.before,
                    after: $0.entry.after)
            }
        }
    }

    func record(
        outcomes: [(intent: Int64, outcome: IntentOutcome)], run: Int64, intents: [(entry: PlanEntry, isReleased: Bool)], now: Date
    ) async throws(LedgerError) -> [Int64] {
        write { content in
            for (intent, outcome) in outcomes { conclude(intent, outcome, &content, now: now) }
            return intents.map { entry, isReleased in
                trace.note("intent \(entry.kind) \(entry.personID)")
                let id = Int64(content.journal.count + 1)
                content.journal.append(Journaled(id: id, run: run, entry: entry, isReleased: isReleased))
                return id
            }
        }
    }

    private func conclude(_ intent: Int64, _ outcome: IntentOutcome, _ content: inout Content, now: Date) {
        guard let index = content.journal.firstIndex(where: { $0.id == intent }) else { return }
        content.journal[index].outcome = outcome
        content.journal[index].ended = now
        let entry = content.journal[index].entry
        trace.note("outcome \(entry.kind) \(entry.personID)")
        switch outcome {
        case .linked(let link): content.state.links[entry.personID] = link
        case .removed, .failed(_, .forgotten): content.state.links[entry.personID] = nil
        case .failed(_, .inactive): content.state.links[entry.personID]?.awaitsActivation = true
        case .failed(_, .maybeSuspended):
            if content.state.links[entry.personID]?.awaitsActivation == true { content.state.links[entry.personID]?.isActive = false }
        case .inDoubt:
            let (run, isReleased) = (content.journal[index].run, content.journal[index].isReleased)
            content.journal.append(Journaled(id: Int64(content.journal.count + 1), run: run, entry: entry, isReleased: isReleased))
        case .failed(_, .unchanged), .notCarriedOut: break
        }
        if content.journal[index].isDone {
            content.state.heldDecisions[entry.personID]?.removeAll { $0.kind == entry.kind && $0.verdict == .released }
        }
    }

    func record(_ problems: [ProblemEntry], run: Int64, now: Date) async throws(LedgerError) {
        write { content in content.problems += problems.map { (run, $0) } }
    }

    func done(byRun run: Int64) async throws(LedgerError) -> (entries: [ActivityEntry], laterRuns: [String: Int64])? {
        read { content in
            guard content.runs.contains(where: { $0.id == run }) else { return nil }
            let done = content.journal.filter(\.isDone)
            let mine = done.filter { $0.run == run }
            let later = done.filter { $0.run > run }.map { ($0.entry.personID, $0.run) }
            return (
                mine.map { journaled in
                    ActivityEntry(
                        id: journaled.id, run: run, kind: journaled.entry.kind, journaled.entry.person, accountID: journaled.entry.accountID,
                        why: .plan(journaled.entry.reason), state: .done, code: nil, before: journaled.entry.before, after: journaled.entry.after,
                        time: journaled.ended ?? .distantPast)
                }, Dictionary(later, uniquingKeysWith: max)
            )
        }
    }
}
