import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let usage = Place("Usage", words: "the last 30 days, day by day; chart", below: .app, key: "c") { _ in UsagePage() }
}

/// The four counters of the last 30 days, and one of them day by day.
struct UsagePage: Page {
    var crumb: String { Place.usage.name }
    let help = [
        "What was done in the last 30 days, counted as on the app's page. Tab or c chooses the counter that the chart shows, Left and Right choose a day, whose numbers are "
            + "said below the chart; Home and End lead to the first and the last one.",
        "Enter shows the activity of the selected day. There are no numbers before autoprovisioning was first turned on.",
    ]

    /// Counts what was done, day by day; `nil` until autoprovisioning was first turned on.
    struct Count: PageReading {
        func perform(_ services: any ConsoleServices) async throws -> [UsageDay]? { try await services.usageByDay() }
    }

    private var days: Loadable<[UsageDay]?> = .loading
    /// What the chart shows.
    private(set) var counter = UsageCounter.created
    /// The selected day, counted back from the last one: a new day that begins meanwhile moves on with it.
    private var daysBack = 0

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Count())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Count())] }

    private var counted: [UsageDay] { days.value.flatMap(\.self) ?? [] }
    private var selection: Int? { counted.isEmpty ? nil : max(0, counted.count - 1 - daysBack) }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        guard !counted.isEmpty else { return [] }
        return [KeyHint("Left/Right", "Day"), KeyHint("Tab", "Counter"), KeyHint("Enter", "Activity")]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let counted = event.answer(of: Count.self) { days = Loadable(counted) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .left, .character("h"): select((selection ?? 0) - 1)
        case .right, .character("l"): select((selection ?? 0) + 1)
        case .pageUp: select((selection ?? 0) - 7)
        case .pageDown: select((selection ?? 0) + 7)
        case .home, .character("g"): select(0)
        case .end, .character("G"): select(counted.count - 1)
        case .tab, .character("c"): choose(1)
        case .backTab: choose(-1)
        case .enter:
            guard let selection else { return [] }
            return [.push(ActivityPage(ActivityQuery(time: counted[selection].time)))]
        default: break
        }
        return []
    }

    private mutating func select(_ day: Int) {
        daysBack = max(0, counted.count - 1) - min(max(0, day), max(0, counted.count - 1))
    }

    private mutating func choose(_ step: Int) {
        let all = UsageCounter.allCases
        counter = all[(counter.rawValue + step + all.count) % all.count]
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        if let chosen = UsageCounter(rawValue: area) { counter = chosen } else { select(area - UsageCounter.allCases.count) }
    }

    // MARK: Drawing

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch days {
        case .loading: canvas.text("Counting...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(nil):
            canvas.paragraph(
                "There are no numbers before autoprovisioning is first turned on. The slider on the app's page turns it on.",
                in: rect.dropping(top: 1),
                role: .muted)
        case .loaded(.some(let days)): draw(days, on: &canvas, in: rect)
        }
    }

    private func draw(_ days: [UsageDay], on canvas: inout Canvas, in rect: Rect) {
        var rows = RowCursor(rect)
        drawCounters(days, on: &canvas, titles: rows.next(), numbers: rows.next())
        if rect.rows > 14 { rows.skip(1) }
        guard let selection else { return }
        let chart = UsageChart(values: days.map { counter.value($0.usage) }, selection: selection)
        // Below the chart: the days, and what the selected one was.
        let area = rows.rest.top(min(22, max(3, rows.rest.rows - 3)))
        rows.skip(area.rows)
        let columns = chart.draw(on: &canvas, in: area, firstArea: UsageCounter.allCases.count)
        let ends = rows.next().dropping(left: columns.column - rect.column).left(columns.columns)
        canvas.text(days[0].time.lowerBound.dayWords, in: ends, alignment: .start, role: .muted)
        canvas.text(days[days.count - 1].time.lowerBound.dayWords, in: ends, alignment: .end, role: .muted)
        canvas.reads(
            as: "from \(days[0].time.lowerBound.dayWords) to \(days[days.count - 1].time.lowerBound.dayWords)", in: ends)
        canvas.paragraph(Self.words(days[selection]), in: rows.rest.top(2), role: .accent)
    }

    private func drawCounters(_ days: [UsageDay], on canvas: inout Canvas, titles: Rect, numbers: Rect) {
        let places = titles.splitColumns(UsageCounter.allCases.map { _ in .flexible(1) }, gap: 1)
        for (place, shown) in zip(places, UsageCounter.allCases) {
            let isChosen = shown == counter
            let total = days.reduce(0) { $0 + shown.value($1.usage) }
            let number = Rect(column: place.column, row: numbers.row, columns: place.columns, rows: min(1, numbers.rows))
            let title = place.columns < 17 ? shown.shortTitle : shown.title
            canvas.area(shown.rawValue, in: place) {
                $0.text(
                    "\(isChosen ? String($0.symbols.pointer) : " ") \(title)", in: place, alignment: .start, role: isChosen ? .heading : .muted)
            }
            canvas.text(
                "  \(total.grouped)", in: number, alignment: .start, role: shown == .failures && total > 0 ? .danger : isChosen ? .heading : .normal)
            canvas.reads(
                as: "\(shown.title): \(total.grouped)", state: isChosen ? "in the chart" : nil,
                in: Rect(column: place.column, row: place.row, columns: place.columns, rows: 2))
        }
    }

    /// "2026-11-23: 12 created, 0 suspended, 0 deleted, 1 failure."
    static func words(_ day: UsageDay) -> String {
        let usage = day.usage
        guard usage != Usage() else { return "\(day.time.lowerBound.dayWords): nothing was done." }
        return
            "\(day.time.lowerBound.dayWords): \(usage.created.grouped) created, \(usage.suspended.grouped) suspended, \(usage.deleted.grouped) deleted, "
            + "\(usage.failures.grouped) \(usage.failures == 1 ? "failure" : "failures")."
    }
}
