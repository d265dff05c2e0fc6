import Foundation
package import Sync
import Terminal

/// The console without a screen: lines in, lines out, for screen readers, braille lines, dumb terminals and pipes.
package enum PlainProgram {
    private enum Happening: Sendable {
        case input(LineTerminal.Input)
        case event(ConsoleEvent)
        /// Something that was asked for in the background has ended.
        case settled

        var isInput: Bool { if case .input = self { true } else { false } }
    }

    /// Runs until the person leaves, the input ends or the process is told to end.
    @MainActor
    package static func run(workspace: Workspace, options: ConsoleOptions) async -> ConsoleEnding {
        let (happenings, continuation) = AsyncStream.makeStream(of: Happening.self)
        let terminal = LineTerminal(options: options.terminal) { continuation.yield(.input($0)) }
        // There is no clipboard without control sequences; no page offers it.
        let runner = EffectRunner(services: options.services(of: workspace), options: options, report: { continuation.yield(.event($0)) })
        runner.settled = { continuation.yield(.settled) }
        // What came before it could be answered.
        var early: [LineTerminal.Input] = []
        var model = ConsoleModel(targets: workspace.targets, homeName: workspace.homeName, sandbox: options.sandbox)
        model.valueTools = workspace.valueTools
        model.isReadOnly = options.isReadOnly
        model.completing = options.completing
        var console = PlainConsole(model: model, isASCIIOnly: terminal.isASCIIOnly)
        for effect in ConsoleState.firstEffects { runner.perform(effect) }
        terminal.say([PlainConsole.greeting])
        var ending = ConsoleEnding.left
        /// A page that is not there yet takes no line. A pipe, which does not listen before it speaks, waits for each answer too.
        func isReady() -> Bool { console.isOpen && (terminal.isTerminal || !runner.isFetching) }
        /// Answers whether the talk goes on.
        func goesOn(after happening: Happening) async -> Bool {
            let (effects, said) = take(happening, &console, terminal)
            terminal.say(said)
            for effect in effects {
                if effect == .quit {
                    if runner.isRunning { terminal.say(["Stopping the run at the next request..."]) }
                    if case .input(.terminated) = happening { ending = .told }
                    await runner.stop()
                    return false
                }
                runner.perform(effect)
            }
            // What happens in silence does not ask again.
            if happening.isInput || !said.isEmpty { terminal.ask(console.prompt, isSecret: console.field?.isSecret ?? false) }
            return true
        }
        loop: for await happening in happenings {
            if case .input(let input) = happening, input.isInOrder {
                early.append(input)
            } else {
                guard await goesOn(after: happening) else { break }
            }
            while isReady(), !early.isEmpty {
                guard await goesOn(after: .input(early.removeFirst())) else { break loop }
            }
        }
        terminal.close()
        return ending
    }

    @MainActor
    private static func take(_ happening: Happening, _ console: inout PlainConsole, _ terminal: LineTerminal) -> ([ConsoleEffect], [String]) {
        switch happening {
        case .settled: return ([], [])
        case .event(let event): return console.take(event, at: .now)
        case .input(.line(let line)):
            terminal.answered()
            return console.take(line: line, at: .now)
        case .input(.interrupted): return console.interrupt(at: .now)
        case .input(.terminated): return console.take(.terminal(.terminated), at: .now)
        case .input(.end): return console.take(.terminal(.hungUp), at: .now)
        }
    }
}

extension LineTerminal.Input {
    /// Whether it waits until what came before it was answered; what interrupts does not.
    fileprivate var isInOrder: Bool {
        switch self {
        case .line, .end: true
        case .interrupted, .terminated: false
        }
    }
}
