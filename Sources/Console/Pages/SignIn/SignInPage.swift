import Engine
import Provisioning
import Sync
import Terminal
import Wording

/// Who is at the console: an administrator of the organization.
struct SignInPage: Page {
    let crumb = "Sign in"
    let help = [
        "Sign in with the address of an administrator of your Google organization. Where the directory can tell, it is checked that the address is one."
    ]
    private var field: TextField
    private var problem: String?
    /// Why the address that was entered last was not taken.
    private var refusal: String?

    init(_ model: ConsoleModel) {
        field = TextField(placeholder: "for example admin@your-company.com", maximumLength: 320)
    }

    var isTyping: Bool { true }
    var isEntrance: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Continue"), KeyHint("Ctrl-C", "Quit")] }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let (check, answer) = event.ended(CheckAdministrator.self) else { return [] }
        switch answer {
        case .success(.notAnAdministrator):
            refusal = "\(check.address) is not an administrator of this directory. Sign in with an administrator's address."
        case .failure(let failure): refusal = failure.text
        case .success(.unknown), .success(.administrator): break
        }
        return []
    }

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
        refusal = nil
        return [.task(CheckAdministrator(address: address))]
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        problem = nil
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = rect.dropping(top: rect.rows > 16 ? rect.rows / 4 : 1).centered(columns: 64, rows: rect.rows)
        canvas.text("\(model.applicationTitle) autoprovisioning", at: area.origin, role: .heading, width: area.columns)
        canvas.paragraph("Sign in with an administrator's address.", in: area.dropping(top: 2).top(1))
        canvas.text("Address", at: area.line(4).origin, width: area.columns)
        field.draw(on: &canvas, in: area.line(4).dropping(left: 9), focused: true)
        var rows = RowCursor(area.dropping(top: 6))
        if let problem = problem ?? refusal { rows.skip(canvas.paragraph(problem, in: rows.rest.top(3), role: .danger) + 1) }
        guard let sandbox = model.sandbox else { return }
        canvas.paragraph(
            "In the sandbox, everybody is invented. Its administrator is \(sandbox.administrator)."
                + (sandbox.isForgotten ? " All of it is forgotten when you leave." : ""), in: rows.rest.top(3), role: .muted)
    }
}

extension SignInPage {
    /// Finds out whether an address is an administrator's, and signs in with it.
    struct CheckAdministrator: PageReading {
        static let isWaitedFor = true

        /// What the directory says.
        enum Standing: Sendable {
            case administrator
            case notAnAdministrator
            /// It cannot tell, also because it cannot be read now.
            case unknown(isUnreadable: Bool)
        }

        let address: String

        func perform(_ services: ConsoleServices) async throws -> Standing {
            guard try await services.setup.configuration().directory != nil else { return .unknown(isUnreadable: false) }
            do throws(OperationError) {
                guard let isAdministrator = try await services.setup.isAdministrator(address) else { return .unknown(isUnreadable: false) }
                return isAdministrator ? .administrator : .notAnAdministrator
            } catch {
                guard case .directory = error else { throw error }
                // The page where the connection is mended lies behind this one.
                return .unknown(isUnreadable: true)
            }
        }

        func done(_ standing: Standing, _ console: inout ConsoleState) -> [ConsoleEffect] {
            switch standing {
            case .notAnAdministrator: return []
            case .unknown(isUnreadable: true):
                console.say(
                    "The directory cannot be read, so \(address) was not checked. Correct the connection: the app's page, Connection.", .warning)
            case .unknown, .administrator: break
            }
            var edited = console.model.configuration
            edited.administrator = address
            return console.perform(.task(Save(edited, .enterApps)))
        }
    }
}
