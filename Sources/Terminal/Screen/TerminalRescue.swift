import CNcurses

/// Remembers how the terminal was found and restores it, also when a signal ends the process or it exits without closing the screen.
///
/// This is the only file that calls the `terminal_rescue` functions (see the shim).
@MainActor
enum TerminalRescue {
    /// Remembers the terminal modes and takes over the signals that end a program. False when the modes cannot be read.
    static func arm(input: Int32, output: Int32) -> Bool {
        terminal_rescue_arm(input, output) == 0
    }

    /// Sets the bytes that bring the normal screen back at such an end.
    static func setReset(_ bytes: [UInt8]) {
        terminal_rescue_set_reset(bytes, bytes.count)
    }

    /// Sets where these bytes are written: a descriptor that never waits for the terminal.
    static func setOutput(_ descriptor: Int32) {
        terminal_rescue_set_output(descriptor)
    }

    /// The terminal is taken from here on.
    /// - Parameter remembering: the modes that it has now are those to go back to.
    static func take(remembering: Bool) {
        terminal_rescue_set_armed(true, remembering)
    }

    /// The terminal is somebody else's from here on; there is nothing to restore.
    /// - Parameter restoring: puts the modes back first.
    static func release(restoring: Bool) {
        if restoring { terminal_rescue_restore() }
        terminal_rescue_set_armed(false, false)
    }

    /// Puts the terminal modes back, unless the terminal is somebody else's, and the signal handlers too.
    static func disarm() {
        terminal_rescue_disarm()
    }
}
