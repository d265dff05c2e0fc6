/// The order in which a plan lists what it holds, made anew or remembered.
extension PlanEntry {
    /// Whether one action stands before the other: by kind, then by address. Renames are put into the order in which they can be done afterwards (``RenameOrder``).
    static func isEarlier(_ first: PlanEntry, _ second: PlanEntry) -> Bool {
        (first.kind.order, first.email, first.personID) < (second.kind.order, second.email, second.personID)
    }
}

extension PendingEntry {
    /// Whether one entry stands before the other: what is to come before what is held or canceled, each by its moment.
    static func isEarlier(_ first: PendingEntry, _ second: PendingEntry) -> Bool {
        (first.order, first.scheduled.due, first.email, first.personID, first.scheduled.action)
            < (second.order, second.scheduled.due, second.email, second.personID, second.scheduled.action)
    }
}
