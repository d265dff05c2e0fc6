import Foundation
import JSON

/// What people do to the tree of units between two runs.
extension SimulatedWorld {
    /// One or two acts on units; everything below a unit goes with it.
    func changeUnits() {
        for _ in 0..<odd.within(1...2) {
            if odd.chance(35) { moveAcross() } else { changeUnit() }
            readDirectory()
        }
    }

    /// A unit comes below another one, where the app is on and was off, or the other way round. At times somebody comes back to it whose account is suspended, before any run
    /// has seen either.
    private func moveAcross() {
        let (truth, rules) = cloud.with { ($0.truth, $0.rules) }
        func isOn(_ unit: (id: String, path: String)) -> Bool { rules.isOn(at: unit.path, in: truth) }
        func isBelow(_ path: String, _ unit: String) -> Bool { path == unit || path.hasPrefix(unit + "/") }
        let units = truth.units.map { (id: $0.key, path: $0.value) }.sorted { $0.id < $1.id }
        // A unit with a setting of its own keeps it wherever it goes.
        let movable = units.filter { $0.path != "/" && rules.units[$0.id] == nil }
        let returning = odd.chance(70) ? odd.pick(suspendedHolders()) : nil
        let inUse = movable.filter { unit in truth.people.values.contains { !$0.isDeleted && isBelow($0.unit, unit.path) } }
        guard let unit = odd.pick(returning == nil ? inUse : movable.filter(isOn)) else { return }
        guard let parent = odd.pick(units.filter { !isBelow($0.path, unit.path) && isOn($0) != isOn(unit) }) else { return }
        if let returning {
            if returning.isSuspended { act(returning.id, "unsuspend") }
            if !isBelow(returning.unit, unit.path) { act(returning.id, "move", ["orgUnitPath": unit.path]) }
        }
        unitAct(unit, "move", ["parent": parent.path == "/" ? "/" : parent.id])
    }

    /// People whose account is suspended, and who could come back.
    private func suspendedHolders() -> [TruePerson] {
        cloud.with { state in
            state.accounts.values.filter { !$0.isActive }.compactMap { account in account.externalID.flatMap { state.truth.people[$0] } }
                .filter { !$0.isDeleted && !$0.isArchived }.sorted { $0.id < $1.id }
        }
    }

    private func changeUnit() {
        let units = cloud.with { state in
            state.truth.units.filter { $0.value != "/" }.map { (id: $0.key, path: $0.value) }.sorted { $0.id < $1.id }
        }
        // Those with settings of their own, and those with people, are worth more than the others.
        let inUse = cloud.with { state in
            let paths = Set(state.truth.people.values.filter { !$0.isDeleted }.map(\.unit))
            return Set(state.truth.units.filter { state.rules.units[$0.key] != nil || paths.contains($0.value) }.keys)
        }
        guard let unit = odd.pick(odd.chance(75) ? units.filter { inUse.contains($0.id) } : units) ?? odd.pick(units) else { return }
        newcomers += 1
        switch odd.below(10) {
        case 0...2: unitAct(unit, "rename", ["name": "Unit \(newcomers)"])
        case 3...4: unitAct(unit, "move", ["parent": odd.chance(40) ? "/" : odd.pick(units)?.id ?? "/"])
        case 5: swapNames(unit, odd.pick(units.filter { $0.id != unit.id }))
        case 6...8:
            // Gone, or made anew under the same path: that is another unit. Often it is one that the settings name.
            let named = cloud.with { state in units.filter { state.rules.units[$0.id] != nil } }
            let unit = odd.chance(50) ? odd.pick(named) ?? unit : unit
            let target = odd.chance(50) ? "/" : odd.pick(units)?.id ?? "/"
            guard unitAct(unit, "delete", ["moveTo": target]) else { return }
            let parent = unit.path.prefix(upTo: unit.path.lastIndex(of: "/") ?? unit.path.startIndex)
            if odd.chance(50) { createUnit(String(unit.path.split(separator: "/").last ?? ""), below: parent.isEmpty ? "/" : String(parent)) }
        default: createUnit("Unit \(newcomers)", below: odd.chance(50) ? "/" : unit.path)
        }
    }

    private func createUnit(_ name: String, below parent: String) {
        let (id, people) = cloud.with { state in
            (
                state.control("POST", "units", ["name": name, "parent": parent])?["orgUnitId"]?.string,
                state.truth.people.values.filter { !$0.isDeleted }.map(\.id).sorted()
            )
        }
        note("the unit \(name) is made below \(parent)\(id == nil ? ": refused" : "")")
        guard id != nil else { return }
        for _ in 0..<odd.within(0...2) {
            if let person = odd.pick(people) { act(person, "move", ["orgUnitPath": parent == "/" ? "/" + name : parent + "/" + name]) }
        }
    }

    /// Each takes the other's name, by way of a third.
    private func swapNames(_ first: (id: String, path: String), _ second: (id: String, path: String)?) {
        guard let second else { return }
        let names = [first, second].map { String($0.path.split(separator: "/").last ?? "") }
        for (unit, name) in [(first, "between \(newcomers)"), (second, names[0]), (first, names[1])] { unitAct(unit, "rename", ["name": name]) }
    }

    @discardableResult
    private func unitAct(_ unit: (id: String, path: String), _ act: String, _ body: [String: any Sendable]) -> Bool {
        let isDone = cloud.with { state in
            let isDone = state.control("POST", "units/\(unit.id)/\(act)", body) != nil
            if isDone { state.tally.unitChanges += 1 }
            return isDone
        }
        note(
            "unit \(unit.path): \(act) \(body.keys.sorted().map { "\($0) \(body[$0] ?? "")" }.joined(separator: ", "))\(isDone ? "" : " is refused")")
        return isDone
    }
}
