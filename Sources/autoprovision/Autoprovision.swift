import ArgumentParser
import CProcess
import Foundation

/// The program: the console without a subcommand, one file per command otherwise.
@main
struct Autoprovision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "autoprovision",
        abstract: "Keeps RingCentral Office accounts in step with a Google directory.",
        discussion: """
            Without a subcommand the console opens. Everything that the console does can be done by commands too.

            Exit codes: 0 done; 1 done, but somebody needs you, or stopped; 2 usage or configuration error; 3 not authorized; \
            4 held by a safeguard, or waiting for an answer; 5 the directory or the app could not be reached, or nobody told the time that something waits for.
            """,
        version: "0.1.0",
        subcommands: [
            ConsoleCommand.self, DemoCommand.self, SandboxCommand.self, SetupCommand.self, AuthorizeCommand.self, PlanCommand.self, SyncCommand.self,
            RunCommand.self,
            OnCommand.self, OffCommand.self, StatusCommand.self, UsageCommand.self, LogCommand.self, FailuresCommand.self, QualityCommand.self,
            PendingCommand.self, AlertsCommand.self,
            HeldCommand.self, AccountsCommand.self, UndoCommand.self, ExplainCommand.self, DoctorCommand.self, ManualCommand.self,
            ConfigCommand.self, HomeCommand.self, DeleteConfigurationCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self)

    /// Runs the command; a usage error ends with 2, as the contract of exit codes says, not with the parser's own number.
    static func main() async {
        CoreDumps.forbid()
        // A file that may not grow any further is an error of a write, with a sentence, and not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        process_keep_memory_small()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let message = fullMessage(for: error)
            if exitCode(for: error).isSuccess {
                print(BashCompletion.mended(message))
                Foundation.exit(0)
            }
            Output.note(CommandNames.mistake(in: Array(CommandLine.arguments.dropFirst())) ?? CommandNames.words(ofMistake: message))
            Foundation.exit(2)
        }
    }
}
