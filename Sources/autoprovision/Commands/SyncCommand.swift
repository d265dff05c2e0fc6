import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Synchronization
import Wording

/// One run.
struct SyncCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Do one run: read the directory, plan, apply, record.",
        discussion: """
            Ends with 1 when single people failed or the run was stopped, and with 4 when a safeguard holds something back.

            --person takes one person alone, within seconds: reads that person and the groups that decide, plans with the whole ledger and all safeguards, and writes. A run that is under \
            way takes the person next. Where more people are concerned, as by a unit that was moved, it says so and leaves it to a run for everybody.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the run's record as JSON.") var json = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Release what the safeguards hold of this kind (\(ActionKind.list)), what moved units would change (\(HeldCommand.units)), or all. Repeatable.",
            valueName: "kind"),
        completion: .list(ActionKind.allCases.map(\.rawValue) + [HeldCommand.units, "all"]))
    var approve: [String] = []
    @Option(help: ArgumentHelp("Only this person, by address, directory id or whole name.", valueName: "person")) var person: String?

    func validate() throws {
        guard person == nil || approve.isEmpty else {
            throw ValidationError("--approve releases a kind of action for everybody; for one person: autoprovision held --release PERSON")
        }
        for name in approve where !["all", HeldCommand.units].contains(name) && ActionKind(rawValue: name) == nil {
            throw ValidationError("\"\(name)\" is not a kind of action. There are \(ActionKind.list), \(HeldCommand.units), and all.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let released = approve.contains("all") ? Set(ActionKind.allCases) : Set(approve.compactMap(ActionKind.init(rawValue:)))
        let printer = ProgressPrinter(isTerminal: isatty(STDERR_FILENO) == 1)
        let run = try await cancellingOnInterrupt(saying: "Stopping at the next request boundary. What was done is recorded.") {
            if let person { return try await workspace.runs.sync(person: person) { Output.note("A run is under way and takes the person next.") } }
            return try await workspace.runs.sync(
                released: released, releasesUnitMoves: approve.contains("all") || approve.contains(HeldCommand.units)
            ) {
                printer.show($0)
            }
        }
        printer.end()
        if json { try Output.json(RunReport(run)) } else { Output.line("Run \(run.id): \(run.words).") }
        if let message = run.message { Output.note(message) }
        for hint in Self.hints(run) { Output.note(homeOptions.completing(hint)) }
        await tellAlerts(in: workspace, after: run)
        return switch run.outcome {
        case .held: .held
        case .doneWithFailures, .stopped: .doneWithFailures
        default: .done
        }
    }
}

extension WorkspaceCommand {
    /// Looks at the state after a run and tells of what is new. That somebody could not be told ends no run: it is an alert itself.
    func tellAlerts(in workspace: Workspace, after run: RunRecord? = nil) async {
        do throws(OperationError) { try await workspace.checks.checkAlerts { AlertNotice($0, from: $1) } } catch {
            Output.note("Alerts could not be looked at: \(homeOptions.completing(error.words))")
        }
        if let run, let failure = await workspace.checks.ping(after: run) { Output.note(homeOptions.completing(failure)) }
    }
}

extension SyncCommand {
    /// Where to look at what is left over, with the command.
    static func hints(_ run: RunRecord) -> [String] {
        var hints: [String] = []
        if run.held > 0 { hints.append("Look at what is held and decide about it: autoprovision held") }
        if run.failures + run.problems + run.waiting > 0 { hints.append("See who is concerned, and the cure: autoprovision failures") }
        if run.pending > 0 { hints.append("What is to come, and when: autoprovision pending") }
        return hints
    }
}

/// Shows how far a run got on standard error: in place on a terminal, a line per phase elsewhere.
private final class ProgressPrinter: Sendable {
    private let isTerminal: Bool
    private let last = Mutex<RunProgress.Phase?>(nil)

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    func show(_ progress: RunProgress) {
        // What is finished is said by the run's record, and before the first page of people, or without anything to write, there is nothing to show.
        switch progress.phase {
        case .reading where !isTerminal && progress.peopleRead == 0: return
        case .writing where progress.total == 0: return
        case .finished: return
        default: break
        }
        let isNews = last.withLock { phase in
            defer { phase = progress.phase }
            return phase != progress.phase
        }
        guard isTerminal || isNews else { return }
        // Where nothing is drawn over, a count that begins at 0 would be all that is ever seen of it.
        let text = !isTerminal && progress.phase == .writing ? "Writing: \(progress.total) to do" : progress.words
        FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(text)" : text + "\n").utf8))
    }

    func end() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
