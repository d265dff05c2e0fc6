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
        "What was done in the last 30 days, counted as on the app's page. Tab chooses the counter that the chart shows; a wide screen shows all four. Left and Right choose a day, whose numbers are "
            + "said below the chart; Home and End lead to the first and the last one.",
        "Enter shows the activity of the selected day. There are no numbers before autoprovisioning was first turned on.",
    ]

    /// Counts what was done, day by day; `nil` until autoprovisioning was first turned on.
    struct Count: PageReading {
        func perform(_ services: ConsoleServices) async throws -> [UsageDay]? { try await services.history.usageByDay() }
    }

    private(set) var days: Loadable<[UsageDay]?> = .loading
    /// What the chart shows.
    private(set) var counter = UsageCounter.created
    /// The selected day, counted back from the last one: a new day that begins meanwhile moves on with it.
    private var daysBack = 0

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Count())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Count())] }

    private var counted: [UsageDay] { days.value.flatMap(\.self) ?? [] }
    var selection: Int? { counted.isEmpty ? nil : max(0, counted.count - 1 - daysBack) }

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
        case .tab: choose(1)
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

    /// The number of the first day of a counter's chart, for clicks; those of the counters themselves come before.
    static func firstArea(of counter: UsageCounter) -> Int { UsageCounter.allCases.count + 100 * counter.rawValue }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        if let chosen = UsageCounter(rawValue: area) { return counter = chosen }
        guard let chart = UsageCounter.allCases.last(where: { Self.firstArea(of: $0) <= area }) else { return }
        counter = chart
        select(area - Self.firstArea(of: chart))
    }
}
