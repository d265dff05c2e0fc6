import Engine
import Foundation
import Provisioning
import Sync

/// What people do to the organization between two runs.
extension SimulatedWorld {
    /// The person for whom the service account acts: without them the directory cannot be read at all.
    static let administrator = "admin@corp.example"
    private static let units = ["/", "/Sales", "/Sales/West", "/Engineering", "/Engineering/Apps", "/Support", "/Former", "/Subsidiary"]

    /// One act in the directory.
    func editDirectory() {
        let people = cloud.with { $0.truth.people.values.sorted { $0.id < $1.id } }.filter { $0.email != Self.administrator }
        let living = people.filter { !$0.isDeleted }
        guard let person = dice.pick(living) else { return addPerson(people) }
        let id = person.id
        switch dice.below(20) {
        case 0...1: addPerson(people)
        case 2...3: rename(person, people)
        case 4:
            let first = dice.below(max(1, living.count - 2))
            if dice.chance(25) {
                rotateAddresses(Array(living.dropFirst(first).prefix(3)))
            } else {
                swapAddresses(person, dice.pick(living.filter { $0.id != id }))
            }
        case 5...6: act(id, "move", ["orgUnitPath": dice.pick(Self.units) ?? "/"])
        case 7...9: act(id, person.isSuspended ? "unsuspend" : "suspend")
        case 10: act(id, person.isArchived ? "unarchive" : "archive")
        case 11: if let archived = living.first(where: \.isArchived) { act(archived.id, "unarchive") }
        case 12...13: act(id, "delete")
        case 14: if let deleted = dice.pick(people.filter(\.isDeleted)) { act(deleted.id, "undelete") }
        case 15...16: editAttributes(id)
        default: editGroup(person)
        }
    }

    func act(_ id: String, _ act: String, _ body: [String: any Sendable] = [:]) {
        let (isDone, name) = cloud.with { ($0.control("POST", "people/\(id)/\(act)", body) != nil, $0.name(id)) }
        let values = body.keys.sorted().map { key in "\(key) \(body[key] ?? "")" }.joined(separator: ", ")
        note("\(act) \(name) \(values)\(isDone ? "" : " is refused")")
    }

