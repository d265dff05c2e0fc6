/// Why no screen could be opened.
package enum TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Input or output is a file or a pipe.
    case notATerminal
    /// `TERM` is unset (nil), or names a type that cannot place text or that this machine does not know.
    case unknownTerminalType(String?)
    /// The window is smaller than the console needs.
    case tooSmall(needed: Size, actual: Size)
    /// A screen is open already; a process has one terminal.
    case alreadyOpen

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .notATerminal:
            "The console needs a terminal, but input or output is a file or a pipe. "
                + "Start it in a terminal window without redirection, over SSH with \"ssh -t\"; with --plain it talks in lines and needs none."
        case .unknownTerminalType(nil):
            "The console cannot tell what kind of terminal this is: TERM is not set. Set it, for instance: export TERM=xterm-256color."
        case .unknownTerminalType("dumb"?):
            "The console cannot place text on a terminal of type \"dumb\". With --plain it talks in lines there; or use a full terminal, or set TERM "
                + "to what it is, for instance: export TERM=xterm-256color."
        case .unknownTerminalType(let name?):
            "The terminal type \"\(DisplayText.truncated(name, columns: 60))\" (from TERM) is not known on this machine. "
                + "Install the package ncurses-term, or choose a known type, for instance: export TERM=xterm-256color."
        case .tooSmall(let needed, let actual):
            "The terminal is too small: \(actual.columns)x\(actual.rows), and the console needs at least \(needed.columns)x\(needed.rows). "
                + "Enlarge the window or choose a smaller font, then start again."
        case .alreadyOpen:
            "The terminal already shows a screen of this program. Close it before opening another one."
        }
    }
}
