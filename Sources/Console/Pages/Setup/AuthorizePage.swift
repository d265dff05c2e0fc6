import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let authorization = Place(
        "App authorization", words: "authorize again, token, sign-in", keywords: "reauthorize revoked password", below: .settings
    ) { _ in AuthorizePage(mode: .edit) }
}

/// The consent: opens the browser or shows the address, and takes a pasted redirect.
struct AuthorizePage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : Place.authorization.name }
    var step: SetupStep? { mode == .setup ? .authorize : nil }
    let help = [
        "The app asks an administrator once whether this program may manage its accounts. The browser comes back to this machine by itself.",
        "Over SSH: open the address on your own machine. The browser then ends at an address on 127.0.0.1 that it cannot open; copy that address and paste it here. Copy address (or c, outside of the field) copies the address to open.",
    ]

    private enum Item: Equatable {
        case authorize
        case openBrowser
        case copy
        case sandbox
        case paste
        case next
        case back
    }

    private var chosen: Item?
    private var field = TextField(placeholder: "paste http://127.0.0.1:... here", maximumLength: 8_192)

    init(mode: PageMode) { self.mode = mode }

    private func items(_ model: ConsoleModel) -> [Item] {
        switch model.authorizationStep {
        case .starting: [.back]
        case .waiting: (model.isPlain ? [.paste] : [.paste, .copy]) + [.openBrowser] + (model.sandbox == nil ? [] : [.sandbox]) + [.back]
        case .idle, .ended: [.back, isAuthorized(model) && mode == .setup ? .next : .authorize]
        }
    }

    private func isAuthorized(_ model: ConsoleModel) -> Bool { model.status?.authorization.isAuthorized ?? false }

    private func focused(_ model: ConsoleModel) -> Item {
        let items = items(model)
        if let chosen, items.contains(chosen) { return chosen }
        // What is authorized needs nothing more.
        if mode == .edit, isAuthorized(model), items.contains(.authorize) { return .back }
        return items.first { $0 != .back } ?? items[0]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event {
        case .authorizationBegun(_, let browserStarted, _):
            // Without a browser here, an address will be pasted; not every terminal says that it is a paste, and letters must not be commands then.
            chosen = model.sandbox != nil ? .sandbox : browserStarted ? .openBrowser : .paste
            isInField = chosen == .paste
        case .authorized, .authorizationEnded:
            chosen = nil
            isInField = false
        default: break
        }
        return []
    }

    var isAboutAuthorization: Bool { true }

    func losses(_ model: ConsoleModel) -> [String] {
        model.isWaitingForConsent ? ["The authorization that waits for a browser ends; it can be begun anew."] : []
    }

    func left(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard model.authorizationStep != .idle else { return [] }
        model.isBusy = false
        model.authorizationStep = .idle
        model.pasteProblem = nil
        return [.cancelAuthorization]
    }

    var isTyping: Bool { isInField }
    private var isInField = false

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        isInField
            ? [KeyHint("Enter", "Use this address"), KeyHint("Tab", "Next")]
            : [KeyHint("Enter", bar(model).row.focused?.label ?? "Choose")] + (items(model).contains(.copy) ? [KeyHint("c", "Copy address")] : []) + [
                KeyHint("Tab", "Next")
            ]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let items = items(model)
        let focus = items.firstIndex(of: focused(model)) ?? 0
        defer { isInField = focused(model) == .paste }
        switch key {
        case .escape: return [.back]
        case .tab, .down:
            chosen = items[(focus + 1) % items.count]
            return []
        case .backTab, .up:
            chosen = items[(focus + items.count - 1) % items.count]
            return []
        default: break
        }
        if items[focus] == .paste {
            guard field.handle(key) == .activated, !field.text.trimmed.isEmpty else { return [] }
            return [.effect(.pasteRedirect(field.text))]
        }
        switch key {
        case .right, .character("l"), .character("j"): chosen = items[(focus + 1) % items.count]
        case .left, .character("h"), .character("k"): chosen = items[(focus + items.count - 1) % items.count]
        case .enter, .character(" "): return choose(items[focus], model)
        case .character("c") where items.contains(.copy): return choose(.copy, model)
        default: break
        }
        return []
    }

    private mutating func choose(_ item: Item, _ model: ConsoleModel) -> [PageAction] {
        switch item {
        case .authorize:
            chosen = nil
            return [.effect(.beginAuthorization)]
        case .openBrowser:
            guard case .waiting(let url, _, _) = model.authorizationStep else { return [] }
            return [.effect(.openBrowser(url))]
        case .sandbox:
            guard case .waiting(let url, _, _) = model.authorizationStep else { return [] }
            return [.effect(.authorizeAtSandbox(url))]
        case .copy:
            guard case .waiting(let url, _, _) = model.authorizationStep else { return [] }
            return [.effect(.copy(url.absoluteString)), .tell("Copied, if your terminal allows it.", .muted)]
        case .paste: return []
        case .next: return [.nextStep(.attributes)]
        case .back: return [.back]
        }
    }

    /// 0 are the buttons, 1 is the field.
    mutating func focus(area: Int, _ model: ConsoleModel) {
        let items = items(model)
        if area == 1, items.contains(.paste) {
            chosen = .paste
        } else if focused(model) == .paste {
            chosen = items.first
        }
        isInField = focused(model) == .paste
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        guard items(model).contains(.paste) else { return [] }
        chosen = .paste
        isInField = true
        field.insert(paste: text)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step {
            rows.skip(rect.rows > 14 ? 1 : 0)
            step.drawProgress(on: &canvas, in: rows.next(), model)
        }
        if rect.rows > 14 || !model.isWaitingForConsent { rows.skip(1) }
        // On a small screen the address needs the room: all of it must be readable.
        if rect.rows > 14 || !model.isWaitingForConsent { rows.skip(drawState(on: &canvas, in: rows.rest, model) + (rect.rows > 14 ? 1 : 0)) }
        if case .waiting(let url, let browserStarted, let hint) = model.authorizationStep {
            drawWaiting(on: &canvas, &rows, url: url, browserStarted: browserStarted, hint: hint, model)
        }
        var bar = bar(model)
        // Each button is there, also where all of them with their whole words would not be.
        if bar.row.columns > rect.columns, let copy = bar.row.buttons.firstIndex(where: { $0.label == Self.copyLabel }) {
            bar.row.buttons[copy].label = "Copy"
        }
        canvas.area(0, in: rows.rest.top(2)) { bar.row.draw(on: &$0, in: rows.rest.top(2), focused: bar.isFocused) }
    }

    private func drawState(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) -> Int {
        if case .ended(let message) = model.authorizationStep { return canvas.paragraph(message, in: rect, role: .danger) }
        switch model.status?.authorization {
        case .authorized(let owner, let since, let deadline):
            let who = owner.map { " by \(model.application) account \($0)," } ?? ""
            let idle = deadline.map { " It ends \($0.words) if unused." } ?? ""
            return canvas.paragraph("This program is authorized\(who) since \(since.words).\(idle)", in: rect)
        case .revoked(let reason, let since):
            let text = "\(reason) Since \(since.words). Nothing is lost: after reauthorizing, the next run continues."
            return canvas.paragraph(text, in: rect, role: .warning)
        case .notAuthorized, nil:
            let text = "Sign in to \(model.application) as an administrator and let this program manage its accounts. This is asked once."
            return canvas.paragraph(text, in: rect)
        }
    }

    private func drawWaiting(on canvas: inout Canvas, _ rows: inout RowCursor, url: URL, browserStarted: Bool, hint: String?, _ model: ConsoleModel) {
        let text =
            model.sandbox != nil
            ? "Open this address in a browser on this machine, or let Sign in for me do it without one:"
            : browserStarted
                ? "A browser was started. Waiting for it to come back, from this address:"
                : "1. Open this address in a browser on your own machine:"
        rows.skip(canvas.paragraph(text, in: rows.rest))
        let address = url.absoluteString
        // An address is cut anywhere, so that no blanks get into it when it is copied from the screen.
        var start = address.startIndex
        let first = rows.rest
        let below = hint == nil ? 2 : 3
        while start != address.endIndex, rows.rest.rows > below {
            let end = address.index(start, offsetBy: max(1, rows.rest.columns), limitedBy: address.endIndex) ?? address.endIndex
            canvas.text(String(address[start..<end]), at: rows.next().origin, role: .accent)
            start = end
        }
        canvas.hyperlink(address, rows: first.row..<rows.rest.row)
        canvas.reads(as: address, in: Rect(column: first.column, row: first.row, columns: first.columns, rows: rows.rest.row - first.row))
        if let hint { canvas.text(hint, at: rows.next().origin, role: .muted, width: rows.rest.columns) }
        drawWhatToPaste(isNeeded: model.sandbox == nil && !browserStarted, on: &canvas, &rows)
        let line = rows.next()
        let prompt = "Where it ended: "
        canvas.text(prompt, at: line.origin, role: .heading, width: line.columns)
        let isFocused = focused(model) == .paste
        canvas.area(1, in: line) { field.draw(on: &$0, in: line.dropping(left: prompt.count), focused: isFocused) }
        if let problem = model.pasteProblem { rows.skip(canvas.paragraph(problem, in: rows.rest.top(2), role: .danger)) }
    }

    /// What to do when the browser is on another machine than this program, in as many words as there is room for above the field and the buttons.
    private func drawWhatToPaste(isNeeded: Bool, on canvas: inout Canvas, _ rows: inout RowCursor) {
        let sentences =
            isNeeded
            ? [
                "2. The browser then ends at a page on 127.0.0.1 that it cannot open. That is right: copy the address of that page and paste it here.",
                "2. The browser then ends at a page that it cannot open.",
            ] : ["If the browser ends at a page that it cannot open, copy the address of that page and paste it here."]
        for sentence in sentences {
            let columns = rows.rest.columns
            let lines = DisplayText.prose(sentence, columns: columns).count
            guard rows.rest.rows - 2 >= lines else { continue }
            return rows.skip(canvas.paragraph(sentence, in: rows.rest))
        }
    }

    private static let copyLabel = "Copy address"

    private func bar(_ model: ConsoleModel) -> (row: ButtonRow, isFocused: Bool) {
        let items = items(model).filter { $0 != .paste }
        let focused = focused(model)
        let buttons = items.map { item in
            switch item {
            case .authorize: Button(isAuthorized(model) || model.revocation != nil ? "Reauthorize" : "Authorize", isPrimary: true)
            case .openBrowser: Button("Open browser")
            case .copy: Button(Self.copyLabel)
            case .sandbox: Button("Sign in for me", isPrimary: true)
            case .next: Button("Continue", isPrimary: true)
            case .back, .paste: Button(mode == .setup ? "Back" : "Close")
            }
        }
        return (ButtonRow(buttons, focus: items.firstIndex(of: focused) ?? 0), focused != .paste)
    }
}
