import Engine
import Foundation
import Sync

/// The consent that this console waits for, the only one at a time; reports how far it is.
@MainActor
final class AuthorizationUnderWay {
    private let services: ConsoleServices
    private let options: ConsoleOptions
    private let report: @Sendable (ConsoleEvent) -> Void
    private var attempt: AuthorizationAttempt?
    private var waiting: Task<Void, Never>?

    init(services: ConsoleServices, options: ConsoleOptions, report: @escaping @Sendable (ConsoleEvent) -> Void) {
        self.services = services
        self.options = options
        self.report = report
    }

    /// Begins one, in place of the one before.
    func begin() {
        waiting?.cancel()
        let (services, report) = (services, report)
        waiting = Task {
            do {
                let attempt = try await services.authorization.begin()
                self.attempt = attempt
                let hint = await options.sandbox?.hint()
                report(.authorizationBegun(attempt.address, browserStarted: options.openBrowser(attempt.address), hint: hint))
                try await attempt.waitForRedirect()
                report(.authorized)
            } catch OperationError.cancelled {
                return
            } catch {
                report(.authorizationEnded(TaskFailure(error).text))
            }
        }
    }

    /// Starts the person's browser.
    func openBrowser(_ url: URL) {
        if !options.openBrowser(url) { report(.failed("No browser could be started here. Open the address on your own machine.")) }
    }

    /// Walks through sign-in and consent at the sandbox, as a browser would.
    func signInAtSandbox(_ url: URL) {
        guard let sandbox = options.sandbox else { return }
        let report = report
        Task {
            do { try await sandbox.authorize(url) } catch { report(.pasteRefused(TaskFailure(error).text)) }
        }
    }

    /// Takes the address at which a browser on another machine ended.
    func paste(_ text: String) {
        guard let attempt else { return report(.pasteRefused("No authorization is under way. Start a new one.")) }
        let report = report
        Task {
            do {
                try await attempt.paste(text)
                report(.authorized)
            } catch {
                report(.pasteRefused(TaskFailure(error).text))
            }
        }
    }

    /// Gives it up.
    func cancel() {
        let attempt = attempt
        self.attempt = nil
        waiting?.cancel()
        Task { await attempt?.cancel() }
    }

    /// Gives it up, for somebody who leaves.
    func end() async {
        waiting?.cancel()
        await attempt?.cancel()
    }
}
