import CNcurses
import Foundation

/// The life of one ncurses screen: from `newterm` to `delscreen`.
@MainActor
final class CursesSession {
    /// How many colours may be used: at least the eight basic ones, or none.
    let colours: Int

    private let screen: OpaquePointer
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>

    /// Starts ncurses on a terminal. nil when the type is unknown here or cannot place text.
    init?(type: String, input inputDescriptor: Int32, output outputDescriptor: Int32, wantsColours: Bool) {
        // LINES and COLUMNS of the environment would override the true size.
        use_env(false)
        use_tioctl(true)
        guard let input = CursesSession.stream(inputDescriptor, "r") else { return nil }
        guard let output = CursesSession.stream(outputDescriptor, "w") else {
            fclose(input)
            return nil
        }
        guard let screen = newterm(type, output, input) else {
            fclose(input)
            fclose(output)
            return nil
        }
        guard TerminalCapabilities.string("cup") != nil else {
            endwin()
            delscreen(screen)
            fclose(input)
            fclose(output)
            return nil
        }
        (self.screen, self.input, self.output) = (screen, input, output)
        raw()
        noecho()
        nonl()
        if wantsColours, has_colors() {
            start_color()
            use_default_colors()
        }
        let count = wantsColours && has_colors() ? Int(terminal_colour_count()) : 0
        colours = count >= 8 ? count : 0
        enableKeypad()
    }

    /// Asks the terminal for the key sequences that its description promises; to be repeated after `endwin`.
    func enableKeypad() {
        keypad(terminal_standard_window(), true)
    }

    /// Tells ncurses the size of the window.
    func resize(to size: Size) {
        resizeterm(Int32(size.rows), Int32(size.columns))
    }

    /// The size that ncurses works with.
    var size: Size {
        let window = terminal_standard_window()
        return Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    }

    /// Goes back to the normal screen and the modes it had; painting enters again.
    func leave() {
        endwin()
    }

    /// Goes back to the normal screen and frees everything.
    func end() {
        endwin()
        delscreen(screen)
        fclose(input)
        fclose(output)
    }

    private static func stream(_ descriptor: Int32, _ mode: String) -> UnsafeMutablePointer<FILE>? {
        let copy = dup(descriptor)
        guard copy >= 0 else { return nil }
        guard let stream = fdopen(copy, mode) else {
            close(copy)
            return nil
        }
        return stream
    }
}
