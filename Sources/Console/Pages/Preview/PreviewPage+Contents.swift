import Provisioning
import Terminal

extension PreviewPage {
    /// What a plan has of each kind, counted once when it comes.
    struct Contents: Sendable {
        /// A filter that would show something, with its name and how many rows that are.
        typealias Tab = (filter: Filter, title: String, count: Int)

        /// What can be chosen: what needs somebody comes first.
        private(set) var tabs: [Tab] = [(.all, "All", 0)]
        /// Whether there is nothing in it at all.
        private(set) var isEmpty = true
        /// Whether a safeguard holds something, or the move of a unit does.
        private(set) var isHeld = false
        /// Whether an administrator decided about an action.
        private(set) var isDecided = false
        /// Whether nothing is to be done and nobody has to look at anything.
        private(set) var isInStep = true
        private(set) var waiting = 0

        /// Nothing.
        init() {}

        init(_ plan: Plan) {
            let byUnit = plan.unitHold?.effects.count ?? 0
            var (all, held, rejected, released) = (byUnit, byUnit, 0, 0)
            var ofKind: [ActionKind: Int] = [:]
            for item in plan.items {
                switch item.fate {
                case .rejected: rejected += 1
                case .waiting: waiting += 1
                case .due, .released, .held:
                    all += 1
                    held += item.fate == .held ? 1 : 0
                    released += item.fate == .released ? 1 : 0
                    ofKind[item.action.kind, default: 0] += 1
                }
            }
            isHeld = plan.unitHold != nil || held > byUnit
            isDecided = rejected + released > 0
            isInStep = !isHeld && plan.problems.isEmpty && rejected == 0 && waiting == 0
            isEmpty =
                plan.items.isEmpty && !isHeld && plan.rejectedUnitMoves.isEmpty && plan.pending.isEmpty && plan.problems.isEmpty
                && plan.excluded.isEmpty
            let kinds = ActionKind.allCases.map { kind -> Tab in
                (.kind(kind), kind.verb.prefix(1).uppercased() + kind.verb.dropFirst(), ofKind[kind] ?? 0)
            }
            let others: [Tab] =
                [
                    (.held, "Held", held), (.problems, "Problems", plan.problems.count), (.waiting, "Waiting", waiting),
                    (.rejected, "Rejected", plan.rejectedUnitMoves.count + rejected),
                ] + kinds + [(.pending, "Pending", plan.pending.count), (.leftOut, "Left out", plan.excluded.count)]
            tabs = [(.all, "All", all)] + others.filter { $0.count > 0 }
        }
    }
}
