import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What stands behind the titles of the app's page. Where there are several forms, the longest comes first.
extension AppPage {
    /// Why the switch cannot be turned on, with the way on.
    func blockedWords(_ model: ConsoleModel) -> String? {
        guard !model.configuration.autoprovisioning.isOn, let blocked = model.turnOnBlocked else { return nil }
        return blocked.place == .userAccess ? "The app is off for everyone. Enter leads to User access." : blocked.description
    }

    func connectionWords(_ model: ConsoleModel) -> [String] {
        let configuration = model.configuration
        let directory: (long: String, short: String) =
            switch configuration.directory {
            case nil: ("no directory", "no directory")
            case .google(let connection): (connection.words, "Google")
            case .files(let folder): ("files in \(folder)", folder)
            }
        // A profile that takes a bearer token needs no app registration.
        guard configuration.application.clientID != nil || configuration.application.profile != nil else {
            return ["\(directory.long); no app registration", "\(directory.short); no app registration"]
        }
        let server = configuration.application.profile == nil ? configuration.application.baseURL : model.status?.application.server ?? ""
        let host = URL(string: server)?.host() ?? server
        return ["\(directory.long); \(model.application) at \(host)", "\(directory.long); \(host)", "\(directory.short); \(host)"]
    }

    func singleSignOnWords(_ model: ConsoleModel) -> String {
        model.configuration.singleSignOnAcknowledged ? "confirmed" : "to be set up first"
    }

    func usageWords(_ model: ConsoleModel) -> [String] {
        guard let usage = model.usage else { return ["no numbers before it is first turned on", "none before it is turned on"] }
        let (created, suspended) = (usage.created.grouped, usage.suspended.grouped)
        let (deleted, failed) = (usage.deleted.grouped, usage.failures.grouped)
        return [
            "\(created) created, \(suspended) suspended, \(deleted) deleted, \(failed) failed",
            "\(created) new, \(suspended) suspended, \(deleted) deleted, \(failed) failed",
            // What somebody should not miss comes first where not even that fits.
            "\(failed) failed, \(deleted) deleted, \(suspended) susp., \(created) new",
        ]
    }

    /// The run that is under way elsewhere, or how the last one ended.
    func lastRunWords(_ model: ConsoleModel) -> (words: [String], role: Role) {
        if let holder = model.status?.runHolder { return (["under way: \(holder)"], .normal) }
        guard let last = model.status?.lastRun else { return (["none yet"], .muted) }
        if let failures = model.status?.unattendedFailures, failures.lengthensPause, model.revocation == nil {
            return (
                [failures.words, "\(failures.count) runs in a row failed, since \(failures.since.words)", "fails since \(failures.since.words)"],
                .danger
            )
        }
        let isToday = last.started.dayWords == model.status?.time.dayWords
        let time = isToday ? last.started.clockWords : last.started.words
        if let status = model.status, isMended(last, status) {
            return (["\(time): stopped until the app was authorized again", "\(time): stopped"], .muted)
        }
        // Why stands in full below the switch.
        if let outcome = last.outcome, !outcome.isComplete { return (["\(time): \(outcome.words)"], .warning) }
        // What it held may be decided about by now.
        let waits = (model.status?.held.undecided ?? 0) > 0
        // Without a decision it was a later plan that left nothing held.
        let mark = model.status?.held.decided == HeldDecided() ? "none now" : "decided since"
        let parts = waits ? last.shortParts : last.shortParts.map { $0 == last.heldPart ? "\($0) (\(mark))" : $0 }
        return (
            (1...parts.count).reversed().map { "\(time): \(parts.prefix($0).joined(separator: ", "))" },
            last.failures > 0 || (last.held > 0 && waits) ? .warning : .muted
        )
    }

    /// Whether somebody cannot be served before an administrator does something.
    func needsYou(_ model: ConsoleModel) -> Bool { model.status?.lastRun.map { $0.problems + $0.failures > 0 } ?? false }

