import Provisioning
import Terminal

/// Who is at the console: an administrator of the organization.
struct SignInPage: Page {
    let crumb = "Sign in"
    let help = [
        "Sign in with the address of an administrator of your Google organization. Where the directory can tell, it is checked that the address is one."
    ]
    private var field: TextField
    private var problem: String?

    init(_ model: ConsoleModel) {
        field = TextField(placeholder: "for example admin@your-company.com", maximumLength: 320)
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Continue"), KeyHint("Ctrl-C", "Quit")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [] }
        let handling = field.handle(key)
        if handling == .changed { problem = nil }
        guard handling == .activated, !model.isBusy else { return [] }
        let address = field.text.trimmed
        if let blocked = SetupGate.signIn(address) {
            problem = blocked.description
            return []
        }
        problem = nil
        return [.effect(.checkAdministrator(address))]
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        problem = nil
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = rect.dropping(top: rect.rows > 16 ? rect.rows / 4 : 1).centered(columns: 64, rows: 12).top(12)
        canvas.text("\(model.applicationTitle) autoprovisioning", at: area.origin, role: .heading, width: area.columns)
        canvas.paragraph("Sign in with an administrator's address of your organization.", in: area.dropping(top: 2).top(1))
        // For the ear, the field has a name; for the eye, the sentence above it is enough.
        canvas.reads(as: "Administrator's address:", in: Rect(column: area.column - 1, row: area.row + 4, columns: 1, rows: 1))
        field.draw(on: &canvas, in: area.line(4), focused: true)
        if let problem = problem ?? model.signInProblem {
            canvas.paragraph(problem, in: area.dropping(top: 6).top(3), role: .danger)
        } else if let sandbox = model.sandbox {
            canvas.paragraph(
                "In the sandbox, everybody is invented. Its administrator is \(sandbox.administrator)."
                    + (sandbox.isForgotten ? " All of it is forgotten when you leave." : ""), in: area.dropping(top: 6).top(3),
                role: .muted)
        }
    }
}
