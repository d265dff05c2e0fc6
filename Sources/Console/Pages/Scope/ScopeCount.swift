import Directory
import Provisioning
import Terminal
import Wording

/// How many people a scope lets in, in one line.
enum ScopeCount {
    static func draw(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        switch model.scopeSummary {
        case .loading: canvas.text("Counting who would be in scope...", at: line.origin, role: .muted, width: line.columns)
        case .failed(let message): canvas.paragraph(message, in: line, role: .danger)
        case .loaded(let summary):
            let used = canvas.text(summary.entitled.grouped, at: line.origin, role: .accent)
            let people = summary.entitled == 1 ? " person" : " people"
            let text = people + (model.configuration.userAccess.isOffForEveryone ? ", once the app is on for them (User access)" : " in scope")
            canvas.text(text, at: Point(column: line.column + used, row: line.row), width: line.columns - used)
        }
    }
}

extension Configuration {
    /// What is counted. While the app is off for everyone, as in a first setup, nobody is in any scope; who would be once it is on helps to choose.
    var withAccess: Configuration {
        guard userAccess.isOffForEveryone else { return self }
        var counted = self
        counted.userAccess.set(.on, at: OrganizationalUnit(id: "/", path: "/", name: "/"))
        return counted
    }
}
