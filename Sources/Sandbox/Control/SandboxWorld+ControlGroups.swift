import Foundation

extension SandboxWorld {
    mutating func controlGroups(_ method: String, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (method, path.count) {
        case ("GET", 1):
            let living = state.organisation.livingByID
            return ["groups": .array(state.organisation.groups.map { $0.resource(living: living) })]
        case ("POST", 1):
            // First made, then looked at: as an argument it would be looked for among the groups from before.
            let created = try createGroup(input)
            return controlValue(ofGroupAt: created)
        case ("GET", 2): return controlValue(ofGroupAt: try controlGroupIndex(path[1]))
        case ("POST", 3):
            let index = try controlGroupIndex(path[1])
            switch path[2] {
            case "add": try addMember(toGroupAt: index, input)
            case "remove": try removeMember(fromGroupAt: index, input)
            case "alias":
                let alias = try input.text("alias")
                guard alias.contains("@"), state.organisation.isFree(alias) else {
                    throw ControlError.bad("\(alias) is taken, or is not an address.", status: 409)
                }
                state.organisation.groups[index].aliases = (state.organisation.groups[index].aliases ?? []) + [alias]
            case "empty": state.organisation.groups[index].members.removeAll()
            case "delete": return deleteGroup(at: index)
            default: throw ControlError.bad("Groups can be: add, remove, alias, empty, delete.", status: 404)
            }
            return controlValue(ofGroupAt: index)
        default: throw ControlError.bad("Groups take GET, POST and POST /groups/KEY/ACT.", status: 405)
        }
    }

    private func controlGroupIndex(_ key: String) throws(Refusal) -> Int {
        // A name without a domain is enough, as in "sales".
        guard let index = state.organisation.groupIndex(key) ?? state.organisation.groupIndex("\(key)@\(Organisation.primaryDomain)") else {
            throw ControlError.notFound("group")
        }
        return index
    }

    private mutating func createGroup(_ input: ControlInput) throws(Refusal) -> Int {
        let email = try input.text("email")
        guard email.contains("@"), state.organisation.isFree(email) else {
            throw ControlError.bad("\(email) is taken, or is not an address.", status: 409)
        }
        var identifiers = SplitMix64(seed: state.seed ^ UInt64(state.organisation.groups.count) &* 0x9E6C_63D0_876A_68AD)
        state.organisation.groups.append(
            DirectoryGroup(
                id: "0" + identifiers.digits(14), email: email, name: try input.optionalText("name") ?? email,
                description: try input.optionalText("description") ?? ""))
        return state.organisation.groups.count - 1
    }

    private mutating func deleteGroup(at index: Int) -> JSONValue {
        let id = state.organisation.groups[index].id
        state.organisation.groups.remove(at: index)
        for other in state.organisation.groups.indices { state.organisation.groups[other].members.removeAll { $0.id == id } }
        return ["deleted": .string(id)]
    }

    private mutating func addMember(toGroupAt index: Int, _ input: ControlInput) throws(Refusal) {
        let key = try input.text("member")
        let role = try input.optionalText("role") ?? "MEMBER"
        guard ["OWNER", "MANAGER", "MEMBER"].contains(role) else { throw ControlError.bad("\"role\" must be OWNER, MANAGER or MEMBER.") }
        var member: DirectoryGroup.Member
        if let person = state.organisation.personIndex(key) {
            member = DirectoryGroup.Member(role: role, kind: .user, id: state.organisation.people[person].id)
        } else if let inner = state.organisation.groupIndex(key) {
            guard !reaches(index, from: inner) else { throw ControlError.bad("A group cannot contain itself.", status: 409) }
            member = DirectoryGroup.Member(role: role, kind: .group, id: state.organisation.groups[inner].id)
        } else if key == Organisation.customerID || key == "my_customer" {
            member = DirectoryGroup.Member(role: role, kind: .customer, id: Organisation.customerID)
        } else if key.contains("@") {
            var identifiers = SplitMix64(seed: key.utf8.reduce(state.seed) { $0 &* 31 &+ UInt64($1) })
            member = DirectoryGroup.Member(role: role, kind: .user, id: "2" + identifiers.digits(20), outsideEmail: key)
        } else {
            throw ControlError.notFound("person or group")
        }
        state.organisation.groups[index].members.removeAll { $0.id == member.id }
        state.organisation.groups[index].members.append(member)
    }

    private func reaches(_ target: Int, from start: Int) -> Bool {
        if start == target { return true }
        return state.organisation.groups[start].members.contains { member in
            member.kind == .group && state.organisation.groupIndex(member.id).map { reaches(target, from: $0) } ?? false
        }
    }

    private mutating func removeMember(fromGroupAt index: Int, _ input: ControlInput) throws(Refusal) {
        let key = try input.text("member")
        let person = state.organisation.personIndex(key).map { state.organisation.people[$0].id }
        let group = state.organisation.groupIndex(key).map { state.organisation.groups[$0].id }
        let before = state.organisation.groups[index].members.count
        state.organisation.groups[index].members.removeAll { $0.id == person || $0.id == group || $0.id == key || $0.outsideEmail == key }
        guard state.organisation.groups[index].members.count < before else { throw ControlError.notFound("member") }
    }

    private func controlValue(ofGroupAt index: Int) -> JSONValue {
        let living = state.organisation.livingByID
        let group = state.organisation.groups[index]
        guard case .object(var members) = group.resource(living: living) else { return .null }
        members["members"] = .array(group.members.filter { $0.isPresent(living: living) }.map { $0.resource(in: state.organisation, living: living) })
        return .object(members)
    }
}
