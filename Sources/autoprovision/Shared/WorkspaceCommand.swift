import ArgumentParser
import ConfigurationStore
import Foundation
import HTTP
import Sync

/// Options that every command with a home takes.
struct HomeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder with configuration, credentials and ledger.", valueName: "dir"))
    var home: String?

    /// Opens the home; `--home` wins over `AUTOPROVISION_HOME`, which wins over the XDG folders.
    func workspace() throws(OperationError) -> Workspace {
        let environment = ProcessInfo.processInfo.environment
        return try Workspace(home: .resolve(option: home, environment: environment), environment: environment)
    }
}

/// How a command ended.
enum CommandOutcome: Int32 {
    case done = 0
    case doneWithFailures = 1
    case misconfigured = 2
    case reauthorizationNeeded = 3
    case held = 4
}

/// A command that works on one home, reports errors as a sentence and ends with an exit code of the contract.
protocol WorkspaceCommand: AsyncParsableCommand {
    var homeOptions: HomeOptions { get }
    /// Whether data and errors are printed as JSON on standard output.
    var json: Bool { get }

    /// Does the command's work.
    func perform(in workspace: Workspace) async throws -> CommandOutcome
}

extension WorkspaceCommand {
    mutating func run() async throws { try await runReporting() }

    /// Does the work in the home and turns errors into a sentence and an exit code.
    func runReporting() async throws {
        let outcome: CommandOutcome
        do {
            outcome = try await perform(in: homeOptions.workspace())
        } catch let error as OperationError {
            report(code: error.code, message: error.description)
            throw ExitCode(error.exitCode)
        } catch let error as ConfigurationError {
            report(code: error.code, message: error.description)
            throw ExitCode(2)
        } catch let error as HTTPTransportError {
            report(code: "unreachable", message: error.description)
            throw ExitCode(5)
        }
        if outcome != .done { throw ExitCode(outcome.rawValue) }
    }

    private func report(code: String, message: String) {
        if json { try? Output.json(["error": ["code": code, "message": message]]) }
        Output.note("autoprovision: \(message)")
    }
}

/// Runs an operation until it ends or somebody presses Ctrl-C (or sends SIGTERM); then it is cancelled, and a second time it is left alone to die.
func cancellingOnInterrupt<Value: Sendable>(
    saying message: String, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let task = Task { try await operation() }
    let sources = [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            task.cancel()
            signal(number, SIG_DFL)
            Output.note(message)
        }
        source.resume()
        return source
    }
    defer {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await task.value
}
