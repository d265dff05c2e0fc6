/// A key as the person at the terminal means it, whatever bytes the terminal sends for it.
package enum Key: Sendable, Hashable {
    /// A printable character, the space included.
    case character(Character)
    case enter
    case tab
    /// Shift with Tab.
    case backTab
    case escape
    case up
    case down
    case left
    case right
    case pageUp
    case pageDown
    case home
    case end
    case backspace
    case delete
    case insert
    /// F1 is 1.
    case function(Int)
    /// Ctrl with a lower-case letter or one of `@ [ \ ] ^ _`. Ctrl-H, I, J, M and [ arrive as backspace, tab, enter, enter, escape.
    case control(Character)
}
