import Engine
import FileHome
import Foundation
import Provisioning
import Sync

/// What administrators have to be told: somebody looks after each run, as the service does, and between runs, as the timer does.
extension SimulatedWorld {
    /// Where messages go.
    static let tellingHost = "127.0.0.1"

    private static let teller: AlertTeller = { message, _ in
        let events = message.opened.map { ("opened", $0) } + message.closed.map { ("closed", $0) } + message.repeated.map { ("repeated", $0) }
        return AlertNotice(
            id: "\(message.number)", made: message.made, subject: "",
            lines: events.map { .init(event: $0.0, kind: $0.1.kind.rawValue, since: $0.1.since, sentence: "", cure: nil) }, place: "")
    }

    /// Sets up the way by which alerts are told, and from where on the disk is full.
    func tellByWebhook() async throws {
        guard !isShared else { return }
        var change = SetupChange(try await process.workspace.setup.configuration())
        change.configuration.alerts.webhook = WebhookSettings(host: Self.tellingHost)
        change.configuration.alerts.set(.disk) { $0.threshold = AlertOracle.smallestDisk }
        change.alertSecrets[.webhookAddress] = Cloud.address + TellingHook.path
        _ = try await process.workspace.setup.keep(change)
        alertOracle.choose(fullDisk: AlertOracle.smallestDisk)
    }

    /// What changes between two runs that only alerts look at: a service begins or ends, the disk is full for a while, the other side of the webhook is away.
    func changeWhatIsTold() async throws {
        guard !isShared else { return }
        if telling.chance(25) { try turnService() }
        if telling.chance(10) {
            let isFull = telling.chance(50)
            let threshold = isFull ? AlertOracle.greatestDisk : AlertOracle.smallestDisk
            try await process.workspace.setup.update { $0.alerts.set(.disk) { $0.threshold = threshold } }
            alertOracle.choose(fullDisk: threshold)
            note("the disk is \(isFull ? "full" : "not full")")
        }
        let fate = telling.draw((12, TellingHook.Fate.taken), (3, .refused), (2, .unanswered), (1, .died))
        cloud.with { $0.hook.fate = fate }
    }

    private func turnService() throws {
        if let mark = service {
            mark.release()
            service = nil
            note("the service ends")
        } else {
            try beginService()
            note("a service begins")
        }
    }

    /// A service starts runs at the home of the living program.
    func beginService() throws { service = try UnattendedMark.acquire(Home(folder: process.folder)) }

    /// A run of the living program has ended.
    func lookAtAlerts(after ending: Result<RunRecord, OperationError>) async throws {
        guard !isShared else { return }
        hearOfAuthorization()
        switch ending {
        case .success(let run) where run.outcome == .done || run.outcome == .doneWithFailures || run.outcome == .held:
            alertOracle.ran(cloud.with { $0.found(by: run, isOurs: !hasRestored) }, at: clock.shown)
        case .failure(.reauthorizationNeeded):
            alertOracle.unsettle()
            alertOracle.revoked()
        case .success, .failure: alertOracle.unsettle()
        }
        try await lookAtAlerts(times: odd.chance(20) ? 2 : 1)
    }

    /// The program died, and another one begins with what is left.
    func forgetWhatWasTold() {
        hearOfAuthorization()
        alertOracle.died()
    }

    private func hearOfAuthorization() {
        let authorization = cloud.with { state in
            defer { state.told.authorization = nil }
            return state.told.authorization
        }
        switch authorization {
        case .renewed(let moment): alertOracle.authorized(at: moment, isRenewable: character.hasBrowser)
        // Told in the middle of a run, whatever else ends it: the directory is asked at the same time, and may come first. Where the authorization stands on an
        // assertion, a refused refresh token ends nothing: the assertion opens another session.
        case .refused(let isAssertion) where isAssertion != character.hasBrowser: alertOracle.revoked()
        case .refused, nil: break
        }
    }

    /// Looks, holds what is told against what the world knows, and delivers it.
    func lookAtAlerts(times: Int = 1) async throws {
        guard !isShared else { return }
        hearOfAuthorization()
        let (hasService, hasTime, free) = (service != nil, !character.hasBadClock, Self.freeMegabytes(process.folder))
        let (now, ahead) = (clock.shown, clock.secondsAhead)
        let look = cloud.with { state in
            AlertOracle.Look(
                now: now, hasTime: hasTime, isOn: state.rules.isOn, hasService: hasService, secondsAhead: state.told.hasTime ? ahead : nil,
                undelivered: Array(state.hook.undelivered.values), freeMegabytes: free)
        }
        alertOracle.look(look)
        for _ in 0..<times {
            let judgement = try await process.workspace.checks.judgeAlerts()
            let (opened, closed) = (judgement.opened.map(\.kind.rawValue), judgement.closed.map(\.kind.rawValue))
            if !opened.isEmpty || !closed.isEmpty { note("alerts: opened \(opened), closed \(closed)") }
            if let finding = alertOracle.hear(opened: opened, closed: closed) { return violate(.alerts, finding) }
        }
        cloud.with { $0.hook.look(at: now) }
        if let finding = alertOracle.missed(look) { violate(.alerts, finding) }
        try await deliver()
    }

    private static func freeMegabytes(_ folder: URL) -> Int? {
        var status = statvfs()
        guard statvfs(folder.path, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize) / 1_048_576
    }

    /// Delivers what is due. A program that dies meanwhile is started again, and delivers once more.
    private func deliver() async throws {
        let number = process.number
        do throws(OperationError) { try await process.workspace.checks.deliverAlerts(Self.teller) } catch {
            note("nothing can be delivered: \(error)")
        }
        guard cloud.with({ $0.process }) != number else {
            for message in try await process.workspace.checks.alerts().waiting {
                note("message \(message.number) waits: \(message.failure ?? "not tried")")
            }
            return
        }
        // What the app counted of the old program's requests has to be forgotten before a new one begins.
        clock.advance(by: 120)
        try revive(from: process.remains)
        try await process.workspace.checks.deliverAlerts(Self.teller)
    }

    /// At the end everything was delivered, each message once, whatever happened on the way.
    func checkMessages() async throws {
        guard !isShared else { return }
        cloud.with { $0.hook.fate = .taken }
        // Longer than the longest pause between two tries.
        clock.advance(by: 7_200)
        try await lookAtAlerts()
        let hook = cloud.with { $0.hook }
        let waiting = try await process.workspace.checks.alerts().waiting
        if !waiting.isEmpty { return violate(.alerts, "messages \(waiting.map(\.number)) are still to be delivered") }
        // By a clock that jumps forward, any message may seem to be too old.
        guard !hook.hasGivenUp, !character.hasBadClock else { return }
        // That this way does not work is told by others.
        let judged = alertOracle.events.filter { !$0.key.hasSuffix("delivery") }
        if hook.events != judged {
            violate(.alerts, "\(judged.sorted { $0.key < $1.key }) came to be, and \(hook.events.sorted { $0.key < $1.key }) arrived")
        }
    }
}
