import Foundation
import Provisioning
import Sync
import Terminal

/// The consent: opens the browser or shows the address, and takes a pasted redirect.
struct AuthorizePage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : "App authorization" }
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
    private var field = TextField(placeholder: "http://127.0.0.1:...", maximumLength: 8_192)

    init(mode: PageMode) { self.mode = mode }

    private func items(_ model: ConsoleModel) -> [Item] {
        switch model.authorizationStep {
        case .starting: [.back]
        case .waiting: [.paste, .copy, .openBrowser] + (model.sandbox == nil ? [] : [.sandbox]) + [.back]
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
        case .authorized, .authorizationEnded, .failed(_, .authorization):
            chosen = nil
            isInField = false
        default: break
        }
        return []
    }

    var isTyping: Bool { isInField }
    private var isInField = false

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        isInField
            ? [KeyHint("Enter", "Use this address"), KeyHint("Tab", "Next")]
            : [KeyHint("Enter", "Choose")] + (items(model).contains(.copy) ? [KeyHint("c", "Copy address")] : []) + [KeyHint("Tab", "Next")]
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
        let bar = bar(model)
        bar.row.draw(on: &canvas, in: rows.rest.top(2), focused: bar.isFocused)
    }

    private func drawState(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) -> Int {
        if case .ended(let message) = model.authorizationStep { return canvas.paragraph(message, in: rect, role: .danger) }
        switch model.status?.authorization {
        case .authorized(let owner, let since, let deadline):
            let who = owner.map { " by account \($0)" } ?? ""
            let idle = deadline.map { " Without any activity it ends on \($0.words)." } ?? ""
            return canvas.paragraph("\(model.application) is authorized\(who) since \(since.words).\(idle)", in: rect)
        case .revoked(let reason, let since):
            let text = "\(reason) Since \(since.words). Nothing is lost: after reauthorizing, the next run carries on."
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
                : "Open this address in a browser, here or on your machine:"
        rows.skip(canvas.paragraph(text, in: rows.rest))
        let address = url.absoluteString
        // An address is cut anywhere, so that no blanks get into it when it is copied from the screen.
        var start = address.startIndex
        let below = hint == nil ? 2 : 3
        let first = rows.rest.row
        while start != address.endIndex, rows.rest.rows > below {
            let end = address.index(start, offsetBy: max(1, rows.rest.columns), limitedBy: address.endIndex) ?? address.endIndex
            canvas.text(String(address[start..<end]), at: rows.next().origin, role: .accent)
            start = end
        }
        canvas.hyperlink(address, rows: first..<rows.rest.row)
        if let hint { canvas.text(hint, at: rows.next().origin, role: .muted, width: rows.rest.columns) }
        let line = rows.next()
        let prompt = "Paste where it ended: "
        canvas.text(prompt, at: line.origin, role: .heading, width: line.columns)
        field.draw(on: &canvas, in: line.dropping(left: prompt.count), focused: focused(model) == .paste)
        if let problem = model.pasteProblem { rows.skip(canvas.paragraph(problem, in: rows.rest.top(2), role: .danger)) }
    }

    private func bar(_ model: ConsoleModel) -> (row: ButtonRow, isFocused: Bool) {
        let items = items(model).filter { $0 != .paste }
        let focused = focused(model)
        let buttons = items.map { item in
            switch item {
            case .authorize: Button(isAuthorized(model) || model.revocation != nil ? "Reauthorize" : "Authorize", isPrimary: true)
            case .openBrowser: Button("Open browser")
            case .copy: Button("Copy address")
            case .sandbox: Button("Sign in for me", isPrimary: true)
            case .next: Button("Continue", isPrimary: true)
            case .back, .paste: Button(mode == .setup ? "Back" : "Close")
            }
        }
        return (ButtonRow(buttons, focus: items.firstIndex(of: focused) ?? 0), focused != .paste)
    }
}
