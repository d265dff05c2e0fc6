import Foundation

/// The acts of an administrator in Google's console.
extension SandboxWorld {
    mutating func controlPeople(_ request: SandboxRequest, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (request.method, path.count) {
        case ("GET", 1): return ["people": .array(matchingPeople(request.parameters["query"] ?? "").map(controlValue))]
        case ("POST", 1): return controlValue(try createPerson(input))
        case ("GET", 2): return controlValue(state.organisation.people[try anyPersonIndex(path[1])])
        case ("POST", 3):
            let index = try anyPersonIndex(path[1])
            try act(path[2], onPersonAt: index, input)
            return controlValue(state.organisation.people[index])
        default: throw ControlError.bad("People take GET, POST and POST /people/ID/ACT.", status: 405)
        }
    }

    /// People whose name, address, unit or id contains the text; forgotten ones are left out.
    func matchingPeople(_ query: String) -> [Person] {
        let text = query.lowercased()
        return state.organisation.people.filter { person in
            guard isListed(person, deleted: person.deletionTime != nil) else { return false }
            guard !text.isEmpty else { return true }
            return [person.primaryEmail, "\(person.givenName) \(person.familyName)", person.orgUnitPath, person.id].contains {
                $0.lowercased().contains(text)
            }
        }
    }

    /// The id first, so that deleted people and reused addresses stay apart; then the address of a living person.
    private func anyPersonIndex(_ key: String) throws(Refusal) -> Int {
        guard let index = state.organisation.people.firstIndex(where: { $0.id == key }) ?? state.organisation.personIndex(key) else {
            throw ControlError.notFound("person")
        }
        return index
    }

    private mutating func createPerson(_ input: ControlInput) throws(Refusal) -> Person {
        var identifiers = SplitMix64(seed: state.seed ^ UInt64(state.organisation.people.count) &* 0x2545_F491_4F6C_DD1D)
        var person = Person(
            id: "1" + identifiers.digits(20), primaryEmail: try freeAddress(try input.text("primaryEmail"), for: nil),
            givenName: try input.text("givenName"),
            familyName: try input.text("familyName"), orgUnitPath: try unitPath(try input.optionalText("orgUnitPath") ?? "/"), creationTime: now)
        try edit(&person, input)
        state.organisation.people.append(person)
        return person
    }

    private mutating func act(_ act: String, onPersonAt index: Int, _ input: ControlInput) throws(Refusal) {
        var person = state.organisation.people[index]
        if act == "undelete" {
            try undelete(&person, input)
        } else {
            guard person.deletionTime == nil else { throw ControlError.bad("\(person.primaryEmail) is deleted. Undelete them first.", status: 409) }
            switch act {
            case "rename": try rename(&person, input)
            case "move": person.orgUnitPath = try unitPath(try input.text("orgUnitPath"))
            case "edit": try edit(&person, input)
            case "suspend":
                person.suspended = true
                person.suspensionTime = now
            case "unsuspend":
                person.suspended = false
                person.suspensionTime = nil
            case "archive":
                person.archived = true
                person.archivalTime = now
            case "unarchive":
                person.archived = false
                person.archivalTime = nil
            case "delete": person.deletionTime = now
            case "removeAliases": person.aliases = []
            default:
                throw ControlError.bad(
                    "People can be: rename, move, edit, suspend, unsuspend, archive, unarchive, delete, undelete, removeAliases.", status: 404)
            }
        }
        state.organisation.people[index] = person
    }

    /// The old address stays as an alias, as Google leaves it.
    private func rename(_ person: inout Person, _ input: ControlInput) throws(Refusal) {
        let address = try freeAddress(try input.text("primaryEmail"), for: person.id)
        guard address != person.primaryEmail else { return }
        person.aliases.removeAll { $0.lowercased() == address.lowercased() }
        if address.lowercased() != person.primaryEmail.lowercased() { person.aliases.append(person.primaryEmail) }
        person.primaryEmail = address
    }

    private func undelete(_ person: inout Person, _ input: ControlInput) throws(Refusal) {
        guard let deletionTime = person.deletionTime else { throw ControlError.bad("\(person.primaryEmail) is not deleted.", status: 409) }
        guard now.timeIntervalSince(deletionTime) < Organisation.deletedVisibility else {
            throw ControlError.bad("\(person.primaryEmail) was deleted more than 20 days ago and is gone for good.", status: 409)
        }
        _ = try freeAddress(person.primaryEmail, for: person.id)
        person.orgUnitPath = try unitPath(try input.optionalText("orgUnitPath") ?? person.orgUnitPath)
        person.deletionTime = nil
        person.aliases.removeAll { !state.organisation.isFree($0, except: person.id) }
    }

    /// Sets the attributes that are named; an empty text clears one.
    private func edit(_ person: inout Person, _ input: ControlInput) throws(Refusal) {
        if let name = try input.optionalText("givenName") { person.givenName = name }
        if let name = try input.optionalText("familyName") { person.familyName = name }
        let parts: [(String, WritableKeyPath<Person, String?>)] = [
            ("title", \.title), ("department", \.department), ("costCenter", \.costCenter), ("employeeID", \.employeeID),
            ("mobilePhone", \.mobilePhone),
            ("workPhone", \.workPhone), ("extension", \.telephonyExtension), ("site", \.telephonySite), ("managerID", \.managerID),
            ("guestEmail", \.guestEmail),
        ]
        for (name, keyPath) in parts where input[name] != nil { person[keyPath: keyPath] = try input.optionalText(name) }
        if input["isAdmin"] != nil { person.isAdmin = try input.flag("isAdmin") }
    }

    private func unitPath(_ path: String) throws(Refusal) -> String {
        guard path == "/" || state.organisation.units.contains(where: { $0.path == path }) else { throw ControlError.notFound("organisational unit") }
        return path
    }

    private func freeAddress(_ address: String, for personID: String?) throws(Refusal) -> String {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.contains(where: \.isWhitespace), address.utf8.count <= 254 else {
            throw ControlError.bad("\"primaryEmail\" must be an e-mail address.")
        }
        guard state.organisation.isFree(address, except: personID) else {
            throw ControlError.bad("\(address) belongs to somebody else.", status: 409)
        }
        return address
    }

    private func controlValue(_ person: Person) -> JSONValue {
        person.resource(managerEmail: nil, projection: .full)
    }
}
