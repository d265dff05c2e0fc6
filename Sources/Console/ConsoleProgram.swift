import Foundation
package import Sync
package import Terminal
import Wording

/// Why a console ended.
package enum ConsoleEnding: Sendable {
    /// The person left, or the terminal went away.
    case left
    /// The process was told to end, by SIGTERM.
    case told
}

/// The console on a real terminal: shows the state, takes events, has effects done.
package enum ConsoleProgram {
    /// Runs until the person leaves, the terminal goes away or the process is told to end.
    ///
    /// - Throws: ``TerminalError`` when there is no terminal that can show the console.
    @MainActor
    package static func run(workspace: Workspace, options: ConsoleOptions) async throws(TerminalError) -> ConsoleEnding {
        let inbox = EventInbox()
        let runner = EffectRunner(services: options.services(of: workspace), options: options) { inbox.put($0) }
        // The home is read while the terminal is made ready.
        for effect in ConsoleState.firstEffects { runner.perform(effect) }
        let screen: TerminalScreen
        do throws(TerminalError) { screen = try TerminalScreen.open(options: options.terminal) } catch {
            await runner.stop()
            throw error
        }
        screen.report = { inbox.put(.terminal($0)) }
        runner.copy = { screen.copyToClipboard($0) }
        var model = ConsoleModel(targets: workspace.targets, homeName: workspace.homeName, sandbox: options.sandbox)
        model.valueTools = workspace.valueTools
        model.isReadOnly = options.isReadOnly
        model.completing = options.completing
        var state = ConsoleState(model: model, size: screen.size, symbols: screen.symbols)
        state.isMouseOn = options.terminal.mouse
        if let notice = screen.notice { state.say(notice, .warning) }
        var pace = FramePace()
        var ending = ConsoleEnding.left
        var later: Task<Void, any Error>?
        screen.present(state.frame())
        loop: for await _ in inbox.arrivals {
            let happened = inbox.take()
            for event in TypedRun.joined(happened, takesText: state.takesText) {
                for effect in state.handle(event) {
                    if effect == .quit {
                        if runner.isRunning {
                            state.say("Stopping the run at the next request...", .warning)
                            screen.present(state.frame())
                        }
                        if case .terminal(.terminated) = event { ending = .told }
                        await runner.stop()
                        break loop
                    }
                    runner.perform(effect)
                }
            }
            later?.cancel()
            screen.setMouse(state.reportsMouse)
            if let wait = pace.wait(at: .now, forPerson: happened.contains(where: \.isFromTerminal)) {
                later = Task {
                    try await Task.sleep(for: wait)
                    inbox.ring()
                }
            } else {
                screen.present(state.frame())
            }
        }
        later?.cancel()
        screen.close()
        return ending
    }
}

extension ConsoleEvent {
    fileprivate var isFromTerminal: Bool { if case .terminal = self { true } else { false } }
}
