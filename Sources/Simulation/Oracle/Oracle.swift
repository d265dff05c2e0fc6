package import Foundation

/// Knows what is right in one world, from the world's truth alone: who is to have an account, since when a cause has lasted, what is due.
///
/// It shares no code with the engine, and is as simple as the rules allow: a mistake in it shows as a violation, a mistake in both would have to be made twice.
package struct Oracle: Sendable {
    /// Since when each cause has lasted, by person: the start of the first run that looked while it was there.
    package private(set) var began: [String: [TrueCause: Date]] = [:]
    /// Causes that began, or went on, only before runs that were lied to about the person, so that the engine may know nothing of them.
    private var unseen: [String: Set<TrueCause>] = [:]
    /// What the administrator decided about removals to come, by person: it lasts exactly as long as the cause does.
    package var decisions: [String: [TrueCause: [Removal: Decision]]] = [:]
    /// Decisions about causes that were gone when a run looked that was lied to: it may have noticed, and forgotten them, or not. They forbid nothing, and
    /// excuse what was not done.
    private var doubtful: [String: [TrueCause: [Removal: Decision]]] = [:]

    /// What the administrator decided about one removal.
    package enum Decision: Sendable, Equatable {
        /// It does not happen while the cause lasts.
        case cancelled
        /// It does not happen before this moment, nor before its delay has passed.
        case postponed(Date)
    }

    /// Knows of no cause yet.
    package init() {}

    /// A run that began at `start` has looked at the directory. A run that was lied to about a person starts causes that are true, but its seeing them gone
    /// proves nothing.
    ///
    /// - Parameters:
    ///   - uncertain: people of whom the directory's word is not known to be whole: nothing begins for them, and nothing ends.
    ///   - waiting: active people for whom the app would be on or off only because a unit was moved, which waits for a decision: until then it neither begins
    ///     to be off for them nor ceases to be.
    package mutating func observe(
        _ truth: Truth, rules: WorldRules, start: Date, wasLiedTo: (String) -> Bool, uncertain: Set<String> = [], waiting: Set<String> = []
    ) {
        for person in truth.people.values where !uncertain.contains(person.id) {
            // Archived: nothing starts, and what runs is held.
            if person.isArchived, !person.isDeleted { continue }
            // Excluded: the same, whatever else is so.
            if rules.excluded.contains(person.id) { continue }
            var holding = holding(person, truth, rules)
            if waiting.contains(person.id) { holding = (nil, [.appTurnedOff]) }
            let wasLiedTo = wasLiedTo(person.id)
            if let cause = holding.starting {
                if began[person.id]?[cause] == nil {
                    began[person.id, default: [:]][cause] = start
                    unseen[person.id, default: []].insert(cause)
                }
                if !wasLiedTo { unseen[person.id]?.remove(cause) }
            }
            for cause in TrueCause.allCases where !holding.lasting.contains(cause) {
                // A cause that comes back later is another one, about which nobody has decided anything.
                let decided = decisions[person.id]?.removeValue(forKey: cause)
                if wasLiedTo {
                    // The run may have noticed that it is gone, or not: what follows from it may be done, and need not be.
                    if began[person.id]?[cause] != nil { unseen[person.id, default: []].insert(cause) }
                    doubtful[person.id, default: [:]][cause, default: [:]].merge(decided ?? [:]) { $1 }
                } else {
                    doubtful[person.id]?[cause] = nil
                    began[person.id]?[cause] = nil
                }
            }
        }
    }

    /// People are known by other ids from now on: what is known about them goes with them.
    mutating func carry(_ ids: [String: String]) {
        for (old, new) in ids {
            began[new] = began.removeValue(forKey: old)
            unseen[new] = unseen.removeValue(forKey: old)
            decisions[new] = decisions.removeValue(forKey: old)
            doubtful[new] = doubtful.removeValue(forKey: old)
        }
    }

    /// The cause that starts a timer now, and all whose timers go on.
    private func holding(_ person: TruePerson, _ truth: Truth, _ rules: WorldRules) -> (starting: TrueCause?, lasting: Set<TrueCause>) {
        // Whoever was suspended or left the app and is deleted now has not come back: the earlier timers go on.
        if person.isDeleted { return (.deleted, Set(TrueCause.allCases)) }
        if person.isSuspended {
            return (.suspended, rules.wouldBeEntitled(person, in: truth) ? [.suspended] : [.suspended, .appTurnedOff])
        }
        return rules.isEntitled(person, in: truth) ? (nil, []) : (.appTurnedOff, [.appTurnedOff])
    }

    /// The earliest moment at which `removal` is right for a person in the state that the truth shows; `nil` when it never is as things stand.
    ///
    /// - Parameter onlySeen: only for causes that a run has surely seen: what must be done, and not just may be.
    package func due(_ removal: Removal, of id: String, in truth: Truth, rules: WorldRules, onlySeen: Bool = false) -> Date? {
        guard let person = truth.people[id], person.isDeleted || !person.isArchived, !rules.excluded.contains(id) else { return nil }
        let lasting = holding(person, truth, rules).lasting
        return lasting.compactMap { cause -> Date? in
            if onlySeen, unseen[id]?.contains(cause) == true { return nil }
            guard let start = began[id]?[cause], let days = rules.policy[cause]?[removal] else { return nil }
            let due = start + Double(days) * 86_400
            switch decisions[id]?[cause]?[removal] ?? (onlySeen ? doubtful[id]?[cause]?[removal] : nil) {
            case nil: return due
            case .cancelled: return nil
            case .postponed(let moment): return max(due, moment)
            }
        }.min()
    }

    /// All moments at which something becomes due after `now`.
    func dueMoments(after now: Date, truth: Truth, rules: WorldRules) -> [Date] {
        Set(truth.people.keys.flatMap { id in Removal.allCases.compactMap { due($0, of: id, in: truth, rules: rules) } }).filter { $0 > now }.sorted()
    }
}
