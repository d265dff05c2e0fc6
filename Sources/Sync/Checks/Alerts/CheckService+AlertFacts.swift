import Directory
import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import Provisioning

/// What alerts look at.
extension CheckService {
    /// The state as far as alerts look at it; asks no server.
    func alertFacts(_ configuration: Configuration) async throws(OperationError) -> AlertFacts {
        let (now, settings) = (context.now, configuration.autoprovisioning)
        var facts = AlertFacts(now: now)
        (facts.isSetUp, facts.isOn, facts.firstTurnedOn) = (settings.setupProgress == .finished, settings.isOn, settings.firstTurnedOn)
        let authorization = try await authorization.status()
        switch authorization {
        // What was never authorized, or was given up on purpose, did not end.
        case .notAuthorized: facts.authorization = .unneeded
        case .authorized(_, _, let deadline): facts.authorization = .lasting(until: deadline)
        case .revoked(let reason, let since): facts.authorization = .ended(since: since, reason: reason)
        }
        facts.held = try recorded(context.ledger.heldNow().undecided)
        let standing = try recorded(context.ledger.standingFailures(now: now))
        func concerned(_ failure: StandingFailure) -> AlertFacts.Concerned { .init(failure.entry.email, failure.since) }
        facts.problems = standing.filter { $0.nextTry == .whenMended }.map(concerned)
        facts.failures = standing.filter { $0.nextTry != .whenMended }.map(concerned)
        facts.lastSuccess = try recorded(context.ledger.lastSuccess())
        let last = try context.lastRun()
        if let outcome = last?.outcome, !outcome.isComplete { facts.failure = last?.message }
        facts.interval = Double(configuration.runIntervalMinutes) * 60
        facts.hasService = try configured(UnattendedService(context.home)) != .absent
        facts.deletions = try deletionsDue(configuration, authorization, before: now + configuration.alerts.patience(.deletionsDue))
        facts.findings = try recorded(context.waitingFindings(configuration)).count
        facts.capacity = try recorded(context.ledger.capacity())
        facts.clock = ClockVerdict(context.transport.readings(), applicationHosts: (try? context.application().hosts) ?? [])
        facts.freeMegabytes = Self.freeMegabytes(at: context.home.localState)
        return facts
    }

    /// The hard deletes that come, without those that no run carries out.
    private func deletionsDue(
        _ configuration: Configuration, _ authorization: AuthorizationStatus, before moment: Date
    ) throws(OperationError) -> [AlertFacts.Concerned] {
        let policy = configuration.autoprovisioning.deprovisioning
        // Where nothing is due, nobody has to be left out.
        guard try !recorded(context.ledger.deletionsDue(policy, before: moment)).isEmpty else { return [] }
        let (leftAlone, whereOff) = try recorded(context.peopleLeftAlone())
        let due = try recorded(context.ledger.deletionsDue(policy, before: moment, exceptWhereOff: whereOff))
        let protection = context.protection(configuration, authorization)
        return due.filter { item in
            let person = Person(id: item.link.personID, primaryEmail: item.link.userName)
            return !leftAlone.contains(person.id) && !protection.covers(item.link, of: person)
        }.map { AlertFacts.Concerned($0.link.userName, $0.due) }
    }

    /// What this user may still write to the disk of a folder; `nil` when the system does not say.
    private static func freeMegabytes(at folder: URL) -> Int? {
        var status = statvfs()
        guard statvfs(folder.path, &status) == 0 else { return nil }
        return Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue / 1_048_576)
    }
}
