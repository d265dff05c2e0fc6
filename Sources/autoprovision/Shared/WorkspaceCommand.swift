import ArgumentParser
import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sync
import Wording

/// How a command ended.
enum CommandOutcome: Int32 {
    case done = 0
    case doneWithFailures = 1
    case misconfigured = 2
    case reauthorizationNeeded = 3
    case held = 4
    /// What is shown is remembered: the directory or the app could not be reached.
    case unreachable = 5
}

/// A command that works on one home, reports errors as a sentence and ends with an exit code of the contract.
protocol WorkspaceCommand: AsyncParsableCommand {
    var homeOptions: HomeOptions { get }
    /// Whether data and errors are printed as JSON on standard output.
    var json: Bool { get }
    /// Whether a home that is not there yet is made.
    var makesHome: Bool { get }

    /// Whether what administrators have to be told is looked at once the work is done.
    var looksForAlerts: Bool { get }

    /// Does the command's work.
    func perform(in workspace: Workspace) async throws -> CommandOutcome

    /// What the command can still do when the home cannot be opened; `nil` when the error is all there is to say.
    func perform(without error: OperationError) -> CommandOutcome?
}

extension WorkspaceCommand {
    mutating func run() async throws { try await runReporting() }

    var makesHome: Bool { false }

    var looksForAlerts: Bool { true }

    func perform(without error: OperationError) -> CommandOutcome? { nil }

    /// Does the work in the home and turns errors into a sentence and an exit code.
    func runReporting() async throws {
        let outcome: CommandOutcome
        let workspace: Workspace
        do throws(OperationError) {
            if !makesHome { try homeOptions.requireInUse() }
            workspace = try homeOptions.workspace()
        } catch {
            if let outcome = perform(without: error) { throw ExitCode(outcome.rawValue) }
            report(code: error.code, message: error.words)
            throw ExitCode(error.exitCode)
        }
        do {
            outcome = try await perform(in: workspace)
        } catch let error as OperationError {
            report(code: error.code, message: await Self.message(error, in: workspace))
            await lookForAlerts(in: workspace)
            throw ExitCode(error.exitCode)
        } catch let error as ConfigurationError {
            report(code: error.code, message: error.description)
            throw ExitCode(2)
        } catch let error as HTTPTransportError {
            report(code: "unreachable", message: error.description)
            await lookForAlerts(in: workspace)
            throw ExitCode(5)
        }
        await lookForAlerts(in: workspace)
        if outcome != .done { throw ExitCode(outcome.rawValue) }
    }

    /// Looks at the state and tells of what is new, after whatever was to be said. That it cannot be looked at is said by the command whose work that is: here
    /// it would hide what this one says.
    private func lookForAlerts(in workspace: Workspace) async {
        guard looksForAlerts else { return }
        try? await workspace.checks.lookForAlerts { AlertNotice($0, from: $1) }
    }

    /// The error in words; where something else has to be done first, with the command that does it.
    private static func message(_ error: OperationError, in workspace: Workspace) async -> String {
        guard case .blocked(let blocked) = error, !blocked.description.contains("autoprovision "), let status = try? await workspace.checks.status(),
            let next = NextStep.sentence(status, targets: workspace.targets)
        else { return error.words }
        return next
    }

    private func report(code: String, message: String) {
        if json { try? Output.json(["error": ["code": code, "message": message]]) }
        Output.note("autoprovision: \(homeOptions.completing(message))")
    }
}

extension OperationError {
    /// What happened, with the commands that lead on.
    var words: String { hints.following(description, on: .commandLine) }
}
