import CNcurses
import Foundation

/// How large the window of a terminal is.
package enum WindowSize {
    /// The largest window that is used as a whole, in columns and rows: a size that somebody set by mistake must not take all memory.
    package static let largest = Size(columns: 1_000, rows: 500)

    /// The size of the terminal behind a descriptor; 80 columns and 24 rows where nobody told its size, and nil when it is no terminal.
    package static func ofTerminal(_ descriptor: Int32) -> Size? {
        isatty(descriptor) == 1 ? now(descriptor) ?? Size(columns: 80, rows: 24) : nil
    }

    /// The size of the window, as far as it is used; nil when nobody told the kernel (a serial line).
    static func now(_ descriptor: Int32) -> Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard terminal_window_size(descriptor, &rows, &columns) == 0, rows > 0, columns > 0 else { return nil }
        return Size(columns: min(Int(columns), largest.columns), rows: min(Int(rows), largest.rows))
    }
}