    private func addPerson(_ people: [TruePerson]) {
        newcomers += 1
        let reused = dice.chance(40) ? dice.pick(people.filter(\.isDeleted)) : nil
        let email = reused?.email ?? "newcomer\(newcomers)@corp.example"
        let unit = dice.pick(Self.units) ?? "/"
        let isDone = cloud.with { state in
            state.control("POST", "people", ["primaryEmail": email, "givenName": "New", "familyName": "Comer", "orgUnitPath": unit]) != nil
        }
        note("\(email) is added at \(unit)\(reused == nil ? "" : ", an address that was somebody else's")\(isDone ? "" : ": refused")")
    }

    /// Somebody begins who is to have an account at once.
    func hire() {
        newcomers += 1
        let email = "starter\(newcomers)@corp.example"
        let isDone = cloud.with { state in
            guard let unit = state.unitThatEntitles(email) else { return false }
            return state.control("POST", "people", ["primaryEmail": email, "givenName": "New", "familyName": "Starter", "orgUnitPath": unit]) != nil
        }
        guard isDone else { return }
        note("\(email) begins")
        readDirectory()
    }

    /// Somebody leaves who has an account.
    func leave() {
        guard let person = odd.pick(entitledHolders()) else { return }
        act(person, odd.draw((3, "suspend"), (1, "delete")))
        readDirectory()
    }

    /// The ids of those who are to have an account and have an active one.
    func entitledHolders() -> [String] {
        cloud.with { state in
            state.accounts.values.filter { $0.id != CloudState.administratorAccount && $0.isActive }.compactMap(\.externalID)
                .filter { id in state.truth.people[id].map { state.rules.isEntitled($0, in: state.truth) } ?? false }.sorted()
        }
    }

    private func rename(_ person: TruePerson, _ people: [TruePerson]) {
        newcomers += 1
        let reused = dice.chance(20) ? dice.pick(people.filter(\.isDeleted)) : nil
        act(person.id, "rename", ["primaryEmail": reused?.email ?? "renamed\(newcomers)@corp.example"])
        if dice.chance(50) { act(person.id, "removeAliases") }
    }

    /// Whoever got the newest account has another address since.
    func renameNewest() {
        let people = cloud.with { state in
            state.accounts.values.sorted { $0.id > $1.id }.compactMap { account in account.externalID.flatMap { state.truth.people[$0] } }
        }
        guard let person = people.first(where: { !$0.isDeleted && $0.email != Self.administrator }) else { return }
        rename(person, [])
        readDirectory()
    }

    /// Each takes the other's address, by way of a third.
    private func swapAddresses(_ first: TruePerson, _ second: TruePerson?) {
        guard let second, dice.chance(50) else { return }
        newcomers += 1
        for (person, email) in [(first, "between\(newcomers)@corp.example"), (second, first.email), (first, second.email)] {
            act(person.id, "rename", ["primaryEmail": email])
            act(person.id, "removeAliases")
        }
    }

    /// Addresses go round in a circle of three: no order of renames in the app frees them one by one.
    private func rotateAddresses(_ people: [TruePerson]) {
        guard people.count == 3 else { return }
        newcomers += 1
        let emails = people.map(\.email)
        let steps = [(people[0], "between\(newcomers)@corp.example"), (people[1], emails[0]), (people[2], emails[1]), (people[0], emails[2])]
        for (person, email) in steps {
            act(person.id, "rename", ["primaryEmail": email])
            act(person.id, "removeAliases")
        }
    }

    private func editAttributes(_ id: String) {
        newcomers += 1
        let value = dice.chance(20) ? "" : "Value \(newcomers)"
        switch dice.below(5) {
        case 0: act(id, "edit", ["title": value])
        case 1: act(id, "edit", ["department": value])
        case 2: act(id, "edit", ["mobilePhone": value.isEmpty ? "" : "+1510555\(1000 + newcomers)"])
        case 3: act(id, "edit", ["familyName": "Family \(newcomers)"])
        default: act(id, "edit", ["title": value, "department": value, "givenName": "Given \(newcomers)"])
        }
    }

    private func editGroup(_ person: TruePerson) {
        guard let id = drawGroup() else { return }
        let name = cloud.with { $0.truth.groups[id]?.name ?? id }
        switch dice.below(8) {
        case 0:
            cloud.with { _ = $0.control("POST", "groups/\(id)/empty") }
            note("the group \(name) is emptied")
        case 1...4:
            cloud.with { _ = $0.control("POST", "groups/\(id)/add", ["member": person.id]) }
            note("\(person.email) joins \(name)")
        default:
            cloud.with { _ = $0.control("POST", "groups/\(id)/remove", ["member": person.id]) }
            note("\(person.email) leaves \(name)")
        }
    }

    /// Somebody deletes a group on which the rules rest: Google knows it no more, and its members all seem to have left.
    func deleteGroupOfRules() {
        guard let id = dice.pick(cloud.with { $0.rules.groups.intersection($0.truth.groups.keys).sorted() }) else { return }
        let name = cloud.with { state in
            _ = state.control("POST", "groups/\(id)/delete")
            return state.knownGroups[id]?.name ?? id
        }
        readDirectory()
        note("the group \(name) is deleted in Google")
    }

    /// One act of the administrator in the program's settings.
    func editRules() async throws {
        var rules = cloud.with { $0.rules }
        switch dice.below(7) {
        case 0...1: rules.policy = drawPolicy()
        case 2:
            let unit = dice.pick(Self.units) ?? "/"
            let chance = dice.chance(50)
            // Where that was renamed or deleted, the administrator finds another one in the list.
            if let id = unitIDs([unit: true]).keys.first ?? odd.pick(cloud.with { $0.truth.units.keys.sorted() }) {
                rules.units[id] = rules.units[id].map { !$0 } ?? chance
            }
        case 3: rules.accessGroups = rules.accessGroups.isEmpty ? [drawGroup()].compactMap { $0 } : []
        case 4: rules.scopeGroups = rules.scopeGroups.isEmpty ? [drawGroup()].compactMap { $0 } : []
        case 5: rules.safeguardNumber = dice.pick([0, 1, 3, 50]) ?? 50
        default: rules.units = unitIDs(["/": true])
        }
        // Whoever names a group is told how many people that leaves out. Nothing else could show that a table of its members was cut: no run has read them before.
        if cloud.with({ $0.export?.isPartial == true }) {
            let before = cloud.with { $0.rules }
            (rules.accessGroups, rules.scopeGroups) = (before.accessGroups, before.scopeGroups)
        }
        if odd.chance(15) { rules.departments = rules.departments.isEmpty ? drawDepartments() : [] }
        if odd.chance(10) { rules.excluded = rules.excluded.isEmpty ? drawExcluded() : [] }
        // The app cannot be on for nobody while the switch is on.
        if rules.accessGroups.isEmpty, !rules.units.values.contains(true) { rules.units.merge(unitIDs(["/": true])) { $1 } }
        try await save(rules)
        note("the rules change: \(rules)")
    }

    /// The administrator reads that a group or a unit of the settings is gone, and takes it out.
    func takeOutWhatIsGone() async throws {
        let (truth, before) = cloud.with { ($0.truth, $0.rules) }
        guard before.nameSomethingGone(in: truth) else { return }
        var rules = before
        rules.accessGroups.removeAll { truth.groups[$0] == nil }
        rules.scopeGroups.removeAll { truth.groups[$0] == nil }
        rules.units = rules.units.filter { truth.units[$0.key] != nil }
        if rules.accessGroups.isEmpty, !rules.units.values.contains(true) { rules.units.merge(unitIDs(["/": true])) { $1 } }
        try await save(rules)
        note("what is gone is taken out of the rules: \(rules)")
    }

    func save(_ edited: WorldRules) async throws {
        var rules = edited
        let (units, known) = cloud.with { ($0.truth.units, $0.knownUnits) }
        // A unit that is gone is taken out when another one has its path now: a path is listed once.
        rules.units = edited.units.filter { id, _ in
            units[id] != nil || !edited.units.keys.contains { $0 != id && units[$0] != nil && units[$0] == known[id] }
        }
        cloud.with { [rules] in $0.rules = rules }
        try await process.workspace.setup.update(settings(for: rules))
    }

    func turnSwitch() async throws {
        if cloud.with({ $0.rules.isOn }) {
            try await process.workspace.runs.turnOff()
            cloud.with { $0.rules.isOn = false }
            note("the switch is turned off")
        } else {
            // Refused while the authorization is gone, as it should be.
            do throws(OperationError) { try await process.workspace.runs.turnOn() } catch { return note("the switch cannot be turned on: \(error)") }
            cloud.with { $0.rules.isOn = true }
            note("the switch is turned on")
        }
    }

    /// Somebody changes an account in the app's own portal.
    func editByHand() {
        let accounts = cloud.with { $0.accounts.values.sorted { $0.id < $1.id } }
        guard let account = dice.pick(accounts.filter { $0.id != CloudState.administratorAccount }) else { return }
        let act = dice.draw((1, "delete"), (1, "suspend"))
        cloud.with { state in
            _ = state.control("POST", "accounts/\(account.id)/\(act)")
            if let owner = account.externalID { state.changedByHand.insert(owner) }
            for person in state.truth.people.values where person.email.lowercased() == account.userName.lowercased() {
                state.changedByHand.insert(person.id)
            }
            state.readAccounts()
        }
        note("by hand in the app: \(act) \(account.userName)")
    }

    func editLicences() {
        let free = dice.pick([0, 0, 1, 60]) ?? 60
        cloud.with { _ = $0.control("POST", "licences", ["free": free]) }
        note("\(free) licences are free")
    }

    func revoke() {
        let isPassword = dice.chance(50)
        cloud.with { state in
            _ = isPassword ? state.control("POST", "password", ["password": "changed"]) : state.control("POST", "sessions/end")
        }
        note(isPassword ? "the administrator's password is changed" : "all sessions are ended")
    }
}

extension CloudState {
    /// The first unit at which somebody new with this address is to have an account.
    func unitThatEntitles(_ email: String) -> String? {
        truth.units.values.sorted().first { path in
            var person = TruePerson(id: "nobody", email: email)
            person.unit = path
            return rules.isEntitled(person, in: truth)
        }
    }
}
