/// What a mouse did. Places are cells of the screen.
package enum MouseEvent: Sendable, Hashable {
    /// The left button went down.
    case press(Point)
    /// The middle or right button went down.
    case secondaryPress(Point)
    /// A button went up.
    case release(Point)
    case wheelUp(Point)
    case wheelDown(Point)
}

/// Something that happened at the terminal.
package enum TerminalEvent: Sendable, Hashable {
    /// A key was pressed. Ctrl-C arrives as `control("c")`.
    case key(Key)
    /// Text was pasted as a whole: line breaks are `\n`, other control characters except tabs are gone.
    case paste(String)
    case mouse(MouseEvent)
    /// The window has a new size; draw anew.
    case resized(Size)
    /// Somebody sent SIGINT.
    case interrupted
    /// Somebody sent SIGTERM: leave now.
    case terminated
    /// The terminal is gone (SIGHUP, end of input): leave without painting.
    case hungUp
    /// The program was stopped and continues; the screen has been painted again.
    case resumed
}