    /// Who needs an administrator since the last run.
    func failureWords(_ model: ConsoleModel) -> [String] {
        guard let last = model.status?.lastRun else { return ["none yet"] }
        var parts: [String] = []
        if last.problems > 0 {
            parts.append(last.problems.grouped("person has a problem that needs you", "people have a problem that needs you"))
        }
        if last.failures > 0 { parts.append("\(last.failures.grouped) failed") }
        if last.waiting > 0 { parts.append("\(last.waiting.grouped) to be tried again") }
        guard !parts.isEmpty else { return last.peopleRead > 0 ? ["none at the last run"] : ["as before: the last run read nobody", "as before"] }
        let forms = (1...parts.count).reversed().map { parts.prefix($0).joined(separator: ", ") }
        guard let failsSince, let status = model.status else { return forms }
        return ["\(forms[0]), since \(moment(failsSince, status))"] + forms
    }

    /// "13:40", or the day when it is another.
    private func moment(_ time: Date, _ status: WorkspaceStatus) -> String {
        time.dayWords == status.time.dayWords ? time.clockWords : time.dayWords
    }

    /// Of how many people the last run knew.
    func peopleWords(_ model: ConsoleModel) -> [String] {
        guard let read = model.status?.lastRun?.peopleRead, read > 0 else {
            return ["everybody in the directory: why an account, or why none", "why an account, or none"]
        }
        return ["\(read.people) in the directory at the last run", "\(read.people) in the directory"]
    }

    /// What is set, in numbers.
    func settingsWords(_ model: ConsoleModel) -> [String] {
        let settings = model.configuration.autoprovisioning
        let groups = settings.scope.groups.count
        let conditions = settings.scope.conditions.count
        let who = groups == 0 ? "everyone in scope" : "\(groups.grouped("group")) in scope"
        let scope = conditions == 0 ? who : "\(who), \(conditions.grouped("condition"))"
        let mapped = "\(settings.mapping.count { !$0.sources.isEmpty }) of \(model.targets.count) attributes"
        let rules = DeprovisioningCause.allCases.reduce(0) { count, cause in
            let rule = settings.deprovisioning[cause]
            return count + (rule.suspend == nil ? 0 : 1) + (rule.hardDelete == nil ? 0 : 1)
        }
        let delays = rules.grouped("delay")
        return ["\(scope), \(mapped), \(delays)", "\(scope), \(delays)", scope]
    }

    /// The longest that an authorization lasts without being used, in seconds; RingCentral's is that long.
    private static let longestIdle: Double = 7 * 86_400

    /// How the authorization is, and how much of its time is left where it ends by itself.
    func authorizationWords(_ model: ConsoleModel) -> (words: [String], role: Role, left: Double?) {
        guard let status = model.status else { return ([""], .muted, nil) }
        switch status.authorization {
        case .notAuthorized: return (["none"], .warning, nil)
        case .revoked(_, let since): return (["ended \(since.words); R reauthorizes", "ended; R reauthorizes"], .danger, nil)
        case .authorized(_, let since, nil): return (["since \(since.words)"], .muted, nil)
        case .authorized(_, _, let deadline?):
            let seconds = max(0, deadline.timeIntervalSince(status.time))
            let days = Int(seconds / 86_400)
            let words = days == 0 ? "ends within a day if unused" : "ends in \(days.grouped("day")) if unused"
            return ([words], days < 2 ? .warning : .muted, seconds / Self.longestIdle)
        }
    }

    /// What was found about accounts and waits for somebody.
    func accountsWords(_ model: ConsoleModel) -> [String] {
        guard let count = model.status?.waitingFindings, count > 0 else {
            guard let status = model.status, status.linkedAccounts > 0 else { return ["none yet"] }
            let compared = status.accountsCompared.map { "nothing found when compared \(moment($0, status))" } ?? "not compared yet"
            let inStep = "\(status.linkedAccounts.grouped) in step"
            guard let free = status.capacity?.free else { return ["\(inStep), \(compared)", inStep] }
            let licenses = "\(free == 0 ? "no license" : free.grouped("license")) free"
            return ["\(inStep), \(licenses), \(compared)", "\(inStep), \(licenses)", inStep]
        }
        let words = count.grouped("finding waits for your decision", "findings wait for your decision")
        return [
            words + since(model.status?.findingsSince, model), words,
            count.grouped("waits for you", "wait for you"),
        ]
    }

