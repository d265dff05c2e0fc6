import Engine
import Ledger
import Provisioning

/// Whose delays do not act, as the newest plan has it.
struct LeftAlone: Sendable {
    /// Directory ids of people whose delays are held, because they are archived or excluded.
    private(set) var people: Set<String> = []
    /// Whose access the move of a unit would turn on or off: while it waits for a decision, their delay for access neither acts nor ends.
    private(set) var byUnit: [UnitHold.Effect] = []

    init(_ plan: RememberedPlan?) {
        for entry in plan?.entries ?? [] {
            switch entry {
            case .deprovisioning(let entry): if entry.isHeld { people.insert(entry.personID) }
            case .unitEffect(let effect), .unitDelay(let effect): byUnit.append(effect)
            case .judged, .waiting, .problem, .unitMove: break
            }
        }
    }
}

extension HomeContext {
    /// Directory ids of people to whom nothing happens whatever is due, and of those to whom nothing happens because the app is off for them.
    ///
    /// A service asks every minute, and a plan may have many thousand entries: it is read again only when it is another one.
    func peopleLeftAlone() throws(LedgerError) -> (people: Set<String>, whereOff: Set<String>) {
        guard let plan = try ledger.rememberedPlanMark() else { return ([], []) }
        let known = try leftAlone.value(from: plan) { () throws(LedgerError) in LeftAlone(try ledger.rememberedPlan()) }
        guard !known.byUnit.isEmpty else { return (known.people, []) }
        let units = try ledger.units().units
        let still = known.byUnit.filter { effect in
            guard let unit = units[effect.move.id] else { return false }
            // What was decided since counts at once: the next run does what is due where the app is off then, and ends the delay where it is on.
            return unit.verdict(on: effect.move) != (effect.isGain ? .rejected : .released)
        }
        return (known.people, Set(still.map(\.personID)))
    }
}
