import Terminal

/// What is shown until the state of the home is known.
struct LoadingPage: Page {
    let crumb = "Opening"
    let help = ["The configuration and the ledger are being read."]

    var isEntrance: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] { [] }

    func saysTrouble(_ model: ConsoleModel) -> Bool { true }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect.dropping(top: 1))
        guard let failure = model.statusFailure else {
            canvas.paragraph("Reading \(model.homeName)...", in: rows.rest, role: .muted)
            return
        }
        rows.skip(canvas.paragraph(failure, in: rows.rest, role: .danger) + 1)
        canvas.paragraph("Correct what is named above, then press Ctrl-L.", in: rows.rest, role: .muted)
    }
}
