import ConfigurationStore
import Directory
import Foundation
import HTTP
import Ledger
import Provisioning
import SCIM

/// One thing that can be wrong, looked at before it goes wrong.
package struct Check: Sendable, Equatable {
    /// What was found.
    package enum Result: String, Sendable {
        case passed
        /// Works, but wants attention.
        case warning
        case failed
    }

    /// What was looked at.
    package let name: String
    /// Why it matters.
    package let why: String
    package let result: Result
    /// What was found, and how to mend it.
    package let finding: String
}

extension Workspace {
    /// Looks at everything that can be wrong: files, directory, app, set-up, time since the last run. Writes nothing.
    package func checks() async -> [Check] {
        var checks: [Check] = []
        func add(_ name: String, _ why: String, _ result: Check.Result, _ finding: String) {
            checks.append(Check(name: name, why: why, result: result, finding: finding))
        }
        let configuration: Configuration
        do throws(OperationError) {
            configuration = try self.configuration()
            add("Configuration", "Every run reads it anew.", .passed, "\(home.configurationFile.path), revision \(configuration.revision)")
        } catch {
            add("Configuration", "Every run reads it anew.", .failed, error.description)
            return checks
        }
        checks.append(ledgerCheck())
        checks.append(await directoryCheck(configuration))
        checks.append(await authorizationCheck(configuration))
        checks.append(await applicationCheck())
        checks.append(clockCheck())
        checks.append(setupCheck(configuration))
        checks.append(lastRunCheck(configuration))
        return checks
    }

    private func ledgerCheck() -> Check {
        let why = "It remembers which account belongs to whom; without it nothing is written."
        do throws(LedgerError) {
            let state = try ledger.state(now: now())
            let open = try ledger.openIntents().count
            let text = "\(state.links.count) linked accounts" + (open > 0 ? "; \(open) unfinished actions, which the next run looks up" : "")
            return Check(name: "Ledger", why: why, result: open > 0 ? .warning : .passed, finding: text)
        } catch {
            return Check(name: "Ledger", why: why, result: .failed, finding: error.description)
        }
    }

    private func directoryCheck(_ configuration: Configuration) async -> Check {
        let why = "Who is to have an account comes from here."
        do throws(OperationError) {
            let known = Set(try await groups().map(\.id))
            let units = try await organizationalUnits().count
            let missing = (configuration.userAccess.groups + configuration.autoprovisioning.scope.groups).filter { !known.contains($0.id) }
            guard missing.isEmpty else {
                let names = missing.map(\.name).joined(separator: ", ")
                return Check(
                    name: "Directory", why: why, result: .failed,
                    finding:
                        "Groups that the configuration names are gone: \(names). Remove them under User access or Provisioning scope, or restore them in Google."
                )
            }
            return Check(name: "Directory", why: why, result: .passed, finding: "\(known.count) groups, \(units) organizational units can be read")
        } catch {
            return Check(name: "Directory", why: why, result: .failed, finding: error.description)
        }
    }

    private func authorizationCheck(_ configuration: Configuration) async -> Check {
        let isBearer = (try? application(of: configuration))?.authorization == .bearer
        let name = applicationName
        let why = "Without it nothing can be written to \(name)\(isBearer ? "." : "; it ends after seven days without use.")"
        let cure = isBearer ? "Run: autoprovision authorize --bearer-token-file FILE" : "Run: autoprovision authorize"
        do throws(OperationError) {
            switch try await authorizationStatus() {
            case .notAuthorized:
                return Check(
                    name: "Authorization", why: why, result: .failed, finding: "\(name) is not authorized yet. \(cure)")
            case .revoked(let reason, let since):
                return Check(
                    name: "Authorization", why: why, result: .failed, finding: "\(reason) Since \(since.words). \(cure)")
            case .authorized(_, let since, let deadline):
                let isClose = deadline.map { $0.timeIntervalSince(now()) < 2 * 86_400 } ?? false
                let text = "authorized since \(since.words)" + (deadline.map { "; ends on \($0.words) unless it is used" } ?? "")
                return Check(
                    name: "Authorization", why: why, result: isClose ? .warning : .passed,
                    finding: text + (isClose ? ". Have `autoprovision run` or `sync` run at least daily." : ""))
            }
        } catch {
            return Check(name: "Authorization", why: why, result: .failed, finding: error.description)
        }
    }

    private func applicationCheck() async -> Check {
        let why = "Accounts are written through its SCIM service."
        let name = applicationName
        do throws(OperationError) {
            let application = try application()
            do throws(SCIMError) {
                // Looked up by a name that nobody has: the smallest question there is.
                _ = try await application.accounts.account(userName: "autoprovision-doctor@invalid")
            } catch {
                throw OperationError(error, application: name)
            }
            return Check(name: name, why: why, result: .passed, finding: "answers and accepts the authorization")
        } catch {
            return Check(name: name, why: why, result: .failed, finding: error.description)
        }
    }

    /// After the services have answered: their answers carry their time.
    private func clockCheck() -> Check {
        let why = "Delays are counted with this machine's clock; one that is wrong would make actions early."
        guard let ahead = transport.secondsAhead else {
            return Check(name: "Clock", why: why, result: .warning, finding: "No service told its time, so the clock could not be compared.")
        }
        guard abs(ahead) <= Run.clockTolerance else {
            return Check(name: "Clock", why: why, result: .failed, finding: OperationError.wrongClock(secondsAhead: ahead).description)
        }
        return Check(name: "Clock", why: why, result: .passed, finding: "within \(Int(abs(ahead).rounded(.up))) seconds of the services' clocks")
    }

    private func setupCheck(_ configuration: Configuration) -> Check {
        let why = "The switch can only be turned on when the set-up is finished and the app is on for somebody."
        if let blocked = SetupGate.turnOn(configuration, targets: targets, isAuthorized: true, application: applicationName) {
            return Check(name: "Set-up", why: why, result: .failed, finding: blocked.description)
        }
        let confirm = configuration.autoprovisioning.deprovisioning.causesToConfirm
        if let cause = confirm.first {
            return Check(name: "Set-up", why: why, result: .warning, finding: "\(cause.title): the hard delete is not later than the suspension.")
        }
        guard configuration.autoprovisioning.isOn else {
            return Check(name: "Set-up", why: why, result: .warning, finding: "Finished, but autoprovisioning is off. Run: autoprovision on")
        }
        return Check(name: "Set-up", why: why, result: .passed, finding: "finished, and autoprovisioning is on")
    }

    private func lastRunCheck(_ configuration: Configuration) -> Check {
        let why = "Deprovisioning happens in runs only: people who left keep their accounts until the next one."
        do throws(LedgerError) {
            guard let run = try ledger.lastRun() else {
                return Check(
                    name: "Last run", why: why, result: configuration.autoprovisioning.isOn ? .warning : .passed,
                    finding: "There was no run yet. Start one with `autoprovision sync`, or have `autoprovision run` started by systemd.")
            }
            let age = now().timeIntervalSince(run.started)
            let text = "\(run.started.words), \(run.outcome?.words ?? "under way"): \(run.words)"
            if configuration.autoprovisioning.isOn, age > 86_400 {
                return Check(
                    name: "Last run", why: why, result: .warning, finding: "\(text). That is more than a day ago: is the timer or service running?")
            }
            let isGood = run.outcome == nil || run.outcome == .done
            return Check(name: "Last run", why: why, result: isGood ? .passed : .warning, finding: text + (run.message.map { ". \($0)" } ?? ""))
        } catch {
            return Check(name: "Last run", why: why, result: .failed, finding: error.description)
        }
    }
}
