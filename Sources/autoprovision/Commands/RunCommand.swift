import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Synchronization
import Wording

/// Unattended: run after run until told to stop.
struct RunCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run unattended, every so many minutes, until told to stop (for systemd).",
        discussion: """
            The interval is runIntervalMinutes of the configuration (setup --run-interval), spread by a tenth. While the switch is off nothing is written, and the \
            authorization is kept alive. Ctrl-C or SIGTERM stops at the next request boundary. Failures are logged and tried again at the next run.
            After three runs in a row that failed as a whole the pause doubles with each, up to six hours; a save, a new authorization or a run that succeeds ends that.

            --install puts a service, and a timer that looks for alerts, among the units of your own systemd, and says how they are started; --uninstall takes them \
            away. Files that somebody changed there are left alone. The Debian package brings the machine's service. Without it, --print-unit is for \
            /etc/systemd/system/autoprovision.service: its home is --home or AUTOPROVISION_HOME, otherwise /var/lib/autoprovision; its user is the one whom that \
            folder belongs to.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print each run's record as one line of JSON, and a line with the reason where a run could not be.") var json = false
    @Option(
        help: ArgumentHelp(
            "Write measures to this file (OpenMetrics text), replaced as a whole after each run and every minute.", valueName: "file"),
        completion: .file()) var metricsFile: String?
    @Option(
        help: ArgumentHelp("Answer http://127.0.0.1:PORT/metrics with the measures, on this machine only.", valueName: "port"),
        transform: NumberArgument.reader("a port", in: 1...65_535)) var metricsPort: UInt16?
    @Flag(help: "Write units for this program into your own systemd's folder, say how to start them, and end.") var install = false
    @Flag(help: "Take those units away again and end.") var uninstall = false
    @Flag(help: "At a home in a database: ask the process that runs unattended to leave that to another one for five minutes, and end.")
    var stepDown = false
    @Flag(help: "Print a systemd unit of the machine for this program and end.") var printUnit = false
    /// For `.ci/package`, which packs the same units.
    @Option(help: .hidden) var packageUnits: String?

    /// A service may be started before somebody sets it up.
    var makesHome: Bool { true }
    /// It does so after each run.
    var looksForAlerts: Bool { false }

    func validate() throws {
        guard [printUnit, install, uninstall, stepDown].count(where: \.self) <= 1 else {
            throw ValidationError("--print-unit, --install, --uninstall and --step-down are different things: give one of them.")
        }
    }

    mutating func run() async throws {
        if printUnit || install || uninstall || packageUnits != nil { try useUnits() } else { try await runReporting() }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if stepDown {
            let holder = try await workspace.runs.askToStepDown()
            Output.line("Asked: \(holder). It ends at a request boundary and stays away for five minutes; another process that stands by takes over.")
            return .done
        }
        // A configuration that cannot be read is better said at the start than once an hour.
        if try await workspace.setup.configuration().revision == 0 {
            Output.note("Nothing is set up in \(workspace.homeName) yet. Waiting until it is, and turned on.")
        }
        if !workspace.home.isShared, case .present = try await workspace.checks.status().unattended {
            Output.note("Another process already starts the runs at this home; the two take turns. One is enough.")
        }
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)
        let (command, log, metrics) = (self, UnattendedLog(isJSON: json), try publisher())
        // One that stands by knows of nothing that the one whose turn it is does not tell.
        let isLeading = Mutex(!workspace.home.isShared)
        let runs = UnattendedRuns(
            workspace: workspace,
            afterwards: {
                await command.tellAlerts(in: workspace, after: $0)
                await command.publish(metrics, workspace)
            },
            report: { event in
                switch event {
                case .leads: isLeading.withLock { $0 = true }
                case .standsBy, .steppedDown, .lostTurn: isLeading.withLock { $0 = false }
                case .ran, .isOff, .failed, .keptAlive: break
                }
                log.write(event, at: workspace.now)
            })
        let everyMinute = Task {
            while !Task.isCancelled {
                guard isLeading.withLock(\.self) else {
                    try await Task.sleep(for: .seconds(1))
                    continue
                }
                await command.publish(metrics, workspace)
                try await Task.sleep(for: MetricsPublisher.interval)
                // What could not be delivered is tried again before the next run.
                try? await workspace.checks.deliverAlerts { AlertNotice($0, from: $1) }
            }
        }
        let watchdog = Task {
            guard let interval = manager.watchdogInterval else { return }
            while !Task.isCancelled {
                // An answer of the workspace shows that nothing is stuck.
                _ = try? await workspace.setup.configuration()
                manager.notify("WATCHDOG=1")
                try await Task.sleep(for: interval)
            }
        }
        manager.notify("READY=1\nSTATUS=Running unattended")
        defer {
            watchdog.cancel()
            everyMinute.cancel()
            manager.notify("STOPPING=1")
        }
        let executor = workspace.executor
        try await cancellingOnInterrupt(saying: "Stopping at the next request boundary. What was done is recorded.") {
            await withTaskExecutorPreference(executor) { await runs.perform() }
        }
        return .done
    }

    private func publisher() throws(OperationError) -> MetricsPublisher? {
        guard let metricsPort else { return MetricsPublisher(file: metricsFile, endpoint: nil) }
        do { return MetricsPublisher(file: metricsFile, endpoint: try MetricsEndpoint(port: metricsPort)) } catch {
            throw .invalidInput("Nothing can listen at port \(metricsPort) of 127.0.0.1: another program may. Name another one with --metrics-port.")
        }
    }

    private func publish(_ metrics: MetricsPublisher?, _ workspace: Workspace) async {
        if let problem = await metrics?.publish(workspace) { Output.note("\(workspace.now.words)  \(problem)") }
    }
}
