import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What can be written to a CSV file.
enum Exported: Sendable, Equatable {
    case activity(ActivityQuery)
    case failures

    /// The name that is proposed for the file.
    var fileName: String {
        switch self {
        case .activity: "autoprovision-activity.csv"
        case .failures: "autoprovision-failures.csv"
        }
    }
}

/// Asks where an export goes, and does it.
struct ExportPage: Page {
    let crumb = "Export"
    let help = ["Writes what the list shows to a CSV file that only you can read. A file that is there already is replaced only after a question."]
    private let exported: Exported
    private let rows: Int
    private let what: String
    private var field: TextField

    init(_ exported: Exported, rows: Int, what: String) {
        self.exported = exported
        self.rows = rows
        self.what = what
        field = TextField("~/\(exported.fileName)")
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Write the file")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard field.handle(key) == .activated else { return [] }
        let path = field.text.trimmingCharacters(in: .whitespaces)
        guard !path.isEmpty, !path.hasSuffix("/") else { return [.tell("Enter the name of a file.", .warning)] }
        return [.task(Write(exported: exported, path: path, replacing: false))]
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var area = RowCursor(rect.dropping(top: 1))
        area.skip(canvas.paragraph("\(what): \(rows.grouped) \(rows == 1 ? "row" : "rows") as CSV, for a spreadsheet.", in: area.rest.top(3)) + 1)
        let line = area.next()
        canvas.text("File", at: line.origin, role: .heading, width: 6)
        field.draw(on: &canvas, in: line.dropping(left: 6), focused: true)
        area.skip(1)
        canvas.paragraph(
            "It is written for you only (mode 600). Names that a spreadsheet would take for formulas get an apostrophe in front.", in: area.rest,
            role: .muted)
    }
}

extension ExportPage {
    /// Writes the file.
    struct Write: ConsoleTask {
        let exported: Exported
        let path: String
        let replacing: Bool

        /// How many rows were written; `nil` when there is a file already that is not to be replaced.
        func perform(_ services: ConsoleServices) async throws -> Int? {
            let file = services.history.exportFile(atPath: path)
            return switch exported {
            case .activity(let query): try await services.history.export(query, as: .activity, to: file, replacing: replacing)
            case .failures: try await services.history.exportFailures(as: .failures(now: services.now), to: file, replacing: replacing)
            }
        }

        func done(_ rows: Int?, _ console: inout ConsoleState) -> [ConsoleEffect] {
            guard let rows else {
                console.question = .replaceFile(exported, path: path)
                return []
            }
            if console.page is ExportPage { console.pop() }
            console.say("\(rows.grouped) \(rows == 1 ? "row" : "rows") written to \(path).", .success)
            return []
        }
    }
}

extension Question {
    static func replaceFile(_ exported: Exported, path: String) -> Question {
        Question(
            dialog: Dialog(
                title: "Replace the file?", message: ["\(path) is there already. What it holds now is lost when it is replaced."],
                buttons: ButtonRow([Button("Leave it"), Button("Replace", isPrimary: true)])),
            purpose: .perform(.task(ExportPage.Write(exported: exported, path: path, replacing: true))))
    }
}
