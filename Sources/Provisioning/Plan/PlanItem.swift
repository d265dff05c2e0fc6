package import Foundation

/// What becomes of an action that a plan wants.
package enum PlanFate: Sendable, Equatable {
    /// The run does it.
    case due
    /// The run does it because an administrator released it, or the move of a unit that it comes from: it does not count towards a limit.
    case released
    /// A safeguard holds it until an administrator decides.
    case held
    /// An administrator rejected it: it is not done, and does not count towards a limit.
    case rejected
    /// It failed lately and is not tried again before this moment.
    indirect case waiting(FailedAttempts, until: Date)

    /// Whether the run does it.
    package var isDone: Bool {
        switch self {
        case .due, .released: true
        case .held, .rejected, .waiting: false
        }
    }

    /// Whether it failed lately and is not tried again yet.
    package var isWaiting: Bool { if case .waiting = self { true } else { false } }
}

/// An action that a plan wants, and what becomes of it.
package struct PlanItem: Sendable, Equatable {
    /// What is wanted, for whom and why.
    package let action: PlanEntry
    /// What becomes of it.
    package let fate: PlanFate

    package init(_ action: PlanEntry, _ fate: PlanFate) {
        self.action = action
        self.fate = fate
    }

    /// The action with its failures, when it waits for another try.
    package var waiting: WaitingEntry? {
        guard case .waiting(let attempts, let moment) = fate else { return nil }
        return WaitingEntry(entry: action, attempts: attempts, nextTry: moment)
    }
}

/// The items of a plan by what becomes of them, in the order of the plan. Each is made anew when it is asked for: whoever only counts asks the items themselves.
extension Plan {
    /// What is to be done, in the order in which it is done; what a safeguard holds is not among it.
    package var entries: [PlanEntry] { actions(where: \.isDone) }

    /// What the safeguards hold.
    package var held: [PlanEntry] { actions { $0 == .held } }

    /// What administrators rejected: not done, and not counted towards a limit.
    package var rejected: [PlanEntry] { actions { $0 == .rejected } }

    /// What failed lately and is not tried again yet.
    package var waiting: [WaitingEntry] { items.compactMap(\.waiting) }

    /// Held actions that an administrator released singly: the next run does them.
    package var releasedEntries: [PlanEntry] { actions { $0 == .released } }

    /// Whose action is done because it was released, by directory id: it does not count towards a limit.
    package var released: Set<String> { Set(items.lazy.filter { $0.fate == .released }.map(\.action.personID)) }

    /// Everything that is wanted, whether a run does it now or not.
    package var wanted: [PlanEntry] { items.map(\.action) }

    /// How many of each kind the run does.
    package var counts: [ActionKind: Int] {
        items.reduce(into: [:]) { if $1.fate.isDone { $0[$1.action.kind, default: 0] += 1 } }
    }

    /// How many items come to this.
    package func count(where isCounted: (PlanFate) -> Bool) -> Int { items.count { isCounted($0.fate) } }

    /// Whether an item comes to this.
    package func contains(where isMeant: (PlanFate) -> Bool) -> Bool { items.contains { isMeant($0.fate) } }

    private func actions(where isIncluded: (PlanFate) -> Bool) -> [PlanEntry] {
        items.compactMap { isIncluded($0.fate) ? $0.action : nil }
    }
}
