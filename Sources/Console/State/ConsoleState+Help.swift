import Terminal

/// The help over a page: what the page is for, and all its keys.
extension ConsoleState {
    /// The help's lines; a key that stands twice is explained once. What does not fit on the screen begins with the keys: they are what is looked for.
    private var helpLines: [KeyHint] {
        let text = page.help.flatMap { DisplayText.wrapped(model.completing($0), columns: helpFrame.columns - 6) }.map { KeyHint("", $0) }
        let everywhere = [PageKey.quit.hint, KeyHint("Ctrl-L", "Repaint, read again"), KeyHint("Ctrl-C", "Leave at once")]
        var keys: [KeyHint] = []
        let hints = pageHints
        for hint in cure + hints + page.helpHints + waysOut + lastHints(hints) + everywhere where !keys.contains(where: { $0.key == hint.key }) {
            keys.append(hint)
        }
        // Where letters are typed, q is one of them.
        if page.isTyping { keys.removeAll { $0.key == "q" } }
        let rest = troubleLines.count + keys.count + text.count + 1 > helpRows ? keys + [KeyHint("", "")] + text : text + [KeyHint("", "")] + keys
        return troubleLines + rest
    }

    /// What the banner had to leave out.
    private var troubleLines: [KeyHint] {
        guard let banner, banner.isShortened(columns: size.columns) else { return [] }
        return DisplayText.wrapped(banner.message, columns: helpFrame.columns - 6).map { KeyHint("", $0) } + [KeyHint("", "")]
    }

    /// Whether the help is longer than the screen.
    var helpScrolls: Bool { helpLines.count > helpRows }

    /// The largest frame that the help takes.
    private var helpFrame: Rect { Rect(size).centered(columns: min(70, size.columns - 4), rows: size.rows - 2) }

    /// How many lines are below each other at once: without the frame and the line that says how to close it.
    private var helpRows: Int { max(1, helpFrame.rows - 3) }

    /// Applies a key to the help: moves in it when it is longer than the screen; anything else closes it.
    mutating func handleHelp(_ key: Key) {
        let last = helpLines.count - helpRows
        let step: Int? =
            switch key {
            case .up, .character("k"): -1
            case .down, .character("j"): 1
            case .pageUp: -helpRows
            case .pageDown, .character(" "): helpRows
            case .home, .character("g"): -last
            case .end, .character("G"): last
            default: nil
            }
        guard let step, last > 0 else { return isHelpShown = false }
        helpOffset = min(max(0, helpOffset + step), last)
    }

    /// Draws the help over the page.
    func drawHelp(on canvas: inout Canvas) {
        let lines = helpLines
        let scrolls = helpScrolls
        let frame = scrolls ? helpFrame : canvas.bounds.centered(columns: helpFrame.columns, rows: lines.count + 4)
        canvas.cursor = nil
        canvas.window(frame, title: "Help: \(page.crumb)")
        let inner = frame.inset(columns: 3, rows: 1)
        canvas.clipped(to: inner) { canvas in
            let first = min(helpOffset, max(0, lines.count - helpRows))
            for (row, line) in lines.dropFirst(first).prefix(inner.rows - 1).enumerated() {
                let place = inner.line(row)
                guard !line.key.isEmpty else {
                    canvas.text(line.label, at: place.origin, width: place.columns)
                    continue
                }
                canvas.text(line.key, at: place.origin, role: .keyHint, width: 10)
                canvas.text(line.label, at: place.dropping(left: 12).origin, width: place.columns - 12)
            }
            let words = scrolls ? "Lines \(first + 1)-\(min(first + helpRows, lines.count)) of \(lines.count)" : "Any key closes this."
            canvas.text(words, at: inner.bottom(1).origin, role: .muted, width: inner.columns)
        }
    }
}
