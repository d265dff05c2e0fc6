import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension ConsoleState {
    /// What every page can be shown in.
    static let minimumSize = TerminalOptions().minimumSize

    /// The whole screen, to be shown now. How many rows its list has is what the next key goes by, so that no key draws a screen of its own.
    mutating func frame() -> Canvas {
        let canvas = draw()
        if let rows = canvas.listRows { model.listRows = rows }
        isListMeasured = true
        return canvas
    }

    /// The whole screen. The same state always gives the same cells.
    func draw() -> Canvas {
        var canvas = blankCanvas
        guard size.columns >= Self.minimumSize.columns, size.rows >= Self.minimumSize.rows else {
            canvas.paragraph(
                "The window has \(size.columns) columns and \(size.rows) rows. Enlarge it to \(Self.minimumSize.columns) by \(Self.minimumSize.rows) at least; nothing "
                    + "is lost meanwhile.", in: canvas.bounds, role: .warning)
            return canvas
        }
        breadcrumb.draw(on: &canvas, in: canvas.bounds)
        let inner = pageArea
        canvas.clipped(to: inner) { page.draw(on: &$0, in: inner, model) }
        let bottom = canvas.bounds.bottom(1 + messageRows)
        drawMessage(on: &canvas, in: bottom.top(messageRows))
        keyBar.draw(on: &canvas, in: bottom.bottom(1).inset(columns: 1, rows: 0))
        // One thing on the screen has the focus: what is behind it is quiet.
        if isHelpShown || palette != nil || question != nil { canvas.restyle(canvas.bounds.dropping(bottom: 1), role: .muted) }
        if isHelpShown { drawHelp(on: &canvas) }
        if let palette { palette.draw(on: &canvas, in: canvas.bounds) }
        if let question {
            canvas.cursor = nil
            question.dialog.draw(on: &canvas, in: questionArea)
        }
        return canvas
    }

    /// The line at the top. A long path to the page leaves no room for the name of the service.
    var breadcrumb: Breadcrumb {
        Breadcrumb(path, status: statusParts.joined(separator: " "), shortStatus: statusParts(of: "").joined(separator: " "))
    }

    /// Where the page is drawn: between the line at the top and the two at the bottom.
    var pageArea: Rect { Rect(size).dropping(top: 1, bottom: 1 + messageRows).inset(columns: 1, rows: 0) }

    /// The page's hints, which may depend on how much of it is on the screen.
    var pageHints: [KeyHint] { page.hints(placedModel) }

    /// The model with the size that the page is drawn in.
    var placedModel: ConsoleModel {
        var model = model
        model.pageSize = pageArea.size
        return model
    }

    /// Where questions are drawn: the keys below stay in sight.
    var questionArea: Rect { Rect(size).dropping(bottom: 1) }

    /// A canvas with nothing on it.
    var blankCanvas: Canvas {
        var canvas = Canvas(size: size, symbols: symbols)
        canvas.isRead = model.isPlain
        canvas.rewording = model.completing
        return canvas
    }

    private var keyBar: KeyBar {
        // Escape is the same as the first button.
        if let dialog = question?.dialog {
            let scroll = dialog.scrolls(in: questionArea, model.completing) ? [KeyHint("Up/Down", "Scroll")] : []
            return KeyBar(dialog.hints + scroll, always: [KeyHint("Esc", dialog.buttons.buttons.first?.label ?? "Close")])
        }
        if isHelpShown { return KeyBar(helpScrolls ? [KeyHint("Up/Down", "Scroll")] : [], always: [KeyHint("Esc", "Close")]) }
        if palette != nil { return KeyBar([KeyHint("Enter", "Choose"), KeyHint("Up/Down", "Move")], always: [KeyHint("Esc", "Close")]) }
        let hints = pageHints
        return KeyBar(cure + hints.filter { $0.key != "Esc" } + waysOut, always: lastHints(hints), atLast: keepsQuit ? [] : quitHint)
    }

    /// Nothing else helps while the authorization is revoked.
    var cure: [KeyHint] { page.isTyping ? [] : canReauthorize ? [PageKey.reauthorize.hint] : canResume ? [PageKey.answerRuns.hint] : [] }

    /// The keys that lead away from nearly every page.
    var waysOut: [KeyHint] {
        canGoAnywhere ? [page.isTyping ? KeyHint("Ctrl-P", PageKey.goAnywhere.label) : PageKey.goAnywhere.hint] : []
    }

    /// Whether the way to quit is named first of all. On most pages and screens the page's own keys need the columns: Esc leads out too, and the help names it.
    private var keepsQuit: Bool { pages.count == 1 || size.columns >= 100 }
    private var quitHint: [KeyHint] { page.isTyping ? [] : [PageKey.quit.hint] }

    /// The keys that are shown on every page, however narrow it is, beside the page's own.
    func lastHints(_ pageHints: [KeyHint]) -> [KeyHint] {
        // What Escape does first on a page, such as to clear its filter, the page says itself.
        let escape = pageHints.first { $0.key == "Esc" } ?? (pages.count > 1 ? KeyHint("Esc", "Back") : nil)
        return [escape].compactMap(\.self) + [page.isTyping ? KeyHint("F1", PageKey.help.label) : PageKey.help.hint] + (keepsQuit ? quitHint : [])
    }

    /// The way to the page, in the names of the pages.
    var path: [String] {
        guard pages.first?.isEntrance == false else { return ["Autoprovision", page.crumb] }
        // The steps of the setup share one name.
        return pages.map(\.crumb).reduce(into: ["Apps"]) { path, crumb in if path.last != crumb { path.append(crumb) } }
    }

    /// Sandbox or not, and whether autoprovisioning is on.
    var statusParts: [String] { statusParts(of: "autoprovisioning ") }

    private func statusParts(of service: String) -> [String] {
        guard let status = model.status else { return [] }
        let settings = status.configuration.autoprovisioning
        return (model.isReadOnly ? ["read-only"] : []) + (status.isSandbox ? ["sandbox"] : [])
            + (settings.setupProgress == .finished ? [service + (settings.isOn ? "ON" : "OFF")] : [])
    }

    /// The most rows that a message gets: it can name a long path before it says what is wrong with it.
    private static let mostMessageRows = 3

    private var messageRows: Int {
        guard !model.isBusy, let message else { return 1 }
        return min(Self.mostMessageRows, DisplayText.prose(model.completing(message.text), columns: size.columns - 2).count)
    }

    /// What was just done comes first, and goes with the next key; then what lasts; then how it stands.
    private func drawMessage(on canvas: inout Canvas, in rows: Rect) {
        let line = rows.inset(columns: 1, rows: 0)
        if model.isBusy {
            canvas.text("One moment...", at: line.origin, role: .muted, width: line.columns)
        } else if let message {
            canvas.paragraph(message.text, in: line, role: message.role)
        } else if let banner {
            banner.draw(on: &canvas, in: rows)
        } else {
            drawStatus(on: &canvas, in: line)
        }
    }

    /// What somebody does next. The hints go away when autoprovisioning is first turned on.
    var firstStep: String? {
        model.status == nil || model.configuration.autoprovisioning.firstTurnedOn != nil ? nil : page.firstStep(model)
    }

    private func drawStatus(on canvas: inout Canvas, in line: Rect) {
        let separator = symbols.isASCIIOnly ? " | " : " · "
        let hint = firstStep
        let words = StatusWords.parts(model)
        var shown = words.count
        func text(_ count: Int) -> String { ([hint].compactMap(\.self) + words.prefix(count)).joined(separator: separator) }
        while shown > (hint == nil ? 1 : 0), DisplayWidth.columns(of: text(shown)) > line.columns { shown -= 1 }
        canvas.text(text(shown), at: line.origin, role: .muted, width: line.columns, truncation: .middle)
        if let hint { canvas.restyle(line.left(DisplayWidth.columns(of: hint)), role: .accent) }
    }
}
