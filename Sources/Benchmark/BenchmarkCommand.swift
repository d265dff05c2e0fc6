import ArgumentParser
import Foundation

/// Measures the engine against its goals, everything in one run on one machine.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "autoprovision-benchmark", abstract: "Measures autoprovision against its goals.",
        usage: "autoprovision-benchmark [--scenario <name> ...] [--people <people>] [--json <file>]",
        discussion: """
            Everything runs on this machine: each scenario has a sandbox in a process of its own, asked over HTTP, and a home in a temporary folder. \
            Every measured run is a process of its own too, so that its peak memory is its own. Counts and the write limit (on a virtual clock) are \
            exact on any machine; seconds need a release build on a machine with nothing else to do:

              swift run -c release autoprovision-benchmark

            Scenarios:
              creates       a first run: 1,000 accounts at 20 ms round trip
              renames       1,000 people get another address
              no-change     nothing to do for 10,000 people
              one-percent   100 changes among 10,000 people
              switch-off    turned off by another process in the middle of a first run
              person        one person alone among 10,000 people and 1,000 groups at 20 ms round trip
              answers       reads before and after single changes of 300 people
              accounts      10,000 and 100,000 accounts compared with the ledger
              year          10,000 people after a year: size of the ledger, time of a run
              write-limit   300 people under a limit of 100 writes a minute
              planning      the plan alone, 100,000 and 1,000,000 people; takes 1.2 GB
              database      a first run and runs without changes with a home in a database, beside one in a folder; needs --database
              values        the steps of the attribute mapping: phone numbers, and 1,000,000 people with and without steps
              console-keys, console-idle, console-start, console-search
                            the console in a terminal of its own: 100,000 groups, 1,000,000 log entries; beside htop and fzf where they are installed

            The scenarios database and console-... run the program autoprovision that lies beside this one: build all with swift build -c release.

            Ends with 0 when all goals are met, with 1 when one is not.
            """,
        subcommands: [SandboxHelper.self, RunHelper.self, PlanningHelper.self])

    @Option(help: ArgumentHelp("Measure only this scenario; may be given several times. Without it, all.", valueName: "name"))
    var scenario: [ScenarioName] = []
    @Option(help: ArgumentHelp("Write the figures as JSON to this file too; - prints them instead of the table.", valueName: "file"))
    var json: String?

    @Option(help: "People in the organization of no-change, one-percent, accounts and year; the goals are meant for 10000.")
    var people = 10_000

    @Option(
        help: ArgumentHelp(
            "A database of PostgreSQL for the scenario database, with a tenant that need not exist: postgresql://HOST/NAME?tenant=NAME.",
            valueName: "address"))
    var database: String?

    @Option(help: ArgumentHelp("The program that is measured; without it, the one beside this program.", valueName: "file"))
    var program: String?

    func validate() throws {
        guard (40...1_000_000).contains(people) else { throw ValidationError("--people must be 40 to 1000000.") }
    }

    mutating func run() async throws {
        let wanted = scenario.isEmpty ? ScenarioName.allCases : ScenarioName.allCases.filter(scenario.contains)
        let scenarios = try await Self.measure(wanted, people: people) + measureDatabase(wanted) + measureConsole(wanted)
        let report = Report(
            processors: ProcessInfo.processInfo.activeProcessorCount, isOptimized: Report.isOptimizedBuild, scenarios: scenarios)
        if json != "-" { FileHandle.standardOutput.write(Data(report.table.utf8)) }
        switch json {
        case nil: break
        case "-"?: FileHandle.standardOutput.write(try report.json)
        case let file?: try report.json.write(to: URL(fileURLWithPath: file))
        }
        if !report.allGoalsAreMet { throw ExitCode(1) }
    }

    private static func measure(_ wanted: [ScenarioName], people: Int) async throws -> [ScenarioReport] {
        var reports: [ScenarioReport] = []
        if wanted.contains(.creates) || wanted.contains(.renames) {
            let world = try await BenchmarkWorld(users: ChangeScenarios.usersForThousandCreations, latencyMilliseconds: ChangeScenarios.roundTrip)
            if wanted.contains(.creates) {
                note("creates …")
                reports.append(try await ChangeScenarios.creates(world))
            } else {
                _ = try await world.run()
            }
            if wanted.contains(.renames) {
                note("renames …")
                reports.append(try await ChangeScenarios.renames(world))
            }
        }
        if wanted.contains(.noChange) || wanted.contains(.onePercent) {
            note("making \(people) accounts for the next scenarios …")
            let world = try await BenchmarkWorld(users: people)
            let members = try await world.restrictScope(to: NoChangeScenario.scopeGroup)
            _ = try await world.run()
            if wanted.contains(.noChange) {
                note("no-change …")
                reports.append(try await NoChangeScenario.measure(world, scopeMembers: members))
            }
            if wanted.contains(.onePercent) {
                note("one-percent …")
                reports.append(try await ChangeScenarios.onePercent(world))
            }
        }
        if wanted.contains(.switchOff) {
            note("switch-off …")
            reports.append(try await SwitchOffScenario.measure())
        }
        if wanted.contains(.person) {
            note("person …")
            reports.append(try await PersonScenario.measure(people: people))
        }
        if wanted.contains(.answers) {
            note("answers …")
            reports.append(try await AnswerCostScenario.measure())
        }
        if wanted.contains(.accounts) {
            note("accounts …")
            reports.append(try await AccountsScenario.measure(people: people))
        }
        if wanted.contains(.year) {
            note("year …")
            reports.append(try await YearScenario.measure(people: people))
        }
        if wanted.contains(.writeLimit) {
            note("write-limit …")
            reports.append(try await WriteLimitScenario.measure())
        }
        if wanted.contains(.planning) {
            note("planning …")
            reports.append(try await PlanningScenario.measure())
        }
        if wanted.contains(.values) {
            note("values …")
            reports.append(try ValuesScenario.measure())
        }
        return reports
    }

    private func measureDatabase(_ wanted: [ScenarioName]) async throws -> [ScenarioReport] {
        guard wanted.contains(.database) else { return [] }
        guard let database else {
            let remark = "Not measured: name one with --database."
            return [ScenarioReport(scenario: .database, subject: "a home in a database", figures: [], remarks: [remark])]
        }
        Self.note("database …")
        return [try await DatabaseScenario.measure(try autoprovision(), database: database)]
    }

    private func measureConsole(_ wanted: [ScenarioName]) async throws -> [ScenarioReport] {
        var reports: [ScenarioReport] = []
        for scenario in wanted where ScenarioName.ofTheConsole.contains(scenario) {
            Self.note("\(scenario.rawValue) …")
            switch scenario {
            case .consoleKeys: reports.append(try await ConsoleScenarios.keys(try autoprovision()))
            case .consoleIdle: reports.append(try await ConsoleScenarios.idle(try autoprovision()))
            case .consoleStart: reports.append(try await ConsoleScenarios.start(try autoprovision()))
            case .consoleSearch: reports.append(try SearchScenario.measure())
            default: break
            }
        }
        return reports
    }

    private func autoprovision() throws -> String {
        let own = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let file = program ?? own.deletingLastPathComponent().appending(path: "autoprovision").path
        guard FileManager.default.isExecutableFile(atPath: file) else {
            throw BenchmarkError("There is no program \(file). Build it with swift build -c release, or name it with --program.")
        }
        return file
    }

    private static func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
