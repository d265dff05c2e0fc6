package import Engine
import FileHome
package import Foundation
import Ledger
import Notifications
package import Provisioning
import Timing

/// Makes the words of a message; they are not known below the screens.
package typealias AlertTeller = @Sendable (AlertMessage, AlertOrigin) -> AlertNotice

/// What is open, and what could not be delivered.
package struct AlertOverview: Sendable, Equatable {
    package let open: [OpenAlert]
    package let settings: AlertSettings
    /// Messages that wait for another try.
    package let waiting: [AlertMessage]
    package let application: String
}

/// What became of a test message by one way.
package struct AlertTestResult: Sendable, Equatable {
    package let way: AlertWay
    /// Why it did not arrive; `nil` when it did.
    package let failure: String?
    /// Why it may not arrive when the service sends it, although it did now; `nil` when nothing speaks for that.
    package let caution: String?

    package init(way: AlertWay, failure: String? = nil, caution: String? = nil) {
        (self.way, self.failure, self.caution) = (way, failure, caution)
    }
}

/// Alerts: looked at after each run, by a timer apart from the service, and by whoever asks.
extension CheckService {
    /// What is open and what waits, as it was judged last.
    package func alerts() throws(OperationError) -> AlertOverview {
        let memory = try recorded(context.ledger.alertMemory())
        return AlertOverview(
            open: memory.open, settings: try context.configuration().alerts, waiting: memory.messages, application: context.applicationName)
    }

    /// Looks at the state, opens and closes what is to be, and delivers what is due.
    @discardableResult
    package func checkAlerts(_ teller: AlertTeller) async throws(OperationError) -> AlertOverview {
        try await judgeAlerts()
        try await deliverAlerts(teller)
        return try alerts()
    }

    /// Opens and closes what is to be. Of two processes that do so at the same time, the second one sees what the first one opened.
    @discardableResult
    package func judgeAlerts() async throws(OperationError) -> AlertJudgement {
        let configuration = try context.configuration()
        let facts = try await alertFacts(configuration)
        return try recorded(
            context.ledger.changeAlerts { memory in
                let judgement = AlertJudgement(facts, settings: configuration.alerts, memory: memory)
                memory = judgement.memory
                return judgement
            })
    }

    /// What every command and a console do once in a while beside their own work: look, and deliver what nobody tried to deliver yet. A way that does not work
    /// holds none of them up again and again.
    package func lookForAlerts(_ teller: AlertTeller) async throws(OperationError) {
        // Before the setup is finished there is nothing to tell, and a home that somebody only looks at stays as it is.
        guard try context.configuration().autoprovisioning.setupProgress == .finished else { return }
        try await judgeAlerts()
        try await deliverAlerts(teller, onlyFresh: true)
    }

    /// Delivers what is due. A message stays until its way has taken it: a process that dies in between sends it once more, under the same id.
    ///
    /// - Parameter onlyFresh: whether only messages are delivered that nobody tried to deliver yet.
    package func deliverAlerts(_ teller: AlertTeller, onlyFresh: Bool = false) async throws(OperationError) {
        let now = context.now
        func isNext(_ message: AlertMessage) -> Bool { message.isDue(at: now) && !(onlyFresh && message.tries > 0) }
        guard try recorded(context.ledger.alertMemory()).messages.contains(where: isNext) else { return }
        guard let lock = try configured(context.home.tryLock(.delivery, holder: "")) else { return }
        defer { lock.release() }
        let notifier = try notifier(try context.configuration().alerts)
        // Read again: another process may have delivered until a moment ago.
        for message in try recorded(context.ledger.alertMemory()).messages where isNext(message) {
            let result: Result<Void, NotificationError>
            do throws(NotificationError) {
                result = .success(try await notifier.deliver(teller(message, alertOrigin), by: message.way, now: context.now))
            } catch {
                result = .failure(error)
            }
            let moment = context.now
            try recorded(
                context.ledger.changeAlerts { memory in
                    guard let index = memory.messages.firstIndex(where: { $0.number == message.number && $0.way == message.way }) else { return }
                    switch result {
                    case .success: memory.messages.remove(at: index)
                    case .failure(let error): memory.messages[index].failed(because: error.description, at: moment)
                    }
                })
        }
    }

    /// Sends a test message by every way that is set up; answers what became of each.
    package func testAlerts(_ notice: @Sendable (Date, AlertOrigin) -> AlertNotice) async throws(OperationError) -> [AlertTestResult] {
        let settings = try context.configuration().alerts
        let notifier = try notifier(settings)
        let notice = notice(context.now, alertOrigin)
        var results: [AlertTestResult] = []
        for way in settings.ways {
            do throws(NotificationError) {
                try await notifier.deliver(notice, by: way, now: context.now)
                results.append(AlertTestResult(way: way, caution: way == .mail ? settings.mail?.caution : nil))
            } catch {
                results.append(AlertTestResult(way: way, failure: error.description))
            }
        }
        return results
    }

    /// Calls the address that watches over the runs, after one that came to its end. Answers why it could not be called.
    package func ping(after run: RunRecord) async -> String? {
        guard run.outcome?.isComplete == true, let settings = try? context.configuration().alerts, settings.pings else { return nil }
        guard let url = (try? AlertSecrets(credentials: context.credentials).value(of: .pingAddress, settings)).flatMap({ $0 }).flatMap(Webhook.url)
        else {
            return "The address of the ping is not known here. Enter it again: autoprovision setup --alert-ping-file FILE"
        }
        do throws(NotificationError) { try await Webhook.ping(url, transport: context.plainTransport) } catch { return error.description }
        return nil
    }

    private var alertOrigin: AlertOrigin {
        AlertOrigin(machine: ProcessInfo.processInfo.hostName, home: context.home.displayName, application: context.applicationName)
    }

    private func notifier(_ settings: AlertSettings) throws(OperationError) -> Notifier {
        let secrets = AlertSecrets(credentials: context.credentials)
        let address = try secrets.value(of: .webhookAddress, settings)
        // The settings say where messages go; an address of another host was entered for other settings.
        let isMeant = address.flatMap(Webhook.url)?.host() == settings.webhook?.host
        let all = NotificationSecrets(
            mailPassword: try secrets.value(of: .mailPassword, settings), webhookAddress: isMeant ? address : nil,
            webhookSecret: try secrets.value(of: .webhookSecret, settings))
        return Notifier(settings, secrets: all, transport: context.plainTransport)
    }
}
