import Terminal

/// The help of plain mode: for the page, and for how to talk to it.
enum PlainHelp {
    /// What can be typed everywhere.
    private static let ways = [
        "A number chooses what was read with it. In a list it selects; an empty line, which is Enter, then opens, and so does the number of what is selected. A number keeps its meaning while you stay on a page.",
        "The name of a key presses it: a letter, a sign or Ctrl-R as it is named under Keys, and the words tab, space, up, down, left, right, more, less, first, last, del.",
        "When a text field has the focus, its name stands before your line, and the line goes into the field. An empty line is Enter. =TEXT goes into the field also when TEXT is a number or one of these words; = alone empties it.",
        "/TEXT searches a list; : or :TEXT goes anywhere, at once where TEXT finds one page only; back goes back; read says all of the page; ? is this help; quit leaves. Ctrl-C leaves at once.",
        "Only what changes is said. While a run is under way, its progress is said every \(Int(PlainTeller.pause / .seconds(1))) seconds at most.",
    ]

    static func lines(_ state: ConsoleState) -> [String] {
        let hints = (state.pageHints + state.page.helpHints).map { "\($0.key): \($0.label)." }
        return ["Help: \(state.page.crumb)"] + state.page.help.map { state.model.completing($0) } + hints + ways
    }
}
