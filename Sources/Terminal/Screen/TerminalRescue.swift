import CNcurses

/// Remembers how the terminal was found and restores it, also when the process crashes or exits without closing the screen.
///
/// This is the only file that calls the `terminal_rescue` functions (see the shim).
@MainActor
enum TerminalRescue {
    /// Remembers the terminal modes and installs the crash handlers. False when the modes cannot be read.
    static func arm(input: Int32, output: Int32) -> Bool {
        terminal_rescue_arm(input, output) == 0
    }

    /// Sets the bytes that bring the normal screen back after a crash.
    static func setReset(_ bytes: [UInt8]) {
        terminal_rescue_set_reset(bytes, bytes.count)
    }

    /// Puts the terminal modes back and takes the crash handlers away.
    static func disarm() {
        terminal_rescue_disarm()
    }
}
