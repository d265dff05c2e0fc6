import Foundation
import Terminal
import Testing

@Suite("A terminal that was not closed", .timeLimit(.minutes(1)))
struct TerminalRescueTests {
    /// How a process ends without closing its screen.
    enum Ending: String, CaseIterable, Sendable, Codable {
        case exit
        case abort
        case trap
        case segmentationFault
    }

    @Test("a process that dies without closing its screen leaves the terminal as it was found", arguments: Ending.allCases)
    func rescue(ending: Ending) async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        let path = terminal.path
        await #expect(processExitsWith: .failure) { [path = path as String, ending = ending as Ending] in
            let descriptor = open(path, O_RDWR | O_NOCTTY)
            let options = TerminalOptions(input: descriptor, output: descriptor, environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"])
            let screen = try await TerminalScreen.open(options: options)
            await screen.setMouse(true)
            switch ending {
            case .exit: exit(1)
            case .abort: abort()
            case .trap: preconditionFailure("on purpose")
            case .segmentationFault: raise(SIGSEGV)
            }
        }
        #expect(terminal.modes == before)
        let output = await terminal.output(through: "\u{1B}[?1049l")
        #expect(output.contains("\u{1B}[?2004l"))
        #expect(output.contains("\u{1B}[?1000l"))
    }
}
