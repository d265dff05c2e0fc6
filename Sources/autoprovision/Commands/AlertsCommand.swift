import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What administrators are told of.
struct AlertsCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Show what is open: what administrators are told of.",
        discussion: """
            Alerts are conditions over the state: the authorization has ended, something is held, no run succeeded for hours. Each is opened once and closed once, and told by mail, a \
            webhook or a command (setup --alert-mail, --alert-webhook-file, --alert-command).

            Without a flag: shows what is open, and ends with 1 while something is. --check looks anew and delivers what is due; it is for a timer apart from the service, and ends with 0, or \
            with 5 when something could not be delivered. --test sends a message by every way, and ends with 5 when one of them does not work.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the data as JSON.") var json = false
    @Flag(help: "Look at the state now, and deliver what is due.") var check = false
    @Flag(help: "Send a test message by every way that is set up.") var test = false
    @Flag(help: "List the conditions with their thresholds.") var conditions = false

    func validate() throws {
        guard [check, test, conditions].count(where: \.self) <= 1 else {
            throw ValidationError("--check, --test and --conditions exclude one another.")
        }
    }

    private struct Condition: Encodable {
        let id: String
        let on: Bool
        let threshold: OrNull<Int>
        let unit: String
        let ways: [String]
        let words: String
    }

    private struct Tested: Encodable {
        let way: String
        let failure: OrNull<String>
        let caution: OrNull<String>
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if test { return try await sendTest(in: workspace) }
        if conditions { return try list(try await workspace.setup.configuration().alerts) }
        if !check { try await workspace.checks.judgeAlerts() }
        let overview = check ? try await workspace.checks.checkAlerts { AlertNotice($0, from: $1) } : try await workspace.checks.alerts()
        if json { try Output.json(AlertReport(overview)) } else { show(overview) }
        if check { return overview.waiting.isEmpty ? .done : .unreachable }
        return overview.open.isEmpty ? .done : .doneWithFailures
    }

    private func show(_ overview: AlertOverview) {
        for item in overview.open {
            Output.line("\(item.alert.kind.title): \(item.alert.sentence(application: overview.application))")
            Output.line("    \(homeOptions.completing(item.alert.cure))")
        }
        for message in overview.waiting {
            Output.note("\(message.way.title): \(message.failure ?? "It is still to be delivered.") The next try comes at \(message.next.words).")
        }
        if overview.open.isEmpty { Output.line("Nothing is open.") }
        if overview.settings.ways.isEmpty {
            Output.note(
                homeOptions.completing("Nobody is told about it: no delivery is set up. Set one up: autoprovision setup --alert-mail ADDRESS"))
        }
    }

    private func list(_ settings: AlertSettings) throws -> CommandOutcome {
        let rows = AlertRule.table.map { rule in
            Condition(
                id: rule.kind.rawValue, on: settings.isOn(rule.kind), threshold: OrNull(rule.threshold.map { _ in settings.threshold(rule.kind) }),
                unit: rule.unit.rawValue, ways: settings.ways(of: rule.kind).map(\.rawValue),
                words: rule.kind.words(threshold: settings.threshold(rule.kind)))
        }
        if json {
            try Output.json(rows)
        } else {
            for row in rows { Output.line("\(row.id.padding(toLength: 18, withPad: " ", startingAt: 0)) \(row.on ? "on " : "off")  \(row.words)") }
        }
        return .done
    }

    private func sendTest(in workspace: Workspace) async throws -> CommandOutcome {
        let answers = try await workspace.checks.testAlerts { AlertNotice.test(at: $0, from: $1) }
        if json {
            try Output.json(answers.map { Tested(way: $0.way.rawValue, failure: OrNull($0.failure), caution: OrNull($0.caution)) })
        } else {
            for answer in answers {
                Output.line("\(answer.way.title): \(answer.failure.map { homeOptions.completing($0) } ?? "delivered.")")
                if let caution = answer.caution { Output.note(homeOptions.completing(caution)) }
            }
        }
        guard !answers.isEmpty else {
            throw OperationError.invalidInput("No delivery method is set up. Set one up: autoprovision setup --alert-mail ADDRESS")
        }
        return answers.allSatisfy { $0.failure == nil } ? .done : .unreachable
    }
}
