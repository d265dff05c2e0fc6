import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let apps = Place("Web and mobile apps", words: "the list of apps", isReachable: { _ in true }) { _ in AppListPage() }
}

/// Apps > Web and mobile apps: the list of apps, of which there is one.
struct AppListPage: Page {
    var crumb: String { Place.apps.name }
    let help = ["The apps of the organization whose accounts are kept here. Choose RingCentral Office to set it up and to watch it."]
    private var list = ListView(count: 1)

    func firstStep(_ model: ConsoleModel) -> String? { "Enter opens the app's page." }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Open")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .character("l") || key == .right { return [.push(AppPage())] }
        return list.handle(key, visibleRows: model.listRows) == .activated ? [.push(AppPage())] : []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let table = Table(
            [
                TableColumn("Name", minimumWidth: 18, idealWidth: 22), TableColumn("Platform", priority: 3, minimumWidth: 8, idealWidth: 10),
                TableColumn("User access", priority: 2, minimumWidth: 17, idealWidth: 24),
                TableColumn("Autoprovisioning", minimumWidth: 16, idealWidth: 18),
            ], width: rect.columns - 2)
        table.drawHeader(on: &canvas, in: rect.dropping(top: 1, bottom: 0).dropping(left: 2).top(1))
        let settings = model.configuration.autoprovisioning
        let state =
            settings.setupProgress == .finished
            ? (settings.isOn ? "ON" : "OFF") : settings.setupProgress == .notStarted ? "Not set up" : "Setup begun"
        list.draw(on: &canvas, in: rect.dropping(top: 2), focused: true) { _, canvas, line, _ in
            table.drawRow(
                [
                    model.configuration.application.profile == nil ? "RingCentral Office" : model.application, "Web",
                    AccessWords.summary(model.configuration.userAccess, isShort: true), state,
                ], on: &canvas, in: line)
        }
        if let failures = model.status?.unattendedFailures, failures.lengthensPause {
            canvas.paragraph(failures.words, in: rect.dropping(top: 7).inset(columns: 2, rows: 0), role: .danger)
        }
        if let administrator = model.configuration.administrator {
            canvas.text("Signed in as \(administrator)", at: Point(column: rect.column + 2, row: rect.row + 5), role: .muted, width: rect.columns - 2)
        }
    }
}

/// The words of user access.
enum AccessWords {
    /// "ON for everyone", "ON for 2 units and 1 group", "OFF for everyone".
    static func summary(_ access: UserAccess, isShort: Bool = false) -> String {
        guard !access.isOffForEveryone else { return "OFF for everyone" }
        if access.ownSetting(at: "/") == .on {
            let exceptions = access.organizationalUnits.count { $0.path != "/" && $0.access == .off }
            return exceptions == 0 ? "ON for everyone" : "ON, except \(isShort ? "" : "for ")\(exceptions.grouped("unit"))"
        }
        let units = access.organizationalUnits.count { $0.access == .on }
        let parts = [(units, "unit"), (access.groups.count, "group")].filter { $0.0 > 0 }.map { $0.0.grouped($0.1) }
        return "ON for \(parts.joined(separator: " and "))"
    }
}
