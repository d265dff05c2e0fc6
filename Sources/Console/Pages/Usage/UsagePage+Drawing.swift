import Provisioning
import Terminal
import Wording

extension UsagePage {
    /// Rows from which on all four charts have room one below the other.
    private static let rowsOfAll = 28

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch days {
        case .loading: canvas.text("Counting...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(nil):
            canvas.paragraph(
                "There are no numbers before autoprovisioning is first turned on. The slider on the app's page turns it on.",
                in: rect.dropping(top: 1),
                role: .muted)
        case .loaded(.some(let days)):
            if rect.rows < Self.rowsOfAll || model.isPlain { drawOne(days, on: &canvas, in: rect) } else { drawAll(days, on: &canvas, in: rect) }
        }
    }

    /// The four counters, and one of them day by day.
    private func drawOne(_ days: [UsageDay], on canvas: inout Canvas, in rect: Rect) {
        var rows = RowCursor(rect)
        let places = rows.rest.top(2).splitColumns(UsageCounter.allCases.map { _ in .flexible(1) }, gap: 1)
        rows.skip(2)
        for (place, shown) in zip(places, UsageCounter.allCases) {
            drawTitle(shown, days, isShort: place.columns < 17, on: &canvas, title: place.line(0), number: place.line(1).dropping(left: 2))
        }
        if rect.rows > 14 { rows.skip(1) }
        guard selection != nil else { return }
        // Below the chart: the days, and what the selected one was.
        let area = rows.rest.top(max(3, rows.rest.rows - 4))
        rows.skip(area.rows)
        let scale = scale([counter], days, rows: area.rows)
        drawChart(counter, days, on: &canvas, in: area, scale: scale)
        drawDays(days, on: &canvas, mark: rows.next(), dates: rows.next(), scale: scale)
        drawWords(days, on: &canvas, in: rows.rest.top(2))
    }

    /// All four day by day below each other, each with a scale of its own: few suspensions are seen beside many new accounts, and a day is at the same place in each.
    private func drawAll(_ days: [UsageDay], on canvas: inout Canvas, in rect: Rect) {
        let foot = RowCursor(rect.bottom(4))
        let places = rect.dropping(bottom: 4).splitRows(Self.heights(days))
        let scale = scale(UsageCounter.allCases, days, rows: (places.map(\.rows).max() ?? 0) - 1)
        for (place, shown) in zip(places, UsageCounter.allCases) {
            let title = place.line(0)
            let columns = DisplayWidth.columns(of: shown.title) + 4
            drawTitle(shown, days, isShort: false, on: &canvas, title: title.left(columns), number: title.dropping(left: columns))
            if selection != nil { drawChart(shown, days, on: &canvas, in: place.dropping(top: 1, bottom: place.rows < 10 ? 0 : 1), scale: scale) }
        }
        var rows = foot
        drawDays(days, on: &canvas, mark: rows.next(), dates: rows.next(), scale: scale)
        drawWords(days, on: &canvas, in: rows.rest)
    }

    /// Rows of a chart in which nothing happened, with its title.
    private static let rowsOfNothing = 4

    /// How high each of the four is: where something happened takes the room that nothing needs.
    private static func heights(_ days: [UsageDay]) -> [Length] {
        let isEmpty = UsageCounter.allCases.map { counter in days.allSatisfy { counter.value($0.usage) == 0 } }
        return isEmpty.map { $0 && isEmpty.contains(false) ? .fixed(rowsOfNothing) : .flexible(1) }
    }

    /// The columns that the scales of these counters need.
    private func scale(_ shown: [UsageCounter], _ days: [UsageDay], rows: Int) -> Int {
        shown.map { counter in UsageChart.scaleColumns(for: days.map { counter.value($0.usage) }.max() ?? 0, rows: rows - 1) }.max() ?? 0
    }

    private func drawTitle(_ shown: UsageCounter, _ days: [UsageDay], isShort: Bool, on canvas: inout Canvas, title: Rect, number: Rect) {
        let isChosen = shown == counter
        let total = days.reduce(0) { $0 + shown.value($1.usage) }
        canvas.area(shown.rawValue, in: title) {
            $0.text(
                "\(isChosen ? String($0.symbols.pointer) : " ") \(isShort ? shown.shortTitle : shown.title)", in: title, alignment: .start,
                role: isChosen ? .heading : .muted)
        }
        canvas.text(total.grouped, in: number, alignment: .start, role: shown == .failures && total > 0 ? .danger : isChosen ? .heading : .normal)
        canvas.reads(as: "\(shown.title): \(total.grouped)", state: isChosen ? "in the chart" : nil, in: title)
        canvas.reads(as: "", in: number)
    }

    private func drawChart(_ shown: UsageCounter, _ days: [UsageDay], on canvas: inout Canvas, in rect: Rect, scale: Int) {
        guard let selection else { return }
        UsageChart(values: days.map { shown.value($0.usage) }, selection: selection, role: shown.barRole)
            .draw(on: &canvas, in: rect, scale: scale, firstArea: Self.firstArea(of: shown))
    }

    /// Below the charts: a mark at the selected day, and the days at both ends, with each week's between them where there is room.
    private func drawDays(_ days: [UsageDay], on canvas: inout Canvas, mark: Rect, dates: Rect, scale: Int) {
        guard let selection else { return }
        let width = UsageChart.columnsOfOne(days.count, in: mark.columns - scale)
        let plot = dates.dropping(left: scale).left(width * days.count)
        let bar = max(1, width - 1)
        canvas.fill(
            Rect(column: plot.column + selection * width, row: mark.row, columns: bar, rows: mark.rows), with: canvas.symbols.arrowUp, role: .accent)
        canvas.reads(as: "", in: mark)
        func words(_ day: Int) -> String { days[day].time.lowerBound.dayWords }
        let last = days.count - 1
        // Month and day, with the middle below the day; the year stands in the line about the selected one.
        func short(_ day: Int) -> String { String(words(day).dropFirst(5)) }
        let columns = DisplayWidth.columns(of: short(last))
        var end = dates.endColumn
        for day in Array(stride(from: last, to: Self.daysOfLabel, by: -7)) + [0] {
            let start = min(max(plot.column, plot.column + day * width + (bar - columns) / 2), max(plot.column, plot.endColumn - columns))
            guard start + columns < end || day == last else { continue }
            canvas.text(short(day), at: Point(column: start, row: dates.row), role: .muted, width: columns)
            end = start
        }
        canvas.reads(as: "from \(words(0)) to \(words(last))", in: dates)
    }

    /// A week's label this near to the first day's would leave it no room.
    private static let daysOfLabel = 3

    private func drawWords(_ days: [UsageDay], on canvas: inout Canvas, in rect: Rect) {
        if let selection { canvas.paragraph(Self.words(days[selection]), in: rect, role: .accent) }
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
