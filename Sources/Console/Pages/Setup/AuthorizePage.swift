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
        "The app asks an administrator once whether this program may manage its accounts. The browser comes back to this machine automatically.",
        "Over SSH: open the address on your own machine. The browser then ends at an address on 127.0.0.1 that it cannot open; copy that address and paste it here. Copy address (or c, outside of the field) copies the address to open.",
    ]

    enum Item: Equatable {
        case authorize
        case openBrowser
        case copy
        case sandbox
        case paste
        case next
        case back
    }

    private var chosen: Item?
    private(set) var field = TextField(placeholder: "paste http://127.0.0.1:... here", maximumLength: 8_192)

    init(mode: PageMode) { self.mode = mode }

    /// What can have the focus, in the order of Tab.
    private func items(_ model: ConsoleModel) -> [Item] {
        switch model.authorizationStep {
        case .starting: [.back]
        case .waiting: (model.isPlain ? [.paste] : [.paste, .copy]) + [.openBrowser] + (model.sandbox == nil ? [] : [.sandbox]) + [.back]
        case .idle, .ended: [.back, isAuthorized(model) && mode == .setup ? .next : .authorize]
        }
    }

    /// The buttons from left to right: the one that leaves is the first, as on every step.
    private func buttons(_ model: ConsoleModel) -> [Item] { [.back] + items(model).filter { $0 != .back && $0 != .paste } }

    func isAuthorized(_ model: ConsoleModel) -> Bool { model.status?.authorization.isAuthorized ?? false }

    func focused(_ model: ConsoleModel) -> Item {
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
        model.isWaitingForConsent ? ["The authorization that waits for a browser ends; you can start a new one."] : []
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
            ? (field.text.trimmed.isEmpty ? [] : [KeyHint("Enter", "Use this address")]) + [KeyHint("Tab", "Next")]
            : [KeyHint("Enter", bar(model).row.focused?.label ?? "Choose")] + (items(model).contains(.copy) ? [PageKey.copyAddress.hint] : []) + [
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
        case .character("j"): chosen = items[(focus + 1) % items.count]
        case .character("k"): chosen = items[(focus + items.count - 1) % items.count]
        case .right, .character("l"): chosen = beside(items[focus], 1, model)
        case .left, .character("h"): chosen = beside(items[focus], -1, model)
        case .enter, .character(" "): return choose(items[focus], model)
        case PageKey.copyAddress.key where items.contains(.copy): return choose(.copy, model)
        default: break
        }
        return []
    }

    /// The button that stands beside one.
    private func beside(_ item: Item, _ step: Int, _ model: ConsoleModel) -> Item {
        let buttons = buttons(model)
        let index = (buttons.firstIndex(of: item) ?? 0) + step
        return buttons.indices.contains(index) ? buttons[index] : item
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

    static let copyLabel = "Copy address"

    func bar(_ model: ConsoleModel) -> (row: ButtonRow, isFocused: Bool) {
        let items = buttons(model)
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
