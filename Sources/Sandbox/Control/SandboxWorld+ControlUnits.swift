import Foundation

/// What an administrator does to organizational units in Google's console. A unit keeps its id; its path, those of the units below it and those of its
/// people follow.
extension SandboxWorld {
    mutating func controlUnits(_ method: String, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (method, path.count) {
        case ("GET", 1): return ["units": .array(state.organisation.units.map { $0.resource(in: state.organisation) })]
        case ("POST", 1): return try createUnit(input).resource(in: state.organisation)
        case ("GET", 2): return try controlUnit(path[1]).resource(in: state.organisation)
        case ("POST", 3):
            let unit = try controlUnit(path[1])
            switch path[2] {
            case "rename": try place(unit, below: unit.parentPath, named: try input.text("name"))
            case "move": try place(unit, below: try parent(input), named: unit.name)
            case "delete": return try deleteUnit(unit, input)
            default: throw ControlError.bad("Units can be: rename, move, delete.", status: 404)
            }
            return try controlUnit(unit.id).resource(in: state.organisation)
        default: throw ControlError.bad("Units take GET, POST and POST /units/KEY/ACT.", status: 405)
        }
    }

    /// By id, with or without `id:`, or by path.
    private func controlUnit(_ key: String) throws(Refusal) -> OrganisationalUnit {
        guard let unit = state.organisation.units.first(where: { $0.id == key || $0.id == "id:" + key || $0.path == key }) else {
            throw ControlError.notFound("organizational unit")
        }
        return unit
    }

    /// The path of the unit that `parent` names by id or path; the root is `/`.
    private func parent(_ input: ControlInput) throws(Refusal) -> String {
        let key = try input.text("parent")
        return key == "/" || key == UnitPlan.rootUnitID ? "/" : try controlUnit(key).path
    }

    private mutating func createUnit(_ input: ControlInput) throws(Refusal) -> OrganisationalUnit {
        let path = try freePath(below: try input["parent"] == nil ? "/" : parent(input), named: try input.text("name"))
        let id = "id:03ph8a2z" + state.secrets.next("unit").lowercased().filter { $0.isLetter || $0.isNumber }.prefix(8)
        let unit = OrganisationalUnit(id: id, path: path, description: try input.optionalText("description") ?? "")
        state.organisation.units.append(unit)
        return unit
    }

    private mutating func place(_ unit: OrganisationalUnit, below parent: String, named name: String) throws(Refusal) {
        guard parent != unit.path, !parent.hasPrefix(unit.path + "/") else { throw ControlError.bad("A unit cannot be below itself.", status: 409) }
        let path = try freePath(below: parent, named: name, except: unit.id)
        func moved(_ old: String) -> String? {
            old == unit.path ? path : old.hasPrefix(unit.path + "/") ? path + old.dropFirst(unit.path.count) : nil
        }
        for index in state.organisation.units.indices {
            if let moved = moved(state.organisation.units[index].path) { state.organisation.units[index].path = moved }
        }
        for index in state.organisation.people.indices {
            if let moved = moved(state.organisation.people[index].orgUnitPath) { state.organisation.people[index].orgUnitPath = moved }
        }
    }

    private func freePath(below parent: String, named name: String, except id: String? = nil) throws(Refusal) -> String {
        guard !name.contains("/") else { throw ControlError.bad("The name of a unit has no slash.") }
        let path = parent == "/" ? "/" + name : parent + "/" + name
        guard !state.organisation.units.contains(where: { $0.path.lowercased() == path.lowercased() && $0.id != id }) else {
            throw ControlError.bad("There is a unit \(path) already.", status: 409)
        }
        return path
    }

    /// Google deletes a unit only when nothing is in it. With `moveTo`, everybody in it and below it goes there first, and the units below it go as well.
    private mutating func deleteUnit(_ unit: OrganisationalUnit, _ input: ControlInput) throws(Refusal) -> JSONValue {
        let below = state.organisation.units.filter { $0.path.hasPrefix(unit.path + "/") }
        let people = state.organisation.people.indices.filter { index in
            let person = state.organisation.people[index]
            return person.deletionTime == nil && state.organisation.isMember(person, of: unit.path)
        }
        if input["moveTo"] != nil {
            let key = try input.text("moveTo")
            let target = key == "/" ? "/" : try controlUnit(key).path
            guard target != unit.path, !target.hasPrefix(unit.path + "/") else {
                throw ControlError.bad("\"moveTo\" must be outside the unit.", status: 409)
            }
            for index in people { state.organisation.people[index].orgUnitPath = target }
        } else if !people.isEmpty || !below.isEmpty {
            throw ControlError.bad(
                "\(unit.path) has \(people.count) people and \(below.count) units in it. Move them first, or say \"moveTo\".", status: 409)
        }
        let gone = Set([unit.id] + below.map(\.id))
        state.organisation.units.removeAll { gone.contains($0.id) }
        return ["deleted": .array(gone.sorted().map { .string($0) })]
    }
}
