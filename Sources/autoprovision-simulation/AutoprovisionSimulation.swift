import ArgumentParser
import Foundation
import Simulation

/// Lives seeded worlds against the sandbox's logic and looks for a broken rule in each.
@main
struct AutoprovisionSimulation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "autoprovision-simulation", abstract: "Live whole months of provisioning in seconds, many times, and look for a broken rule.",
        discussion: """
            A world is a function of its seed: an organization that changes, a network that fails, a source that lies, a program that dies, and time.
            Exit codes: 0 every rule was kept in every world; 1 a rule was broken; 2 usage error.
            """)

    @Option(help: "How many worlds.") var worlds = 10_000
    @Option(help: "The seed of the first world; the others follow.") var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Worlds at the same time; all processors unless said otherwise.", valueName: "n")) var jobs: Int?
    @Option(help: "Failing worlds after which no more are begun.") var patience = 20
    @Option(help: ArgumentHelp("Only worlds that meet this.", valueName: "evil")) var with: Evil?
    @Flag(help: "Print the whole story of every world.") var trace = false

    func validate() throws {
        guard worlds > 0 else { throw ValidationError("--worlds must be 1 or more.") }
        guard jobs ?? 1 > 0 else { throw ValidationError("--jobs must be 1 or more.") }
        guard patience > 0 else { throw ValidationError("--patience must be 1 or more.") }
    }

    func run() async throws {
        let simulation = Simulation(
            firstSeed: seed, worlds: worlds, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, isTracing: trace, patience: patience,
            evil: with)
        let start = ContinuousClock.now
        let spentBefore = clock()
        let isTerminal = isatty(STDERR_FILENO) == 1
        var done = 0
        let summary = try await simulation.run { report in
            done += 1
            for line in report.trace { print(line) }
            if !report.violations.isEmpty { print(FailureText(report: report).text) }
            if isTerminal, done % 100 == 0 { FileHandle.standardError.write(Data("\r\(done) of \(worlds) worlds".utf8)) }
        }
        if isTerminal { FileHandle.standardError.write(Data("\r".utf8)) }
        print(
            SummaryText(
                summary: summary, seconds: (ContinuousClock.now - start) / .seconds(1),
                processorSeconds: Double(clock() - spentBefore) / Double(CLOCKS_PER_SEC)
            ).text)
        guard summary.failures.isEmpty else { throw ExitCode(1) }
    }
}

extension Evil: ExpressibleByArgument {}

/// A world that broke a rule: which, to whom, and how to see it again.
private struct FailureText {
    let report: SimulatedWorld.Report

    var text: String {
        let findings = report.violations.map { "  \($0)" }
        let replay = "  Replay: swift run autoprovision-simulation --seed \(report.seed) --worlds 1 --trace"
        return (["World \(report.seed) broke a rule:"] + findings + [replay]).joined(separator: "\n")
    }
}

/// The result in words.
private struct SummaryText {
    let summary: Simulation.Summary
    let seconds: Double
    let processorSeconds: Double

    var text: String {
        let tally = summary.tally
        let rows: [(String, Int)] = [
            ("worlds", summary.worlds), ("virtual days", tally.virtualDays), ("runs", tally.runs), ("requests", tally.requests),
            ("accounts created", tally.created), ("accounts suspended", tally.suspended), ("accounts deleted", tally.deleted),
            ("crashes", tally.crashes), ("network faults", tally.faults), ("lies of the directory", tally.lies),
            ("false answers", tally.falseAnswers), ("units changed", tally.unitChanges), ("accounts given away", tally.handovers),
            ("half copies", tally.halfCopies),
            ("second writers", tally.secondWriters), ("troubles of the database", tally.databaseFaults), ("takeovers", tally.takeovers),
            ("restored ledgers", tally.restoredLedgers),
            ("worlds with a broken rule", summary.failures.count),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        var lines = rows.map { name, number in name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + String(number) }
        let worlds = Double(max(1, summary.worlds))
        lines.append(
            String(
                format: "%.1f seconds, %.1f worlds per second, %.3f processor seconds per world", seconds, worlds / max(seconds, 0.001),
                processorSeconds / worlds))
        return lines.joined(separator: "\n")
    }
}
