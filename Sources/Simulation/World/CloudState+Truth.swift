import Foundation
import Sandbox

/// Reads what the world really holds, through the sandbox's control API: the way that an administrator would look at it, never through the clients.
extension CloudState {
    /// A control request; `nil` when the sandbox refuses it.
    mutating func control(_ method: String, _ path: String, _ body: [String: any Sendable] = [:]) -> [String: Any]? {
        let data = body.isEmpty ? Data() : (try? JSONSerialization.data(withJSONObject: body)) ?? Data()
        let request = SandboxRequest(
            method: method, target: "/sandbox/" + path, headers: ["Host": "127.0.0.1", "Content-Type": "application/json"], body: data)
        let answer = sandbox.respond(to: request)
        guard answer.status == 200 else { return nil }
        return (try? JSONSerialization.jsonObject(with: answer.body)) as? [String: Any]
    }

    /// Reads the accounts anew.
    mutating func readAccounts() {
        let listed = control("GET", "accounts")?["accounts"] as? [[String: Any]] ?? []
        accounts = Dictionary(uniqueKeysWithValues: listed.compactMap(Self.account).map { ($0.id, $0) })
    }

    /// Reads people and the groups that the world plays with anew.
    mutating func readDirectory(groups keys: [String]) {
        for id in truth.people.keys { truth.people[id]?.isDeleted = true }
        for object in control("GET", "people")?["people"] as? [[String: Any]] ?? [] {
            guard let person = Self.person(object) else { continue }
            truth.people[person.id] = person
        }
        truth.groups = [:]
        for key in keys {
            guard let object = control("GET", "groups/\(key)"), let group = Self.group(object) else { continue }
            truth.groups[group.id] = group
            knownGroups[group.id] = group
        }
    }

    private static func account(_ object: [String: Any]) -> TrueAccount? {
        guard let id = object["id"] as? String, let userName = object["userName"] as? String else { return nil }
        let name = object["name"] as? [String: Any]
        let phones = object["phoneNumbers"] as? [[String: Any]] ?? []
        var content = object
        content["meta"] = nil
        var text = ""
        describe(content, in: &text)
        return TrueAccount(
            id: id, externalID: object["externalId"] as? String, userName: userName, isActive: object["active"] as? Bool ?? false,
            givenName: name?["givenName"] as? String ?? "", familyName: name?["familyName"] as? String ?? "", title: object["title"] as? String,
            department: (object["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] as? [String: Any])?["department"] as? String,
            mobilePhone: phones.first { $0["type"] as? String == "mobile" }?["value"] as? String, content: text)
    }

    /// Equal JSON values get equal texts.
    private static func describe(_ value: Any, in text: inout String) {
        switch value {
        case let members as [String: Any]:
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                text += "\(name): "
                describe(member, in: &text)
            }
            text += "."
        case let elements as [Any]:
            for element in elements { describe(element, in: &text) }
            text += ";"
        default: text += "\(value)|"
        }
    }

    private static func person(_ object: [String: Any]) -> TruePerson? {
        guard let id = object["id"] as? String, let email = object["primaryEmail"] as? String else { return nil }
        var person = TruePerson(id: id, email: email)
        let name = object["name"] as? [String: Any]
        person.givenName = name?["givenName"] as? String ?? ""
        person.familyName = name?["familyName"] as? String ?? ""
        let work = (object["organizations"] as? [[String: Any]])?.first
        person.title = work?["title"] as? String
        person.department = work?["department"] as? String
        person.mobilePhone = (object["phones"] as? [[String: Any]])?.first { $0["type"] as? String == "mobile" }?["value"] as? String
        person.unit = object["orgUnitPath"] as? String ?? "/"
        person.isSuspended = object["suspended"] as? Bool ?? false
        person.isArchived = object["archived"] as? Bool ?? false
        person.isDeleted = object["deletionTime"] != nil
        person.isGuest = object["isGuestUser"] as? Bool ?? false
        return person
    }

    private static func group(_ object: [String: Any]) -> TrueGroup? {
        guard let id = object["id"] as? String, let email = object["email"] as? String else { return nil }
        let members = (object["members"] as? [[String: Any]] ?? []).compactMap { member -> TrueGroup.Member? in
            guard let memberID = member["id"] as? String else { return nil }
            switch member["type"] as? String {
            case "GROUP": return .group(memberID)
            case "CUSTOMER": return .everyone
            default: return .person(memberID)
            }
        }
        return TrueGroup(id: id, email: email, name: object["name"] as? String ?? email, members: members)
    }
}
