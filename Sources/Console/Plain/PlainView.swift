import Sync
import Terminal
import Wording

/// What the console shows, as text to be read from the first line to the last.
struct PlainView: Sendable {
    /// The canvas that is read: wide enough that nothing has to be cut, and not so high that a list takes forever.
    static let size = Size(columns: 240, rows: 34)

    /// What is in front.
    enum Layer: Hashable, Sendable {
        /// The page at this depth of the way.
        case page(depth: Int, name: String)
        case palette
        case question(title: String)
    }

    /// A text field that takes what is typed.
    struct Field: Hashable, Sendable {
        let label: String
        let isSecret: Bool
    }

    let layer: Layer
    /// What this is.
    let title: String
    /// The way here.
    let path: [String]
    /// The text, with what can be chosen.
    let lines: [PlainLine]
    /// What has the focus.
    let selected: String?
    /// What Enter does.
    let enter: String?
    /// The other keys that work here.
    let keys: [KeyHint]
    /// Where letters go; nil when they are keys.
    let field: Field?
    /// A word at the bottom of the screen.
    let message: String?
    /// How the home stands.
    let status: String
    /// Whether a run is under way, so that much changes by itself.
    let isRunning: Bool

    init(_ state: ConsoleState) {
        var canvas: Canvas
        var rows = 0..<state.size.rows
        let hints: [KeyHint]
        path = state.path
        if let question = state.question {
            canvas = state.blankCanvas
            question.dialog.draw(on: &canvas, in: state.questionArea)
            layer = .question(title: question.dialog.title)
            title = "Question: \(question.dialog.title)"
            hints = []
        } else if let palette = state.palette {
            canvas = state.blankCanvas
            palette.draw(on: &canvas, in: canvas.bounds)
            (layer, title, hints) = (.palette, "Go to", [KeyHint("Enter", "Choose")])
        } else {
            canvas = state.draw()
            rows = 1..<state.size.rows - 2
            layer = .page(depth: state.pages.count, name: "\(type(of: state.page)) \(state.page.crumb)")
            title = state.page.crumb
            hints = state.pageHints
        }
        var lines = canvas.plainLines(in: rows)
        // The title stands in the frame, too.
        if state.question != nil || state.palette != nil { lines.removeFirst(min(1, lines.count)) }
        self.lines = lines
        let focused = lines.lazy.flatMap(\.parts).first { $0.isFocused && ($0.place != nil || $0.kind != .text) }
        let typed = lines.lazy.flatMap(\.parts).first { $0.isFocused && $0.kind != .text }
        field = canvas.cursor == nil ? nil : typed.map { Field(label: $0.text, isSecret: $0.kind == .field(isSecret: true)) }
        selected = focused?.text
        enter = hints.first { $0.key == "Enter" }?.label
        // Quit is a word here.
        keys = hints.filter { $0.key != "Enter" && $0.key != "Ctrl-C" }
        message = state.model.isBusy ? "One moment..." : (state.message?.text).map { state.model.completing($0) }
        let words = StatusWords.parts(state.model)
        status = (state.statusParts.filter { !words.contains($0) } + words).joined(separator: "; ")
        isRunning = state.model.isRunning || state.model.status?.running != nil
    }
}
