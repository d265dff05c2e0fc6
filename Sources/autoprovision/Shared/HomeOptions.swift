import ArgumentParser
import Engine
import FileHome
import Foundation
import HTTP
import Sync

/// Options that every command with a home takes.
struct HomeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder with configuration, credentials and ledger.", valueName: "dir"), completion: .directory)
    var home: String?

    func validate() throws {
        // A script whose variable is empty means some home, and never the standard one.
        guard home.map({ !$0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty }) ?? true else {
            throw ValidationError("--home names no folder: its value is empty. Name one, or leave the option out for the standard one.")
        }
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The home; `--home` wins over `AUTOPROVISION_HOME`, which wins over the XDG folders.
    var place: Home { .resolve(option: home, environment: environment) }

    /// The folder that `--home` or `AUTOPROVISION_HOME` names, as a whole path.
    var folder: String? { named == nil ? nil : place.configurationFile.deletingLastPathComponent().path }

    private var named: String? { [home, environment["AUTOPROVISION_HOME"]].compactMap(\.self).first { !$0.isEmpty } }

    /// Opens the home, making it when it is missing.
    func workspace() throws(OperationError) -> Workspace {
        try Workspace(home: place, environment: environment, uptime: SystemUptime.seconds)
    }

    /// Makes sure that there is something to look at or to change: a mistyped name would look like a set-up that is gone.
    func requireInUse() throws(OperationError) {
        let place = place
        do throws(ConfigurationError) { if try place.isInUse() { return } } catch { throw .configuration(error) }
        throw .invalidInput(
            "There is no set-up in \(place.displayName) (no config.json). \(named == nil ? "Begin" : "Name another home, or begin") one in the console, which "
                + "opens with: autoprovision console, or by command: autoprovision setup")
    }

    /// A sentence of this program in which every command that works on a home names this one, and the user as whom it was run, so that it can be copied.
    func completing(_ sentence: String) -> String {
        let option = named.map { " --home \(ShellWord.quoted($0))" } ?? ""
        let prefix = SudoUser.prefix(environment)
        guard !(option + prefix).isEmpty else { return sentence }
        return sentence.replacing(Self.command) { match in
            guard match.output.2 == nil, CommandNames.withHome.contains(String(match.output.1)) else { return String(match.output.0) }
            return prefix + match.output.0 + option
        }
    }

    private static var command: Regex<(Substring, Substring, Substring?)> {
        /\bautoprovision (config \w+|accounts (?:list|adopt|link|ignore|suspend|restore|take-back)|\w[\w-]*)( --home)?/
    }
}
