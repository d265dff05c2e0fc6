import Foundation
package import Sync
package import Terminal

/// The console on a real terminal: shows the state, takes events, has effects done.
package enum ConsoleProgram {
    /// Runs until the person leaves, the terminal goes away or the process is told to end.
    ///
    /// - Throws: ``TerminalError`` when there is no terminal that can show the console.
    @MainActor
    package static func run(workspace: Workspace, options: ConsoleOptions) async throws(TerminalError) {
        let screen = try TerminalScreen.open(options: options.terminal)
        let (events, continuation) = AsyncStream.makeStream(of: ConsoleEvent.self)
        let terminal = Task { @MainActor in
            for await event in screen.events { continuation.yield(.terminal(event)) }
        }
        let runner = EffectRunner(workspace: workspace, options: options, copy: { screen.copyToClipboard($0) }) { continuation.yield($0) }
        let model = ConsoleModel(targets: workspace.targets, homeName: workspace.homeName, sandbox: options.sandbox)
        var state = ConsoleState(model: model, size: screen.size, symbols: screen.symbols)
        for effect in ConsoleState.firstEffects { runner.perform(effect) }
        state.isMouseOn = options.terminal.mouse
        screen.present(state.draw())
        loop: for await event in events {
            for effect in state.handle(event) {
                if effect == .quit {
                    if runner.isRunning {
                        state.say("Stopping the run at the next request...", .warning)
                        screen.present(state.draw())
                    }
                    await runner.stop()
                    break loop
                }
                runner.perform(effect)
            }
            screen.setMouse(state.reportsMouse)
            screen.present(state.draw())
        }
        terminal.cancel()
        screen.close()
    }
}
