import Provisioning

extension PreviewPage {
    /// What the list shows.
    enum Filter: Hashable {
        case all
        case kind(ActionKind)
        case held
        case rejected
        case waiting
        case pending
        case problems
        case leftOut
    }

    enum Row {
        /// With how it stands towards the safeguards; `nil` when they let it through.
        case action(PlanEntry, Plan.Standing?)
        case waiting(WaitingEntry)
        case pending(PendingEntry)
        case problem(ProblemEntry)
        case leftOut(ExcludedEntry)

        /// What a search looks in.
        var text: String {
            switch self {
            case .action(let entry, _): "\(entry.name) \(entry.email)"
            case .waiting(let waiting): "\(waiting.entry.name) \(waiting.entry.email)"
            case .pending(let entry): "\(entry.name) \(entry.email)"
            case .problem(let entry): "\(entry.name) \(entry.email)"
            case .leftOut(let entry): "\(entry.name) \(entry.email)"
            }
        }

        var personID: String {
            switch self {
            case .action(let entry, _): entry.personID
            case .waiting(let waiting): waiting.entry.personID
            case .pending(let entry): entry.personID
            case .problem(let entry): entry.personID
            case .leftOut(let entry): entry.personID
            }
        }
    }

    func filters(_ plan: Plan) -> [(Filter, String, Int)] {
        var filters: [(Filter, String, Int)] = [(.all, "All", plan.entries.count + plan.held.count)]
        for kind in ActionKind.allCases {
            let count = (plan.entries + plan.held).count { $0.kind == kind }
            if count > 0 { filters.append((.kind(kind), "To \(kind.verb)", count)) }
        }
        let others: [(Filter, String, Int)] = [
            (.held, "Held", plan.held.count), (.rejected, "Rejected", plan.rejected.count), (.waiting, "Waiting", plan.waiting.count),
            (.pending, "Pending", plan.pending.count), (.problems, "Problems", plan.problems.count),
            (.leftOut, "Left out", plan.excluded.count),
        ]
        return filters + others.filter { $0.2 > 0 }
    }

    func rows(_ plan: Plan) -> [Row] {
        switch filter {
        case .all: actions(plan)
        case .kind(let kind): actions(plan) { $0.kind == kind }
        case .held: plan.held.map { .action($0, .held) }
        case .rejected: plan.rejected.map { .action($0, .rejected) }
        case .waiting: plan.waiting.map(Row.waiting)
        case .pending: plan.pending.map(Row.pending)
        case .problems: plan.problems.map(Row.problem)
        case .leftOut: plan.excluded.map(Row.leftOut)
        }
    }

    private func actions(_ plan: Plan, where isShown: (PlanEntry) -> Bool = { _ in true }) -> [Row] {
        plan.held.filter(isShown).map { .action($0, .held) }
            + plan.entries.filter(isShown).map { .action($0, plan.released.contains($0.personID) ? .released : nil) }
    }
}
