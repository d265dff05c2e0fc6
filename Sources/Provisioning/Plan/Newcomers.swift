extension Planner {
    /// The people who would get an account if the app had none of theirs, in the order of their addresses: a run looks each of them up in the app before it plans.
    ///
    /// It gives the creations of a plan that knows no account, without making that plan: only people without a link are planned for, and most runs find none of them. When
    /// there are some, linked people matter as far as they are to have the user name of one of them, because a newcomer never takes the name of somebody with an
    /// account.
    ///
    /// - Parameter input: what the plan will be made from, before anybody was looked up.
    package static func newcomers(_ input: PlanInput) -> [PlanEntry] {
        var planner = Planner(input)
        planner.planPeople(linked: false)
        let names = Set(planner.entries.lazy.map { userName(of: $0) })
        guard !names.isEmpty else { return [] }
        var claiming = Planner(input)
        let table = claiming.table
        claiming.planPeople(linked: true) { names.contains((table.userName(of: $0) ?? "").caseFolded) }
        if claiming.hasClaims {
            claiming.planPeople(linked: false)
            planner = claiming
        }
        return planner.entries.filter { $0.kind == .create }.sorted { ($0.email, $0.personID) < ($1.email, $1.personID) }
    }

    private static func userName(of entry: PlanEntry) -> String { (entry.after[MappingTable.userNamePath] ?? "").caseFolded }
}
