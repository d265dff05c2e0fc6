import Terminal

/// What is shown until the state of the home is known.
struct LoadingPage: Page {
    let crumb = "Opening"
    let help = ["The configuration and the ledger are being read."]

    var isEntrance: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] { [] }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let text = model.statusFailure == nil ? "Reading \(model.homeName)..." : "Correct what the message above names, then press Ctrl-L."
        canvas.paragraph(text, in: rect.dropping(top: 1), role: .muted)
    }
}