    /// ", since 13:40", or the day when it is another; nothing where nobody knows.
    private func since(_ time: Date?, _ model: ConsoleModel) -> String {
        guard let time, let status = model.status else { return "" }
        return ", since \(moment(time, status))"
    }

    /// What a safeguard holds waits for somebody, and is decided about there.
    func previewWords(held: Int, hasRun: Bool, _ model: ConsoleModel) -> [String] {
        let decided = model.status?.held.decided ?? HeldDecided()
        guard held > 0 else {
            let isOn = model.configuration.autoprovisioning.isOn
            if !model.isRunning, let words = decided.words(isOn: isOn), let short = decided.shortWords {
                return [words] + (isOn ? ["\(short), for the next run"] : []) + [short]
            }
            return [hasRun ? "nothing is held" : "nothing was planned yet"]
        }
        let age = since(model.status?.held.since, model)
        return (decided.shortWords.map { ["\(held.grouped) held by a safeguard\(age): release or reject \(held.them); \($0)"] } ?? []) + [
            "\(held.grouped) held by a safeguard\(age): release or reject \(held.them)",
            "\(held.grouped) held\(age): release or reject",
            "\(held.grouped) held: release or reject",
        ]
    }

    func pendingWords(_ model: ConsoleModel) -> [String] {
        guard let count = model.status?.pending, count != PendingCount() else {
            return ["nobody is to be suspended or deleted", "nothing"]
        }
        let rest = [(count.due, (model.status?.held.undecided ?? 0) > 0 ? "due or held" : "due"), (count.cancelled, "canceled")]
            .filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        let upcoming = [(DeprovisioningAction.suspend, "suspension"), (.hardDelete, "hard delete")].compactMap { action, noun in
            count.upcoming[action].map { (numbers: $0.count.grouped(noun), of: $0) }
        }
        let long = upcoming.map { part in
            guard let first = part.of.first else { return part.numbers }
            return "\(part.numbers)\(part.of.count == 1 ? "" : ", the first") on \(first.dayWords)"
        }
        let numbers = upcoming.map(\.numbers)
        // Of two kinds together it is the earlier one.
        let first = upcoming.compactMap(\.of.first).min().map { ["the first on \($0.dayWords)"] } ?? []
        let short = (count.toCome > 0 ? ["\(count.toCome.grouped) to come"] : []) + rest
        return [
            (long + rest).joined(separator: "; "), (numbers + (count.toCome > 1 ? first : []) + rest).joined(separator: ", "),
            (numbers + rest).joined(separator: ", "), short.joined(separator: ", "),
        ]
    }

    /// What was done last.
    func activityWords(_ model: ConsoleModel) -> [String] {
        guard let newest = model.status?.newest.first else { return ["nothing yet"] }
        let time = newest.time.dayWords == model.status?.time.dayWords ? newest.time.clockWords : newest.time.words
        // What was set is worth more than that it was a setting.
        if newest.isAboutConfiguration { return ["\(time): \(newest.reason)"] }
        let who = newest.name.isEmpty ? newest.email : newest.name
        return who.isEmpty ? ["\(time): \(newest.what)"] : ["\(time): \(newest.what), \(who)", "\(time): \(newest.what)"]
    }

    func runNowWords(_ model: ConsoleModel) -> [String] {
        if model.isRunning { return ["changes in progress finish first"] }
        if model.status?.runHolder != nil { return ["a run is under way"] }
        if model.revocation != nil { return ["after you reauthorize (R)"] }
        if let question = model.status?.resumption {
            return ["waits for your answer until \(question.until.clockWords)", "waits for your answer (!)"]
        }
        // Somebody who turned it on may think that it goes on by itself.
        guard let status = model.status, status.unattended == .absent else {
            let next = model.status.flatMap { StatusWords.nextRun($0.unattended) } ?? "runs start by themselves"
            return [model.status?.serviceHolder.map { "\(next), by \($0.machine)" }, next].compactMap(\.self)
        }
        return ["none comes by itself; '\(status.serviceCommand)' does", "later ones need a service"]
    }
}
