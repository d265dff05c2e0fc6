import Provisioning
import Terminal

extension PreviewPage {
    /// What a plan has of each kind, found out once when it comes, so that another tab costs nothing.
    struct Contents: Sendable {
        /// A filter that would show something, with its name and how many rows that are.
        typealias Tab = (filter: Filter, title: String, count: Int)

        /// What can be chosen: what needs somebody comes first.
        private(set) var tabs: [Tab] = [(.all, "All", 0)]
        /// Whether a safeguard holds something, or the move of a unit does.
        private(set) var isHeld = false
        /// Whether an administrator decided about an action.
        private(set) var isDecided = false
        private var source = Source()
        private var places: [Filter: [Source.Place]] = [:]

        /// Nothing.
        init() {}

        init(_ plan: Plan) {
            source = Source(plan)
            place(plan.items)
            isHeld = plan.unitHold != nil || count(.held) > 0
            places[.rejected] = source.unitMoves.indices.map(Source.Place.unitMove) + (places[.rejected] ?? [])
            places[.pending] = source.pending.indices.map(Source.Place.pending)
            places[.problems] = source.problems.indices.map(Source.Place.problem)
            places[.leftOut] = source.leftOut.indices.map(Source.Place.leftOut)
            let kinds = ActionKind.allCases.map { kind in (Filter.kind(kind), kind.verb.prefix(1).uppercased() + kind.verb.dropFirst()) }
            let titles: [(Filter, String)] =
                [(.all, "To do"), (.held, "Held"), (.problems, "Problems"), (.waiting, "Waiting"), (.rejected, "Rejected")] + kinds
                + [(.pending, "Pending"), (.leftOut, "Left out")]
            tabs = titles.map { ($0, $1, count($0)) }.filter { $0.filter == .all || $0.count > 0 }
        }

        /// Finds out where the rows of the actions stand. What is held or was released comes first, each in its place: whoever decides about one after the other
        /// goes down the list.
        private mutating func place(_ items: [PlanItem]) {
            let byUnit = source.byUnit.indices.map(Source.Place.byUnit)
            var judged: [Filter: [Source.Place]] = [.all: byUnit, .held: byUnit]
            for (index, item) in items.enumerated() {
                let place = Source.Place.item(index)
                let kind = Filter.kind(item.action.kind)
                switch item.fate {
                case .due:
                    places[.all, default: []].append(place)
                    places[kind, default: []].append(place)
                case .held, .released:
                    judged[.all, default: []].append(place)
                    judged[kind, default: []].append(place)
                    if item.fate == .held { judged[.held, default: []].append(place) } else { isDecided = true }
                case .rejected:
                    places[.rejected, default: []].append(place)
                    isDecided = true
                case .waiting: places[.waiting, default: []].append(place)
                }
            }
            places.merge(judged) { others, judged in judged + others }
        }

        private func count(_ filter: Filter) -> Int { places[filter]?.count ?? 0 }

        /// The rows that a filter shows.
        func rows(_ filter: Filter) -> PlanRows { PlanRows(source, places[filter] ?? []) }

        /// Whether there is nothing in it at all.
        var isEmpty: Bool { !isHeld && places.values.allSatisfy(\.isEmpty) }
        /// Whether something failed lately and waits for another try.
        var isWaiting: Bool { count(.waiting) > 0 }
        /// Whether nothing is to be done and nobody has to look at anything.
        var isInStep: Bool { !isHeld && source.problems.isEmpty && count(.rejected) == source.unitMoves.count && !isWaiting }
    }
}
