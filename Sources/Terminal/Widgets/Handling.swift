/// What a widget did with a key.
package enum Handling: Sendable, Hashable {
    /// The key was used; what the widget holds is as before (a cursor moved, say).
    case handled
    /// The key means nothing here; the screen may use it.
    case ignored
    /// The person wants the thing done: Enter on a row, a button pressed.
    case activated
    /// What the widget holds is different now: text, choice, selection.
    case changed
}
