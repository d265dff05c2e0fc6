import ArgumentParser
import Console
import Engine
import Foundation
import Sync
import Terminal

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
    @Flag(help: "Draw lines and marks in ASCII.") var ascii = false
    @Flag(
        inversion: .prefixedNo,
        help: "Whether the mouse clicks and scrolls; the terminal's own selection then needs Shift. --no-mouse leaves the mouse to the terminal.")
    var mouse = true

    @Option(help: "The terminal's background: light or dark. Without it, the terminal is asked.") var background: TerminalBackground?

    @Flag(
        help: ArgumentHelp(
            "Talk in lines instead of showing a screen: for screen readers, braille lines, dumb terminals and pipes.",
            discussion: "No colors, no control sequences, nothing is drawn again. The variable ACCESSIBLE has the same effect.")) var plain = false

    /// Whether lines are wanted: by the flag, or by the variable that other programs listen to as well.
    var isPlain: Bool {
        let variable = ProcessInfo.processInfo.environment["ACCESSIBLE"] ?? ""
        return plain || !["", "0", "false"].contains(variable.lowercased())
    }

    var terminal: TerminalOptions { TerminalOptions(mouse: mouse, symbols: ascii ? .ascii : .automatic, background: background) }
}

extension TerminalBackground: ExpressibleByArgument {}

/// The console.
struct ConsoleCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Open the console (what the program does without a subcommand).",
        discussion:
            "Needs a terminal of at least 60 columns and 15 rows; with --plain, anything that takes lines will do. NO_COLOR turns colors off.")

    @OptionGroup var homeOptions: HomeOptions
    @OptionGroup var screen: ScreenOptions
    @Flag(help: "Only look: every page is there, and nothing can be changed from it, in the home or in the app.") var readOnly = false
    var json: Bool { false }
    var makesHome: Bool { !readOnly }
    /// The console does, while it is open.
    var looksForAlerts: Bool { false }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        try await openConsole(
            workspace,
            ConsoleOptions(
                openBrowser: Browser.openIfAvailable, terminal: screen.terminal, isReadOnly: readOnly, completing: homeOptions.completion),
            isPlain: screen.isPlain)
        return .done
    }
}

/// Opens the console, and says why it ended when nobody at the terminal wanted that; what the terminal lacks is a usage error.
func openConsole(_ workspace: Workspace, _ options: ConsoleOptions, isPlain: Bool) async throws {
    let ending: ConsoleEnding
    do throws(TerminalError) {
        ending =
            if isPlain {
                await PlainProgram.run(workspace: workspace, options: options)
            } else {
                try await ConsoleProgram.run(workspace: workspace, options: options)
            }
    } catch {
        throw OperationError.invalidInput(error.description)
    }
    if ending == .told { Output.note("autoprovision: the console ended because this process was told to (SIGTERM). What was done is recorded.") }
}
