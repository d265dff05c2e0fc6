import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import Provisioning
import Timing

/// How the home is: its state, what can be wrong before it goes wrong, what the app would refuse, and what somebody has to be told.
package actor CheckService: HomeService {
    let context: HomeContext
    let authorization: AuthorizationService
    let setup: SetupService

    init(_ context: HomeContext, _ authorization: AuthorizationService, _ setup: SetupService) {
        (self.context, self.authorization, self.setup) = (context, authorization, setup)
    }

    /// Looks at everything that can be wrong: files, directory, app, setup, time since the last run. Writes nothing.
    package func everything() async -> [Check] {
        let file = Check.Subject(name: "Configuration", why: "Every run reads it anew.")
        let configuration: Configuration
        do throws(OperationError) { configuration = try context.configuration() } catch {
            return [
                file.failed(
                    error.description,
                    mend: "Correct \(context.home.place(of: .configuration)) at the place that is named, or put back a copy of it that was good.")
            ]
        }
        return [
            configuration.revision == 0
                ? file.passed("there is no \(context.home.place(of: .configuration)) yet, so everything is as at the beginning")
                : file.passed("\(context.home.place(of: .configuration)), revision \(configuration.revision)")
        ] + homeChecks() + [
            filesCheck(), ledgerCheck(),
            bindingsCheck(configuration), await protectionCheck(configuration),
            await directoryCheck(configuration),
        ] + [await googleCheck(configuration), await exportCheck(configuration)].compactMap(\.self) + [
            await authorizationCheck(configuration), await applicationCheck(configuration),
        ] + (await platformChecks()) + [
            await orphansCheck(), findingsCheck(configuration),
            // After the services have answered: their answers carry their time.
            clockCheck(), singleSignOnCheck(configuration), await setupCheck(configuration), valuesCheck(configuration), lastRunCheck(configuration),
        ] + [mailCheck(configuration)].compactMap(\.self)
    }

    /// What the place of the home itself says, where it is more than a folder.
    private func homeChecks() -> [Check] {
        do throws(ConfigurationError) { return try context.home.findings().map(Check.init) } catch { return [Check.opening(.configuration(error))] }
    }

    private func ledgerCheck() -> Check {
        let subject = Check.ledger
        do throws(LedgerError) {
            let state = try context.ledger.state(now: context.now)
            let open = try context.ledger.openIntents().count
            let text = "\(Check.counted(state.links.count, "linked account"))"
            guard open > 0 else { return subject.passed(text) }
            return subject.warning(
                "\(text); \(Check.counted(open, "unfinished action")), which the next run looks up",
                mend: "Let a run look them up: autoprovision sync")
        } catch {
            return subject.failed(error.description, mend: Check.mend(error))
        }
    }

    private func clockCheck() -> Check {
        let subject = Check.Subject(
            name: "Clock", why: "Delays are counted with this machine's clock; one that is wrong would make actions early.")
        let readings = context.transport.readings()
        let error: OperationError
        switch ClockVerdict(readings, applicationHosts: (try? context.application().hosts) ?? []) {
        case .untold:
            return subject.warning(
                "No service told its time, so the clock could not be compared. Runs take nothing away until one does.",
                mend: "Find out what keeps the services from answering, then look again: autoprovision doctor")
        case .right(let off) where off.isEmpty:
            let ahead = readings.map { abs($0.secondsAhead) }.max() ?? 0
            return subject.passed("within \(Check.counted(Int(ahead.rounded(.up)), "second")) of the services' clocks")
        case .right(let off):
            return subject.warning(
                off.map(\.sentence).joined(separator: " "), mend: "Ask the administrator of the app's server to set its clock.")
        case .wrong(let ahead): error = .wrongClock(secondsAhead: ahead)
        case .disputed(let off, let agreeing): error = .disputedClock(off: off, agreeing: agreeing)
        }
        return subject.failed(
            error.description, mend: "Set this machine's clock, preferably with a time service: timedatectl set-ntp true")
    }

    private func singleSignOnCheck(_ configuration: Configuration) -> Check {
        let subject = Check.Subject(name: "Single sign-on", why: "Accounts are made without a password: people sign in to the app through Google.")
        guard !configuration.singleSignOnAcknowledged else { return subject.passed("is set up, or not wanted, as somebody said") }
        return subject.warning(
            "Nobody said yet whether it is set up, which cannot be seen from here.",
            mend: "Set it up in Google for the app, then: autoprovision setup --acknowledge-single-sign-on")
    }

    private func setupCheck(_ configuration: Configuration) async -> Check {
        let subject = Check.Subject(
            name: "Setup", why: "The switch can only be turned on when the setup is finished and the app is on for somebody.")
        if let blocked = SetupGate.turnOn(configuration, targets: context.targets, isAuthorized: true, application: context.applicationName) {
            return subject.failed(
                blocked.description, mend: "Finish the setup in the console, which opens with autoprovision, or by command: autoprovision setup")
        }
        let policy = configuration.autoprovisioning.deprovisioning
        if let cause = policy.causesToConfirm.first {
            return Check.Subject(name: "Setup", why: "Between the suspension and the deletion somebody can notice a mistake.").warning(
                policy.warning(cause),
                mend: "Choose a longer delay for the hard delete, in the console under Settings, Deprovisioning.")
        }
        guard configuration.autoprovisioning.isOn else {
            return Check.Subject(
                name: "Setup", why: "While it is off nothing is written: new people get no account, and people who left keep theirs."
            )
            .warning(
                "Finished, but autoprovisioning is off.",
                mend: (try? await authorization.status())?.isAuthorized == true
                    ? "Run: autoprovision on" : "Fix the authorization first, as described above; then: autoprovision on")
        }
        return subject.passed("finished, and autoprovisioning is on")
    }

    private func lastRunCheck(_ configuration: Configuration) -> Check {
        let subject = Check.Subject(
            name: "Last run", why: "Deprovisioning happens in runs only: people who left keep their accounts until the next one.")
        let start = "Start one with `autoprovision sync`, or a service that starts them with `\(ServiceWay(context.home.name).command)`."
        do throws(OperationError) {
            guard let run = try context.lastRun() else {
                let text = "There was no run yet."
                return configuration.autoprovisioning.isOn ? subject.warning(text, mend: start) : subject.passed(text)
            }
            let isAlone = configuration.autoprovisioning.isOn && (try? UnattendedService(context.home)) == .absent
            let text = "\(run.started.words), run \(run.id), \(run.summary)" + (isAlone ? "; no unattended runs are active" : "")
            if configuration.autoprovisioning.isOn, context.now.timeIntervalSince(run.started) > 86_400 {
                return subject.warning(
                    "\(text). That is more than a day ago.", mend: "See whether the timer or the service is running. \(start)")
            }
            guard run.outcome == nil || run.outcome == .done else {
                return subject.warning(
                    text + (run.message.map { ". \($0)" } ?? ""),
                    mend: "See who is concerned, and the cure: autoprovision failures; then: autoprovision sync")
            }
            return subject.passed(text)
        } catch {
            return subject.failed(error.description, mend: "Fix the home and its ledger first.")
        }
    }
}
