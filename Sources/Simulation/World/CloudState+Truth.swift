import Foundation
import JSON
import Sandbox

/// Reads what the world really holds, through the sandbox's control API: the way that an administrator would look at it, never through the clients.
extension CloudState {
    /// A control request; `nil` when the sandbox refuses it. The body's values are texts, whole numbers and truth values.
    mutating func control(_ method: String, _ path: String, _ body: [String: any Sendable] = [:]) -> JSONValue? {
        let data = body.isEmpty ? Data() : JSONValue.object(body.compactMapValues(Self.value)).data
        let request = SandboxRequest(
            method: method, target: "/sandbox/" + path, headers: ["Host": "127.0.0.1", "Content-Type": "application/json"], body: data)
        let answer = sandbox.respond(to: request)
        return answer.status == 200 ? JSONValue(answer.body) : nil
    }

    private static func value(_ value: any Sendable) -> JSONValue? {
        switch value {
        case let text as String: .string(text)
        case let flag as Bool: .bool(flag)
        case let number as Int: .number(Double(number))
        default: nil
        }
    }

    /// Reads the accounts anew.
    mutating func readAccounts() {
        let listed = control("GET", "accounts")?["accounts"]?.elements ?? []
        accounts = Dictionary(uniqueKeysWithValues: listed.compactMap(Self.account).map { ($0.id, $0) })
        for (id, change) in carried where accounts[id]?.externalID == change.from {
            accounts[id]?.carriedID = change.from
            accounts[id]?.externalID = change.to
        }
    }

    /// Reads people and the groups that the world plays with anew.
    mutating func readDirectory(groups keys: [String]) {
        for id in truth.people.keys { truth.people[id]?.isDeleted = true }
        for object in control("GET", "people")?["people"]?.elements ?? [] {
            // A guest is in no such export, and so the address is nobody's id.
            guard let person = person(object), !(identity.peopleByAddress && person.isGuest),
                !person.isDeleted || truth.people[person.id]?.isDeleted != false
            else { continue }
            truth.people[person.id] = person
        }
        readUnits()
        truth.groups = [:]
        for key in keys {
            guard let object = control("GET", "groups/\(key)"), let group = group(object) else { continue }
            truth.groups[group.id] = group
            knownGroups[group.id] = group
        }
    }

    /// Reads the tree of units anew. The root is not listed; it is known as the parent of those at the top.
    private mutating func readUnits() {
        truth.units = [:]
        for object in control("GET", "units")?["units"]?.elements ?? [] {
            guard let id = object["orgUnitId"]?.string, let path = object["orgUnitPath"]?.string else { continue }
            truth.units[id] = path
            if object["parentOrgUnitPath"]?.string == "/", let root = object["parentOrgUnitId"]?.string { truth.units[root] = "/" }
        }
        if identity.unitsByPath {
            // Nothing lists the units, so none of them can be said to be gone.
            let paths = Set(truth.units.values).union(rules.units.keys)
            truth.units = Dictionary(uniqueKeysWithValues: paths.map { ($0, $0) })
        }
        knownUnits.merge(truth.units) { $1 }
    }

    /// What an export of this moment holds.
    mutating func exportContent(groups keys: [String]) -> ExportContent {
        ExportContent(
            people: control("GET", "people")?["people"]?.elements ?? [], groups: keys.compactMap { control("GET", "groups/\($0)") },
            units: control("GET", "units")?["units"]?.elements ?? [])
    }

    private static func account(_ object: JSONValue) -> TrueAccount? {
        guard case .object(var members) = object, let id = members["id"]?.string, let userName = members["userName"]?.string else { return nil }
        members["meta"] = nil
        let isWaiting = members.removeValue(forKey: "awaitsActivation")?.bool ?? false
        let work = members["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]
        return TrueAccount(
            id: id, externalID: members["externalId"]?.string, userName: userName, isActive: isWaiting || members["active"]?.bool ?? false,
            awaitsActivation: isWaiting,
            givenName: members["name"]?["givenName"]?.string ?? "", familyName: members["name"]?["familyName"]?.string ?? "",
            title: members["title"]?.string, department: work?["department"]?.string, mobilePhone: mobilePhone(members["phoneNumbers"]),
            // A suspension before the activation shows in this alone.
            content: JSONValue.object(members).data + Data([isWaiting ? 1 : 0]))
    }

    private static func mobilePhone(_ phones: JSONValue?) -> String? {
        phones?.elements.first { $0["type"]?.string == "mobile" }?["value"]?.string
    }

    private func person(_ object: JSONValue) -> TruePerson? {
        guard case .object(let members) = object, let id = members["id"]?.string, let email = members["primaryEmail"]?.string else { return nil }
        var person = TruePerson(id: identity.peopleByAddress ? email.lowercased() : id, email: email)
        person.givenName = members["name"]?["givenName"]?.string ?? ""
        person.familyName = members["name"]?["familyName"]?.string ?? ""
        let work = members["organizations"]?.elements.first
        person.title = work?["title"]?.string
        person.department = work?["department"]?.string
        person.mobilePhone = Self.mobilePhone(members["phones"])
        person.unit = members["orgUnitPath"]?.string ?? "/"
        person.isSuspended = members["suspended"]?.bool ?? false
        person.isArchived = members["archived"]?.bool ?? false
        person.isDeleted = members["deletionTime"] != nil
        person.isGuest = members["isGuestUser"]?.bool ?? false
        return person
    }

    private func group(_ object: JSONValue) -> TrueGroup? {
        guard let id = object["id"]?.string, let email = object["email"]?.string else { return nil }
        let members = (object["members"]?.elements ?? []).compactMap { member -> TrueGroup.Member? in
            guard let memberID = member["id"]?.string else { return nil }
            let address = member["email"]?.string?.lowercased() ?? memberID
            switch member["type"]?.string {
            case "GROUP": return .group(identity.groupsByAddress ? address : memberID)
            case "CUSTOMER": return .everyone
            default: return .person(identity.peopleByAddress ? address : memberID)
            }
        }
        // A table of members cannot show a group that has none.
        if identity.groupsByAddress, members.isEmpty { return nil }
        return TrueGroup(
            id: identity.groupsByAddress ? email.lowercased() : id, email: email, name: object["name"]?.string ?? email, members: members)
    }
}
