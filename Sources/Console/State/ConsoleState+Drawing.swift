import Foundation
import Provisioning
import Sync
import Terminal

extension ConsoleState {
    /// What every page can be shown in.
    static let minimumSize = TerminalOptions().minimumSize

    /// The whole screen. The same state always gives the same cells.
    func draw() -> Canvas {
        var canvas = Canvas(size: size, symbols: symbols)
        guard size.columns >= Self.minimumSize.columns, size.rows >= Self.minimumSize.rows else {
            canvas.paragraph(
                "The window has \(size.columns) columns and \(size.rows) rows. Enlarge it to \(Self.minimumSize.columns) by \(Self.minimumSize.rows) at least; nothing "
                    + "is lost meanwhile.", in: canvas.bounds, role: .warning)
            return canvas
        }
        Breadcrumb(path, status: statusText).draw(on: &canvas, in: canvas.bounds)
        let messageRows = messageRows
        var body = canvas.bounds.dropping(top: 1, bottom: 1 + messageRows)
        if let banner {
            banner.draw(on: &canvas, in: body)
            body = body.dropping(top: banner.rows(columns: body.columns))
        }
        let inner = body.inset(columns: 1, rows: 0)
        canvas.clipped(to: inner) { page.draw(on: &$0, in: inner, model) }
        let bottom = canvas.bounds.bottom(1 + messageRows).inset(columns: 1, rows: 0)
        drawMessage(on: &canvas, in: bottom.top(messageRows))
        keyBar.draw(on: &canvas, in: bottom.bottom(1))
        if isHelpShown { drawHelp(on: &canvas) }
        if let palette { palette.draw(on: &canvas, in: canvas.bounds) }
        if let question {
            canvas.cursor = nil
            question.dialog.draw(on: &canvas, in: canvas.bounds)
        }
        return canvas
    }

    private var keyBar: KeyBar {
        if let question {
            // Escape is the same as the first button.
            let safe = question.dialog.buttons.buttons.first?.label ?? "Close"
            return KeyBar([KeyHint("Enter", "Choose"), KeyHint("Tab", "Next")], always: [KeyHint("Esc", safe)])
        }
        if palette != nil { return KeyBar([KeyHint("Enter", "Choose"), KeyHint("Up/Down", "Move")], always: [KeyHint("Esc", "Close")]) }
        return KeyBar(page.hints(model) + waysOut, always: lastHints)
    }

    /// The keys that lead away from nearly every page.
    var waysOut: [KeyHint] {
        canGoAnywhere ? [KeyHint(page.isTyping ? "Ctrl-P" : ":", "Go to")] : []
    }

    /// The keys that are shown on every page, however narrow it is.
    var lastHints: [KeyHint] {
        // What Escape does first on a page, such as to clear its filter, the page says itself.
        let leads = pages.count > 1 && !page.hints(model).contains { $0.key == "Esc" }
        return (leads ? [KeyHint("Esc", "Back")] : []) + (page.isTyping ? [KeyHint("F1", "Help")] : [KeyHint("?", "Help"), KeyHint("q", "Quit")])
    }

    private var path: [String] {
        guard !(pages.first is SignInPage), !(page is LoadingPage) else { return ["Autoprovision", page.crumb] }
        // The steps of the set-up share one name.
        return pages.map(\.crumb).reduce(into: ["Apps"]) { path, crumb in if path.last != crumb { path.append(crumb) } }
    }

    private var statusText: String {
        guard let status = model.status else { return "" }
        var parts: [String] = []
        if status.isSandbox { parts.append("sandbox") }
        if status.configuration.autoprovisioning.setupProgress == .finished {
            parts.append(status.configuration.autoprovisioning.isOn ? "ON" : "OFF")
        }
        return parts.joined(separator: " ")
    }

    private var banner: Banner? {
        if let failure = model.statusFailure { return Banner(failure, role: .danger) }
        guard !(page is AuthorizePage) else { return nil }
        if let revocation = model.revocation {
            return Banner("\(revocation) Nothing is written to \(model.application) until you reauthorize: press R.")
        }
        if let failure = model.runFailure { return Banner(failure) }
        return nil
    }

    /// The most rows that a message gets: it can name a long path before it says what is wrong with it.
    private static let mostMessageRows = 3

    private var messageRows: Int {
        guard !model.isBusy, let message else { return 1 }
        return min(Self.mostMessageRows, DisplayText.wrapped(message.text, columns: size.columns - 2).count)
    }

    private func drawMessage(on canvas: inout Canvas, in line: Rect) {
        if model.isBusy {
            canvas.text("One moment...", at: line.origin, role: .muted, width: line.columns)
        } else if let message {
            canvas.paragraph(message.text, in: line, role: message.role)
        } else {
            drawStatus(on: &canvas, in: line)
        }
    }

    private func drawStatus(on canvas: inout Canvas, in line: Rect) {
        let separator = symbols.isASCIIOnly ? " | " : " · "
        let hint = knowsHelp ? nil : FirstSteps.hint(page, model)
        var parts = [hint].compactMap(\.self) + StatusWords.parts(model)
        while parts.count > 1, DisplayWidth.columns(of: parts.joined(separator: separator)) > line.columns { parts.removeLast() }
        canvas.text(
            parts.joined(separator: separator), at: line.origin, role: hint == nil ? .muted : .accent, width: line.columns, truncation: .middle)
    }
}
