import ArgumentParser
import Foundation
import Provisioning
import Sync
import Synchronization

/// One run.
struct SyncCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Do one run: read the directory, plan, apply, record.",
        discussion: "Ends with 1 when single people failed or the run was stopped, and with 4 when a safeguard holds something back.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the run's record as JSON.") var json = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Release what the safeguards hold of this kind (suspend, delete, update, rename, ... or all). Repeatable.", valueName: "kind"))
    var approve: [String] = []

    func validate() throws {
        for name in approve where name != "all" && ActionKind(rawValue: name) == nil {
            let kinds = ActionKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(name)\" is no kind of action. There are \(kinds), and all.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let released = approve.contains("all") ? Set(ActionKind.allCases) : Set(approve.compactMap(ActionKind.init(rawValue:)))
        let printer = ProgressPrinter(isTerminal: isatty(STDERR_FILENO) == 1)
        let run = try await cancellingOnInterrupt(saying: "Stopping at the next request boundary. What was done is recorded.") {
            try await workspace.run(released: released) { printer.show($0) }
        }
        printer.end()
        if json { try Output.json(RunReport(run)) } else { Output.line("Run \(run.id): \(run.words).") }
        if let message = run.message { Output.note(message) }
        return switch run.outcome {
        case .held: .held
        case .doneWithFailures, .stopped: .doneWithFailures
        default: .done
        }
    }
}

/// Shows how far a run got on standard error: in place on a terminal, a line per phase elsewhere.
private final class ProgressPrinter: Sendable {
    private let isTerminal: Bool
    private let last = Mutex<RunProgress.Phase?>(nil)

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    func show(_ progress: RunProgress) {
        let isNews = last.withLock { phase in
            defer { phase = progress.phase }
            return phase != progress.phase
        }
        guard isTerminal || isNews else { return }
        let text = progress.words
        FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(text)" : text + "\n").utf8))
    }

    func end() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
