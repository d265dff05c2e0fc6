extension Plan {
    /// The same plan without the actions on people about whom it is not known whether an earlier action was carried out. What is left out comes again with the next plan.
    package func leavingOut(_ inDoubt: Set<String>) -> Plan {
        guard !inDoubt.isEmpty else { return self }
        var plan = self
        plan.items.removeAll { $0.fate.isDone && inDoubt.contains($0.action.personID) }
        return plan
    }
}
