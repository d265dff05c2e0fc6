import ArgumentParser
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// The counters of the last 30 days.
struct UsageCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Show the last 30 days: users created, suspended and deleted, and failures.",
        discussion: """
            In a terminal each counter has a chart with a column for each day, the newest at the right; JSON has the days under "days". There are no numbers until \
            autoprovisioning was first turned on; then JSON says null.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the counters as JSON, the days among them.") var json = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let days = try await workspace.history.usageByDay()
        if json {
            try Output.json(UsageReport(days))
        } else if let days {
            for line in Self.lines(days, width: Output.terminalColumns) { Output.line(line) }
        } else {
            Output.line("No numbers yet: autoprovisioning was never turned on.")
        }
        return .done
    }

    /// Title and number stand before the chart.
    private static let before = 25

    /// The counters; with a chart where there is a terminal.
    static func lines(_ days: [UsageDay], width: Int?, isASCIIOnly: Bool = !LocaleSetting.isUnicode) -> [String] {
        let usage = UsageDay.sum(days)
        let numbers = UsageCounter.allCases.map { counter in
            (counter, counter.title.padding(toLength: 17, withPad: " ", startingAt: 0), counter.value(usage))
        }
        guard let width, let first = days.first, let last = days.last else {
            return ["Last 30 days"] + numbers.map { _, title, number in "\(title)\(number)" }
        }
        let columns = min(days.count, max(0, width - before - 24))
        let span = "\(first.time.lowerBound.dayWords) to \(last.time.lowerBound.dayWords)"
        return ["Last 30 days, \(span)"]
            + numbers.map { counter, title, number in
                let values = days.map { counter.value($0.usage) }
                let chart = chart(values, columns: columns, isASCIIOnly: isASCIIOnly)
                let most = values.max() ?? 0
                return "\(title)\(DisplayText.padded(number.grouped, columns: 8))\(chart)\(most > 0 ? "  most in a day: \(most.grouped)" : "")"
            }
    }

    private static func chart(_ values: [Int], columns: Int, isASCIIOnly: Bool) -> String {
        var canvas = Canvas(size: Size(columns: columns, rows: 1), symbols: isASCIIOnly ? .ascii : .unicode)
        Sparkline(values).draw(on: &canvas, in: Rect(column: 0, row: 0, columns: columns, rows: 1))
        return canvas.plainText()
    }
}
