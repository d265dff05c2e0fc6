import Foundation

/// What an administrator does by hand in RingCentral's portal.
extension SandboxWorld {
    mutating func controlAccounts(_ method: String, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (method, path.count) {
        case ("GET", 1): return ["accounts": .array(state.accounts.all.map(controlValue))]
        case ("POST", 1): return try createAccount(input).resource(baseURL: baseURL)
        case ("GET", 2): return try controlAccount(path[1]).resource(baseURL: baseURL)
        case ("POST", 2) where path[1] == "activate": return activateAll()
        case ("POST", 3):
            var account = try controlAccount(path[1])
            account.lastModified = now
            switch path[2] {
            case "suspend":
                account.active = false
                account.awaitsActivation = nil
            case "activate": account.activate()
            case "freeze":
                account.active = false
                account.awaitsActivation = nil
                account.isFrozen = true
            case "refuse": return try refuseWrites(about: account, input)
            case "edit": try edit(&account, input)
            case "delete":
                deleteAccount(account.id)
                endSessionsIfAdministratorIsGone()
                return ["deleted": .string(account.id)]
            default: throw ControlError.bad("Accounts can be: suspend, activate, freeze, edit, delete, refuse.", status: 404)
            }
            state.accounts.update(account)
            endSessionsIfAdministratorIsGone()
            return account.resource(baseURL: baseURL)
        default: throw ControlError.bad("Accounts take GET, POST, POST /accounts/activate and POST /accounts/ID/ACT.", status: 405)
        }
    }

    /// The SCIM resource, and what it does not tell.
    private func controlValue(_ account: Account) -> JSONValue {
        guard case .object(var members) = account.resource(baseURL: baseURL), account.awaitsActivation == true else {
            return account.resource(baseURL: baseURL)
        }
        members["awaitsActivation"] = true
        return .object(members)
    }

    /// By id, or by address.
    private func controlAccount(_ key: String) throws(Refusal) -> Account {
        guard let account = state.accounts[key] ?? state.accounts.account(named: key) else { throw ControlError.notFound("account") }
        return account
    }

    private mutating func createAccount(_ input: ControlInput) throws(Refusal) -> Account {
        guard state.accounts.count < state.licences else { throw ControlError.bad("No licence is free.", status: 409) }
        var account = Account(
            id: "", userName: try input.text("userName"), email: "", givenName: try input.text("givenName"), familyName: try input.text("familyName"),
            active: true, created: now, lastModified: now)
        try edit(&account, input)
        return state.accounts.insert(account)
    }

    /// Sets the attributes that are named; an empty text clears one. The work e-mail goes with `userName`.
    private func edit(_ account: inout Account, _ input: ControlInput) throws(Refusal) {
        if let name = try input.optionalText("userName") {
            if let holder = state.accounts.account(named: name), holder.id != account.id {
                throw ControlError.bad("\(name) belongs to another account.", status: 409)
            }
            account.userName = name
            account.email = name
        }
        if let name = try input.optionalText("givenName") { account.givenName = name }
        if let name = try input.optionalText("familyName") { account.familyName = name }
        let parts: [(String, WritableKeyPath<Account, String?>)] = [
            ("externalId", \.externalId), ("title", \.title), ("department", \.department),
        ]
        for (name, keyPath) in parts where input[name] != nil { account[keyPath: keyPath] = try input.optionalText(name) }
        for (name, type) in [("mobilePhone", "mobile"), ("workPhone", "work"), ("otherPhone", "other")] where input[name] != nil {
            account.phones.removeAll { $0.type == type }
            if let number = try input.optionalText(name) { account.phones.append(Account.Phone(type: type, value: number)) }
        }
        var address = account.address ?? Account.Address()
        let places: [(String, WritableKeyPath<Account.Address, String?>)] = [
            ("streetAddress", \.streetAddress), ("locality", \.locality), ("region", \.region), ("postalCode", \.postalCode), ("country", \.country),
        ]
        for (name, keyPath) in places where input[name] != nil { address[keyPath: keyPath] = try input.optionalText(name) }
        account.address = address.isEmpty ? nil : address
        do throws(Refusal) {
            account = try AccountDraft(account).finished()
        } catch {
            throw ControlError.bad("\"userName\" must be an e-mail address.")
        }
    }

    private mutating func activateAll() -> JSONValue {
        let waiting = state.accounts.all.filter { $0.awaitsActivation == true }
        for var account in waiting {
            account.activate()
            account.lastModified = now
            state.accounts.update(account)
        }
        return ["activated": .array(waiting.map { .string($0.id) })]
    }
}

extension Account {
    fileprivate mutating func activate() {
        active = true
        awaitsActivation = nil
        isFrozen = nil
    }
}
