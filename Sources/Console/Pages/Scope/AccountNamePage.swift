import Provisioning
import Terminal

/// Takes the name of an account of the app that is to be left alone.
struct AccountNamePage: Page {
    let crumb = "Exclude an account"
    let help = ["The account's user name or its id, as the app shows it. Accounts that this program knows are listed on the page Accounts."]

    private var field = TextField(placeholder: "service@your-company.com, or the account's id")

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Exclude")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .enter:
            let name = field.text.trimmed
            return name.isEmpty ? [.tell("Type the account's user name or id.", .muted)] : [.picked(.account(name))]
        default: _ = field.handle(key)
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        canvas.text("Account that is left alone", at: rect.line(1).origin, role: .heading, width: rect.columns)
        field.draw(on: &canvas, in: rect.line(2).left(min(rect.columns, 60)), focused: true)
    }
}
