import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What there is to know about an entry of the plan or of the log.
extension Detail {
    /// An action that a run would carry out.
    init(_ entry: PlanEntry, standing: Plan.Standing?, hold: SafeguardHold?, targets: [TargetAttribute]) {
        var lines: [Line] = [
            .heading("\(entry.name) <\(entry.email)>"), .fact("What", "to be \(entry.kind.pastTense)", .normal),
            .fact("Why", entry.reason.words, .normal),
        ]
        if case .deprovisioning(let action, _) = entry.reason {
            lines.append(.fact("Since", "\(action.firstSeen.words), due \(action.due.words)", .normal))
        }
        switch standing {
        case .held?: if let hold { lines.append(.fact("Held", hold.sentence, .warning)) }
        case .released?: lines.append(.fact("Released", "by an administrator: the next run does it.", .normal))
        case .rejected?: lines.append(.fact("Rejected", "by an administrator: not done as long as the same change is planned.", .warning))
        case nil: break
        }
        lines += Self.identity(personID: entry.personID, accountID: entry.accountID)
        lines += Self.changes(before: entry.before, after: entry.after, targets: targets)
        self.init(lines)
    }

    /// An entry of the log.
    init(_ entry: ActivityEntry, targets: [TargetAttribute]) {
        var lines: [Line] = [
            .heading(entry.subject), .fact("What", entry.what, entry.state == .failed ? .danger : .normal),
            .fact("When", "\(entry.time.words), \(entry.runWords)", .normal),
        ]
        if let actor = entry.actor { lines.append(.fact("By", actor.words, .normal)) }
        // Where nothing could be done there was no action with a reason, and no account was named: the message is the reason.
        let isProblem = entry.kind == nil && entry.state == .failed
        if !isProblem { lines.append(.fact("Why", entry.reason, .normal)) }
        if let message = entry.message(on: .console) {
            lines.append(.fact(isProblem ? "Why" : "Message", message, entry.state == .failed ? .danger : .warning))
        }
        if !entry.isAboutConfiguration {
            lines += isProblem ? [.fact("Directory id", entry.personID, .muted)] : Self.identity(personID: entry.personID, accountID: entry.accountID)
        }
        if let hash = entry.hash { lines.append(.fact("Log entry", "\(entry.id), hash \(hash)", .muted)) }
        lines += entry.isAboutConfiguration ? Self.settings(entry, targets) : Self.changes(before: entry.before, after: entry.after, targets: targets)
        self.init(lines)
    }

    /// A failure that stands.
    /// - Parameter read: when it was read, for the countdown.
    init(_ failure: StandingFailure, read: Date, targets: [TargetAttribute]) {
        let entry = failure.entry
        self.init(
            [
                .heading(entry.subject), .fact("What", entry.what, .danger),
                .fact("Since", "\(failure.since.words), \(failure.count == 1 ? "once" : "\(failure.count.grouped) times in a row")", .normal),
                .fact("Next try", failure.nextTry.words(now: read), failure.nextTry == .whenMended ? .warning : .normal),
                .fact("Cause", failure.cause, .normal), .fact("Cure", failure.cure, .normal),
                .fact("Last time", "\(entry.time.words), \(entry.runWords)", .muted),
                .fact("Directory id", entry.personID, .muted), .fact("Account id", entry.accountID ?? "none yet", .muted),
            ] + Self.changes(before: entry.before, after: entry.after, targets: targets))
    }

    /// The settings that a save changed.
    private static func settings(_ entry: ActivityEntry, _ targets: [TargetAttribute]) -> [Line] {
        let names = Set(entry.before.keys).union(entry.after.keys).sorted()
        guard !names.isEmpty else { return [] }
        return [.heading("Settings")]
            + names.map { name in
                .change(
                    SettingChange.title(of: name, label: SettingChange.attribute(of: name).flatMap { targets.labelsByPath[$0] }),
                    before: SettingChange.value(entry.before[name], of: name),
                    after: SettingChange.value(entry.after[name], of: name))
            }
    }

    /// An action that is to come.
    init(_ entry: PendingEntry) {
        self.init(
            [
                .heading("\(entry.name) <\(entry.email)>"), .fact("What", entry.words, entry.scheduled.action == .hardDelete ? .danger : .normal),
                .fact("Why", "\(entry.scheduled.cause.words), since \(entry.scheduled.firstSeen.words)", .normal),
            ] + Self.identity(personID: entry.personID, accountID: entry.accountID))
    }

    /// A person for whom nothing can be done, or who is left out.
    init(name: String, email: String, personID: String, reason: String) {
        self.init([.heading(email.isEmpty ? name : "\(name) <\(email)>"), .fact("Why", reason, .warning), .fact("Directory id", personID, .muted)])
    }

    private static func identity(personID: String, accountID: String?) -> [Line] {
        [.fact("Directory id", personID, .muted), .fact("Account id", accountID ?? "none yet", .muted)]
    }

    private static func changes(before: [String: String], after: [String: String], targets: [TargetAttribute]) -> [Line] {
        let paths = targets.map(\.path).filter { before[$0] != nil || after[$0] != nil }
        guard !paths.isEmpty else { return [] }
        let labels = targets.labelsByPath
        return [.heading("Attributes")] + paths.map { .change(labels[$0] ?? $0, before: before[$0], after: after[$0]) }
    }
}
