import Foundation
import Provisioning
import Sync
import Terminal

extension ConsoleState {
    /// What every page can be shown in.
    static let minimumSize = TerminalOptions().minimumSize

    /// The whole screen. The same state always gives the same cells.
    func draw() -> Canvas {
        var canvas = blankCanvas
        guard size.columns >= Self.minimumSize.columns, size.rows >= Self.minimumSize.rows else {
            canvas.paragraph(
                "The window has \(size.columns) columns and \(size.rows) rows. Enlarge it to \(Self.minimumSize.columns) by \(Self.minimumSize.rows) at least; nothing "
                    + "is lost meanwhile.", in: canvas.bounds, role: .warning)
            return canvas
        }
        Breadcrumb(path, status: statusText).draw(on: &canvas, in: canvas.bounds)
        var body = canvas.bounds.dropping(top: 1, bottom: 2)
        if let banner {
            banner.draw(on: &canvas, in: body)
            body = body.dropping(top: banner.rows(columns: body.columns))
        }
        if let note = longMessage {
            note.draw(on: &canvas, in: body)
            body = body.dropping(top: note.rows(columns: body.columns))
        }
        let inner = body.inset(columns: 1, rows: 0)
        canvas.clipped(to: inner) { page.draw(on: &$0, in: inner, model) }
        let bottom = canvas.bounds.bottom(2).inset(columns: 1, rows: 0)
        drawMessage(on: &canvas, in: bottom.line(0))
        let hints =
            question == nil && palette == nil
            ? page.hints(model) + commonHints
            : [KeyHint("Enter", "Choose"), KeyHint(palette == nil ? "Tab" : "Up/Down", "Next"), KeyHint("Esc", "Cancel")]
        KeyBar(hints).draw(on: &canvas, in: bottom.line(1))
        if isHelpShown { drawHelp(on: &canvas) }
        if let palette { palette.draw(on: &canvas, in: canvas.bounds) }
        if let question {
            canvas.cursor = nil
            question.dialog.draw(on: &canvas, in: canvas.bounds)
        }
        return canvas
    }

    /// A canvas with nothing on it.
    var blankCanvas: Canvas {
        var canvas = Canvas(size: size, symbols: symbols)
        canvas.isRead = model.isPlain
        return canvas
    }

    private var commonHints: [KeyHint] {
        var hints: [KeyHint] = pages.count > 1 ? [KeyHint("Esc", "Back")] : []
        let key = page.isTyping ? "Ctrl-P" : ":"
        hints.append(KeyHint(page.isTyping ? "F1" : "?", "Help"))
        if canGoAnywhere { hints.append(KeyHint(key, "Go to")) }
        if !page.isTyping { hints.append(KeyHint("q", "Quit")) }
        return hints
    }

    /// The way to the page, in the names of the pages.
    var path: [String] {
        guard !(pages.first is SignInPage), !(page is LoadingPage) else { return ["Autoprovision", page.crumb] }
        // The steps of the set-up share one name.
        return pages.map(\.crumb).reduce(into: ["Apps"]) { path, crumb in if path.last != crumb { path.append(crumb) } }
    }

    /// Sandbox or not, on or off.
    var statusText: String {
        guard let status = model.status else { return "" }
        var parts: [String] = []
        if status.isSandbox { parts.append("sandbox") }
        if status.configuration.autoprovisioning.setupProgress == .finished {
            parts.append(status.configuration.autoprovisioning.isOn ? "ON" : "OFF")
        }
        return parts.joined(separator: " ")
    }

    /// What lasts until somebody acts on it.
    var banner: Banner? {
        if let failure = model.statusFailure { return Banner(failure, role: .danger) }
        guard !(page is AuthorizePage) else { return nil }
        if let revocation = model.revocation {
            // Where letters are typed, R is one of them.
            let way = page.isTyping ? "Ctrl-P leads to Authorization; what you typed here can be saved before" : "press R"
            return Banner(
                "\(revocation) Nothing is written to \(model.application) until you reauthorize: \(model.isPlain && page.isTyping ? ":authorization leads there; what you typed here can be saved before" : way)."
            )
        }
        if let failure = model.runFailure { return Banner(failure) }
        return nil
    }

    /// A message for which the line at the bottom is too short: its end says what to do. Where an address needs the room, it stays below.
    private var longMessage: Banner? {
        guard !model.isPlain, !model.isBusy, !(page is AuthorizePage), let message else { return nil }
        let isLong = DisplayWidth.columns(of: message.text) > size.columns - 2
        return isLong ? Banner(message.text, role: message.role == .danger ? .danger : .banner) : nil
    }

    private func drawMessage(on canvas: inout Canvas, in line: Rect) {
        if model.isBusy {
            canvas.text("One moment...", at: line.origin, role: .muted, width: line.columns)
        } else if let message, longMessage == nil {
            canvas.text(message.text, at: line.origin, role: message.role, width: line.columns)
        } else {
            drawStatus(on: &canvas, in: line)
        }
    }

    private func drawStatus(on canvas: inout Canvas, in line: Rect) {
        let separator = symbols.isASCIIOnly ? " | " : " · "
        var parts = StatusWords.parts(model)
        while parts.count > 1, DisplayWidth.columns(of: parts.joined(separator: separator)) > line.columns { parts.removeLast() }
        canvas.text(parts.joined(separator: separator), at: line.origin, role: .muted, width: line.columns, truncation: .middle)
    }

    private func drawHelp(on canvas: inout Canvas) {
        let hints = page.hints(model) + commonHints + [KeyHint("Ctrl-L", "Read everything again"), KeyHint("Ctrl-C", "Leave at once")]
        let width = min(70, canvas.bounds.columns - 4)
        let paragraphs = page.help.flatMap { DisplayText.wrapped($0, columns: width - 6) }
        let height = min(canvas.bounds.rows - 2, paragraphs.count + hints.count + 5)
        let frame = canvas.bounds.centered(columns: width, rows: height)
        canvas.cursor = nil
        canvas.fill(frame)
        canvas.box(frame, title: "Help: \(page.crumb)")
        let inner = frame.inset(columns: 3, rows: 1)
        canvas.clipped(to: inner) { canvas in
            var row = inner.row
            for line in paragraphs {
                canvas.text(line, at: Point(column: inner.column, row: row), width: inner.columns)
                row += 1
            }
            row += 1
            for hint in hints where row < inner.endRow - 1 {
                canvas.text(hint.key, at: Point(column: inner.column, row: row), role: .keyHint, width: 10)
                canvas.text(hint.label, at: Point(column: inner.column + 12, row: row), width: inner.columns - 12)
                row += 1
            }
            canvas.text("Any key closes this.", at: Point(column: inner.column, row: inner.endRow - 1), role: .muted)
        }
    }
}
