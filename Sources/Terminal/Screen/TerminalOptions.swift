import Foundation

/// How a screen is opened.
package struct TerminalOptions: Sendable {
    /// Which characters lines and marks are made of.
    package enum SymbolChoice: Sendable, Hashable {
        /// Unicode in a UTF-8 locale, otherwise ASCII.
        case automatic
        case unicode
        case ascii
    }

    /// Whether colours are used.
    package enum ColourChoice: Sendable, Hashable {
        /// When the terminal has them and `NO_COLOR` is unset or empty (https://no-color.org).
        case automatic
        case none
    }

    /// Whether the mouse is reported; while it is, the terminal's own text selection needs Shift.
    package var mouse: Bool
    /// Which characters lines and marks are made of.
    package var symbols: SymbolChoice
    /// Whether colours are used.
    package var colour: ColourChoice
    /// What is behind the text; nil asks the terminal.
    package var background: TerminalBackground?
    /// A terminal smaller than this when the screen opens is an error.
    package var minimumSize: Size
    /// The terminal to read from.
    package var input: Int32
    /// The terminal to write to.
    package var output: Int32
    /// Where `TERM` and `NO_COLOR` are looked up.
    package var environment: [String: String]

    /// Makes options; the defaults fit a program run by a person.
    package init(
        mouse: Bool = false, symbols: SymbolChoice = .automatic, colour: ColourChoice = .automatic, background: TerminalBackground? = nil,
        minimumSize: Size = Size(columns: 40, rows: 8), input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.mouse = mouse
        self.symbols = symbols
        self.colour = colour
        self.background = background
        self.minimumSize = minimumSize
        self.input = input
        self.output = output
        self.environment = environment
    }
}
