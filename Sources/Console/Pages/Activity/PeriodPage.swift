import Foundation
import Provisioning
import Terminal
import Wording

/// Two days, from and to: which part of the log is shown.
struct PeriodPage: Page {
    let crumb = "From - to"
    let help = [
        "The first and the last day to show, as 2026-11-30. An empty field is no bound; both empty is any time. Enter in the second field shows them."
    ]

    private var from = TextField(placeholder: "2026-11-01, or empty")
    private var to = TextField(placeholder: "2026-11-30, or empty")
    private var isAtEnd = false
    private var problem: String?

    /// - Parameter time: what is shown now.
    init(_ time: Range<Date>?) {
        guard let time else { return }
        if time.lowerBound != .distantPast { from = TextField(time.lowerBound.dayWords, placeholder: from.placeholder) }
        if time.upperBound != .distantFuture { to = TextField((time.upperBound - 1).dayWords, placeholder: to.placeholder) }
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", isAtEnd ? "Show" : "Next"), KeyHint("Tab", isAtEnd ? "From" : "To")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .tab, .backTab, .up, .down: isAtEnd.toggle()
        case .enter:
            guard isAtEnd else {
                isAtEnd = true
                return []
            }
            return show()
        default:
            problem = nil
            _ = isAtEnd ? to.handle(key) : from.handle(key)
        }
        return []
    }

    private mutating func show() -> [PageAction] {
        guard let first = Self.day(from.text, else: .distantPast), let last = Self.day(to.text, else: .distantFuture) else {
            problem = "A day is written as 2026-11-30."
            return []
        }
        guard !from.text.isEmpty || !to.text.isEmpty else { return [.picked(.period(nil))] }
        // The last day is shown whole.
        let end = last == .distantFuture ? last : Calendar.current.date(byAdding: .day, value: 1, to: last) ?? last
        guard first < end else {
            problem = "The first day is after the last one."
            return []
        }
        return [.picked(.period(first..<end))]
    }

    /// The start of a day; what an empty field means; `nil` for anything else.
    private static func day(_ text: String, else bound: Date) -> Date? {
        let text = text.filter { !$0.isWhitespace }
        guard !text.isEmpty else { return bound }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: .current) else { return nil }
        return Calendar.current.date(from: components)
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { isAtEnd = area == 1 }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        if isAtEnd { to.insert(paste: text) } else { from.insert(paste: text) }
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect.dropping(top: 1))
        for (index, (title, field)) in [("From", from), ("To", to)].enumerated() {
            let line = rows.next()
            canvas.text(title, at: line.origin, role: .heading, width: 6)
            canvas.area(index, in: line) { field.draw(on: &$0, in: line.dropping(left: 6).left(24), focused: isAtEnd == (index == 1)) }
        }
        if let problem { canvas.paragraph(problem, in: rows.rest.dropping(top: 1), role: .danger) }
    }
}
