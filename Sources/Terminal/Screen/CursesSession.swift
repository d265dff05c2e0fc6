import CNcurses
import Foundation

/// The life of one ncurses screen: from `newterm` to `delscreen`.
///
/// ncurses paints into a file in memory: it would wait for a terminal that takes nothing. It never touches the terminal itself; ``takeOutput()`` hands over what
/// is to be written, and modes are set elsewhere.
@MainActor
final class CursesSession {
    /// Why there is no screen.
    enum Failure: Error {
        /// No terminal of this type is described on this machine.
        case unknownType
        /// The type cannot place text.
        case cannotPlaceText
    }

    /// How many colours may be used: at least the eight basic ones, or none.
    let colours: Int

    private let screen: OpaquePointer
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>

    /// Starts ncurses for a type of terminal.
    init(type: String, wantsColours: Bool) throws(Failure) {
        // LINES and COLUMNS of the environment would override the true size.
        use_env(false)
        use_tioctl(true)
        guard let input = CursesSession.stream(open("/dev/null", O_RDONLY | O_CLOEXEC), "r") else { throw .unknownType }
        guard let output = CursesSession.stream(terminal_memory_file(), "w") else {
            fclose(input)
            throw .unknownType
        }
        guard let screen = newterm(type, output, input) else {
            fclose(input)
            fclose(output)
            throw .unknownType
        }
        guard TerminalCapabilities.string("cup") != nil else {
            endwin()
            delscreen(screen)
            fclose(input)
            fclose(output)
            throw .cannotPlaceText
        }
        (self.screen, self.input, self.output) = (screen, input, output)
        // Painting is not broken off for keys that wait: it costs nothing here.
        typeahead(-1)
        nonl()
        if wantsColours, has_colors() {
            start_color()
            use_default_colors()
        }
        let count = wantsColours && has_colors() ? Int(terminal_colour_count()) : 0
        colours = count >= 8 ? count : 0
    }

    /// Starts ncurses with the description of a type or, where this machine has none, the nearest one that is there; also answers its name. nil when the type cannot
    /// place text.
    static func nearest(to type: String, wantsColours: Bool) -> (CursesSession, String)? {
        for name in TerminalType.candidates(for: type) {
            do throws(Failure) {
                return (try CursesSession(type: name, wantsColours: wantsColours), name)
            } catch {
                if error == .cannotPlaceText { return nil }
            }
        }
        return nil
    }

    /// What ncurses has written since the last time.
    func takeOutput() -> [UInt8] {
        fflush(output)
        let descriptor = fileno(output)
        let length = lseek(descriptor, 0, SEEK_CUR)
        guard length > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, length, 0))
        }
        ftruncate(descriptor, 0)
        lseek(descriptor, 0, SEEK_SET)
        return bytes
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

    /// Goes back to the normal screen; painting enters again.
    func leave() {
        endwin()
    }

    /// Frees everything, after ``leave()``.
    func end() {
        delscreen(screen)
        fclose(input)
        fclose(output)
    }

    private static func stream(_ descriptor: Int32, _ mode: String) -> UnsafeMutablePointer<FILE>? {
        guard descriptor >= 0 else { return nil }
        guard let stream = fdopen(descriptor, mode) else {
            close(descriptor)
            return nil
        }
        return stream
    }
}
