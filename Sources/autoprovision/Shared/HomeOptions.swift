import ArgumentParser
import Engine
import FileHome
import Foundation
import Sync

/// Options that every command with a home takes.
struct HomeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder with configuration, credentials and ledger, or a database: postgresql://HOST/DATABASE?tenant=NAME.", valueName: "dir"),
        completion: .directory)
    var home: String?

    func validate() throws {
        // A script whose variable is empty means some home, and never the standard one.
        guard home.map({ !$0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty }) ?? true else {
            throw ValidationError("--home names no folder: its value is empty. Name one, or leave the option out for the standard one.")
        }
        do throws(OperationError) { _ = try place() } catch { throw ValidationError(error.description) }
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The home; `--home` wins over `AUTOPROVISION_HOME`, which wins over the XDG folders.
    func place() throws(OperationError) -> HomePlace { try HomePlace(option: home, environment: environment) }

    /// What `--home` or `AUTOPROVISION_HOME` names: a whole path, or the address of a database.
    func option() throws(OperationError) -> String? { named == nil ? nil : try place().option }

    private var named: String? { [home, environment["AUTOPROVISION_HOME"]].compactMap(\.self).first { !$0.isEmpty } }

    /// Opens the home, making it when it is missing.
    func workspace() throws(OperationError) -> Workspace {
        try place().workspace(environment: environment)
    }

    /// Makes sure that there is something to look at or to change: a mistyped name would look like a setup that is gone.
    func requireInUse() throws(OperationError) {
        let place = try place()
        do throws(ConfigurationError) { if try place.isInUse(environment: environment) { return } } catch { throw .configuration(error) }
        throw .invalidInput(
            "There is no setup in \(place.displayName)\(place.isFolder ? " (no config.json)" : ""). \(named == nil ? "Begin" : "Name another home, or begin") one in the console, which "
                + "opens with: autoprovision console, or by command: autoprovision setup")
    }

    /// A sentence of this program in which every command that works on a home names this one, and the user as whom it was run, so that it can be copied.
    func completing(_ sentence: String) -> String { completion(sentence) }

    /// The same, for sentences of the console.
    var completion: @Sendable (String) -> String { Self.completion(home: named, environment) }

    /// The same for a home that was not named by an option.
    static func completion(home: String?, _ environment: [String: String]) -> @Sendable (String) -> String {
        let option = home.map { " --home \(ShellWord.quoted($0))" } ?? ""
        let prefix = SudoUser.prefix(environment)
        guard !(option + prefix).isEmpty else { return { $0 } }
        return { sentence in
            // Most sentences name no command, and each is looked at whenever it is drawn.
            guard sentence.contains("autoprovision ") else { return sentence }
            return sentence.replacing(command) { match in
                // A sentence that was completed already stays as it is.
                let isCompleted = match.output.2 != nil || !prefix.isEmpty && sentence[..<match.range.lowerBound].hasSuffix(prefix)
                guard !isCompleted, CommandNames.withHome.contains(String(match.output.1)) else { return String(match.output.0) }
                return prefix + match.output.0 + option
            }
        }
    }

    private static var command: Regex<(Substring, Substring, Substring?)> {
        /\bautoprovision (config \w+|accounts (?:list|adopt|link|ignore|suspend|restore|take-back)|\w[\w-]*)( --home)?/
    }
}
