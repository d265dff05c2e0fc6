import Provisioning

extension PreviewPage {
    /// What the rows of a plan are made from.
    struct Source: Sendable {
        /// Where a row stands in it.
        enum Place {
            case item(Int)
            case byUnit(Int)
            case unitMove(Int)
            case pending(Int)
            case problem(Int)
            case leftOut(Int)
        }

        private(set) var items: [PlanItem] = []
        private(set) var byUnit: [UnitHold.Effect] = []
        private(set) var unitMoves: [UnitMove] = []
        private(set) var pending: [PendingEntry] = []
        private(set) var problems: [ProblemEntry] = []
        private(set) var leftOut: [ExcludedEntry] = []

        /// Nothing.
        init() {}

        init(_ plan: Plan) {
            (items, byUnit, unitMoves) = (plan.items, plan.unitHold?.effects ?? [], plan.rejectedUnitMoves)
            (pending, problems, leftOut) = (plan.pending, plan.problems, plan.excluded)
        }

        func row(_ place: Place) -> Row {
            switch place {
            case .item(let index): Row(items[index])
            case .byUnit(let index): .byUnit(byUnit[index])
            case .unitMove(let index): .unitMove(unitMoves[index], .rejected)
            case .pending(let index): .pending(pending[index])
            case .problem(let index): .problem(problems[index])
            case .leftOut(let index): .leftOut(leftOut[index])
            }
        }
    }

    /// The rows that a filter shows. Only their places are kept, and each row is made when it is looked at: a plan can have 100,000, and a screen shows some of them.
    struct PlanRows: RandomAccessCollection, Sendable {
        private let source: Source
        private let places: [Source.Place]

        init(_ source: Source = Source(), _ places: [Source.Place] = []) {
            self.source = source
            self.places = places
        }

        var startIndex: Int { 0 }
        var endIndex: Int { places.count }
        subscript(position: Int) -> Row { source.row(places[position]) }
    }
}

extension PreviewPage.Row {
    /// An action with what becomes of it.
    init(_ item: PlanItem) {
        self =
            switch item.fate {
            case .due: .action(item.action, nil)
            case .released: .action(item.action, .released)
            case .held: .action(item.action, .held)
            case .rejected: .action(item.action, .rejected)
            case .waiting(let attempts, let moment): .waiting(WaitingEntry(entry: item.action, attempts: attempts, nextTry: moment))
            }
    }
}
