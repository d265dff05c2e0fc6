import Directory
import Foundation
import Provisioning
import Wording

/// A small organization for tables: people, units and groups in one line each.
enum World {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static let targets: [TargetAttribute] = [
        .init(path: "userName", label: "User name", isMandatory: true, defaultSource: "primaryEmail", category: "Account"),
        .init(path: "name.givenName", label: "First name", isMandatory: true, defaultSource: "name.givenName", category: "Account"),
        .init(path: "name.familyName", label: "Last name", isMandatory: true, defaultSource: "name.familyName", category: "Account"),
        .init(path: "title", label: "Job title", defaultSource: "organizations[primary].title", category: "Work"),
    ]

    static func person(
        _ id: String, email: String? = nil, unit: String = "/", status: Person.Status = .active, guest: Bool = false, title: String? = nil,
        given: String? = "Given", family: String? = "Family"
    ) -> Person {
        var attributes: [String: String] = [:]
        attributes["name.givenName"] = given
        attributes["name.familyName"] = family
        attributes["organizations[primary].title"] = title
        return Person(
            id: id, primaryEmail: email ?? "\(id)@corp.example", fullName: "Person \(id)", status: status, isGuest: guest,
            organizationalUnitPath: unit, attributes: attributes)
    }

    static func snapshot(_ people: [Person], deleted: [Person] = [], groups: [String: [GroupMember]] = [:]) -> DirectorySnapshot {
        DirectorySnapshot(
            customerID: "C1", primaryDomain: "corp.example", secondaryDomains: ["subsidiary.example"], people: people, deletedPeople: deleted,
            groups: Dictionary(uniqueKeysWithValues: groups.keys.map { ($0, Group(id: $0, email: "\($0)@corp.example", name: $0)) }), members: groups)
    }

    static func reference(_ id: String) -> GroupReference { GroupReference(id: id, email: "\(id)@corp.example", name: id) }

    static func configuration(
        access: UserAccess = UserAccess(organizationalUnits: ["/": .on]), scope: ProvisioningScope = .init(),
        policy: DeprovisioningPolicy = .init(), safeguards: Safeguards = .init(limits: [:])
    ) -> Configuration {
        Configuration(
            revision: 1, directory: .files(folder: "/exports"), userAccess: access,
            autoprovisioning: .init(
                setupProgress: .finished, mapping: MappingTable.defaults(for: targets), scope: scope, deprovisioning: policy, isOn: true),
            safeguards: safeguards)
    }

    static func values(of person: Person) -> [String: String] {
        guard case .values(let values) = MappingTable(targets: targets, mappings: MappingTable.defaults(for: targets)).account(for: person) else {
            return [:]
        }
        return values
    }

    static func link(_ person: Person, account: String? = nil, isActive: Bool = true) -> AccountLink {
        AccountLink(personID: person.id, accountID: account ?? "account-\(person.id)", values: values(of: person), isActive: isActive)
    }

    static func plan(
        _ people: [Person], deleted: [Person] = [], groups: [String: [GroupMember]] = [:], configuration: Configuration = configuration(),
        links: [AccountLink] = [], timers: [String: [DeprovisioningTimer]] = [:], accounts: [ObservedAccount] = [], absent: Set<String> = [],
        recent: [ActionKind: Int] = [:], released: Set<ActionKind> = [], now: Date = now, protection: AccountProtection = AccountProtection(),
        decisions: [String: [PendingDecision]] = [:], heldDecisions: [String: [HeldDecision]] = [:], failures: [String: FailedAttempts] = [:]
    ) -> Plan {
        Planner.plan(
            PlanInput(
                configuration: configuration, targets: targets, snapshot: snapshot(people, deleted: deleted, groups: groups),
                ledger: LedgerState(
                    links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) }), timers: timers, recentActions: recent,
                    decisions: decisions, heldDecisions: heldDecisions, failures: failures),
                accounts: Dictionary(uniqueKeysWithValues: accounts.map { ($0.userName.lowercased(), $0) }), confirmedAbsent: absent, now: now,
                released: released, protection: protection))
    }
}

/// `days` days in seconds.
func days(_ count: Double) -> TimeInterval { count * 86_400 }
