import ArgumentParser
import Engine
import Foundation
import Sync

/// Moves a home from a folder into a database, or back.
struct HomeMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a home to another place: from a folder into a database, or back.",
        discussion: """
            Configuration, its history, sealed credentials and the ledger with its whole log go along; then the log's chain is checked at the new place. The old
            home is turned off, and stays as it was otherwise, so that it can be put back into use or deleted. Stop its service first.

            The key of the credentials is copied where it is in a file of this machine. Other machines need it too: copy credentials.key there, or set
            AUTOPROVISION_KEY.

            Example: autoprovision home move /var/lib/autoprovision 'postgresql://db.example.com/autoprovision?tenant=acme'
            """)

    @Argument(help: ArgumentHelp("The home that is in use.", valueName: "from"), completion: .directory) var from: String
    @Argument(help: ArgumentHelp("The home that is empty.", valueName: "to"), completion: .directory) var to: String

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    func run() async throws {
        do throws(OperationError) {
            let (old, new) = (try HomePlace(option: from, environment: environment), try HomePlace(option: to, environment: environment))
            let isInUse: Bool
            do throws(ConfigurationError) { isInUse = try old.isInUse(environment: environment) } catch { throw .configuration(error) }
            guard isInUse else { throw .invalidInput("There is no setup in \(old.displayName), so there is nothing to move.") }
            let (source, target) = (try old.workspace(environment: environment), try new.workspace(environment: environment))
            report(try await source.setup.move(to: target.setup), from: old, to: new)
        } catch {
            Output.note("autoprovision: \(error.words)")
            throw ExitCode(error.exitCode)
        }
    }

    private func report(_ move: HomeMove, from old: HomePlace, to new: HomePlace) {
        Output.line(
            "Moved to \(new.displayName): \(move.rows) rows of the ledger, and the log with \(move.entries) entries, whose chain is as it was written."
        )
        if !move.hasCredentials { Output.line("There were no credentials to move. Authorize at the new place: autoprovision authorize") }
        Output.line(
            "The old home in \(old.displayName)\(move.wasOn ? " is off now and" : "") stays as it was otherwise. Delete it when nobody needs it."
        )
        if move.wasOn { Output.line("Autoprovisioning is on at the new place. Start its service with that home: autoprovision run --home ...") }
    }
}
