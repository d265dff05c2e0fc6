import Directory
import Engine
import Foundation
import Terminal
import ValueLibraries

@testable import Console
@testable import Provisioning
@testable import Sync
@testable import Wording

/// What the reviewed snapshots show: a small organization as it could be, at one moment.
enum SnapshotWorld {
    static let now = Fixture.now
    static let hour = 3_600.0
    static let day = 86_400.0

    static let targets: [TargetAttribute] =
        Fixture.targets + [
            .init(path: "name.familyName", label: "Last name", isMandatory: true, defaultSource: "name.familyName", category: "Account"),
            .init(path: "phoneNumbers[type eq \"work\"].value", label: "Work phone", defaultSource: "phones[work]", category: "Phone"),
            .init(path: "department", label: "Department", defaultSource: "organizations[primary].department", category: "Work"),
        ]

    static let groups: [(String, String, Int)] = [
        ("All staff", "all@corp.example", 812), ("Engineering", "engineering@corp.example", 240), ("Équipe de vente", "vente@corp.example", 31),
        ("Presales", "presales@corp.example", 12), ("Sales", "sales@corp.example", 96), ("Sales EMEA", "sales-emea@corp.example", 44),
        ("営業", "eigyo@corp.example", 17),
    ]

    static let units = ["/", "/Contractors", "/Engineering", "/Engineering/Platform", "/Sales", "/Sales/East", "/Sales/West"].map {
        OrganizationalUnit(id: $0, path: $0, name: $0 == "/" ? "/" : String($0.split(separator: "/").last ?? ""))
    }

    static let people = [
        Person(
            id: "1", primaryEmail: "zoe.kowalczyk@corp.example", fullName: "Zoë Kowalczyk",
            attributes: [
                "primaryEmail": "zoe.kowalczyk@corp.example", "name.givenName": "Zoë", "name.familyName": "Kowalczyk",
                "organizations[primary].title": "Engineer",
                "phones[work]": "+1 650 555 0101", "organizations[primary].department": "Platform",
            ]),
        Person(id: "2", primaryEmail: "max@corp.example", fullName: "Max Silva", attributes: ["primaryEmail": "max@corp.example"]),
    ]

    static func configuration(
        _ progress: SetupProgress = .finished, isOn: Bool = false, access: [String: UserAccess.Setting] = ["/": .on, "/Contractors": .off],
        scope: [String] = [], singleSignOn: Bool = true
    ) -> Configuration {
        var configuration = Fixture.configuration(
            progress: progress, isOn: isOn, access: UserAccess(organizationalUnits: access),
            policy: .init(
                appTurnedOff: .init(suspend: .after7Days), suspended: .init(suspend: .within24Hours),
                deleted: .init(suspend: .within24Hours, hardDelete: .after21Days)), singleSignOn: singleSignOn)
        if progress >= .attributesMapped { configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets) }
        configuration.autoprovisioning.scope.groups = groups.enumerated().filter { scope.contains($0.element.1) }.map {
            GroupReference(id: "g\($0.offset)", email: $0.element.1, name: $0.element.0)
        }
        return configuration
    }

    static let lastRun = RunRecord(
        id: 12, started: now - 2 * hour, finished: now - 2 * hour + 312, outcome: .held, message: nil,
        counts: [.create: 52, .update: 9, .suspend: 2],
        failures: 1, held: 3, pending: 4, problems: 2, peopleRead: 812)

    static let usage: Usage = {
        var usage = Usage()
        (usage.created, usage.suspended, usage.deleted, usage.failures) = (212, 14, 3, 2)
        return usage
    }()

    static func status(_ configuration: Configuration, _ authorization: AuthorizationStatus, running: RunProgress? = nil) -> WorkspaceStatus {
        let isOn = configuration.autoprovisioning.isOn
        var status = WorkspaceStatus(
            configuration: configuration, authorization: authorization, usage: isOn ? usage : nil,
            turnOnBlocked: SetupGate.turnOn(configuration, targets: targets, isAuthorized: authorization.isAuthorized), lastRun: isOn ? lastRun : nil,
            held: HeldNow(undecided: isOn ? lastRun.held : 0),
            runHolder: running == nil ? nil : "autoprovision, process 4711, since 12:26", running: running, isSandbox: false,
            unattended: isOn ? .present(next: now + 0.6 * hour) : .absent, linkedAccounts: isOn ? 209 : 0,
            pending: isOn
                ? PendingCount(
                    upcoming: [
                        .suspend: .init(count: 2, first: now + 4 * 86_400), .hardDelete: .init(count: 1, first: now + 18 * 86_400),
                    ], due: 1, cancelled: 1) : PendingCount(), time: now)
        status.application = ApplicationSummary.ringCentral
        if isOn {
            status.usageDays = usageDays
            status.newest = (1...40).reversed().map { entry($0) }
        }
        return status
    }

    /// After what the last run held was decided about, and before the next one.
    static func decided(_ configuration: Configuration) -> WorkspaceStatus {
        var status = status(configuration, Fixture.authorized)
        (status.held.undecided, status.held.decided) = (0, HeldDecided(released: 2, rejected: 1))
        return status
    }

    /// Thirty days that add up to ``usage``.
    static let usageDays: [UsageDay] = {
        let counts: [Int: (created: Int, suspended: Int, deleted: Int, failures: Int)] = [
            2: (180, 0, 0, 1), 9: (4, 3, 0, 0), 14: (12, 1, 1, 0), 21: (0, 8, 0, 0), 27: (6, 0, 2, 0), 29: (10, 2, 0, 1),
        ]
        return (0..<30).map { number in
            var usage = Usage()
            if let count = counts[number] {
                (usage.created, usage.suspended, usage.deleted, usage.failures) = (count.created, count.suspended, count.deleted, count.failures)
            }
            let start = now - Double(29 - number) * day
            return UsageDay(time: start..<start + day, usage: usage)
        }
    }()

    static func action(_ action: DeprovisioningAction, _ cause: DeprovisioningCause, since: Double, due: Double) -> ScheduledAction {
        .init(action: action, cause: cause, firstSeen: now - since, due: now + due)
    }

    static let plan = Plan(
        configurationRevision: 3, made: now,
        entries: [
            PlanEntry(
                PersonReference(id: "20", name: "Ana Silva", email: "ana.silva@corp.example"), kind: .suspend, accountID: "1001",
                reason: .deprovisioning(action(.suspend, .suspended, since: day, due: -hour), detail: nil)),
            PlanEntry(
                PersonReference(id: "1", name: "Zoë Kowalczyk", email: "zoe.kowalczyk@corp.example"), kind: .create,
                after: ["userName": "zoe.kowalczyk@corp.example", "name.givenName": "Zoë", "name.familyName": "Kowalczyk", "title": "Engineer"],
                reason: .entitled(access: .organizationalUnit(path: "/Engineering"), scopeGroup: nil)),
            PlanEntry(
                PersonReference(id: "3", name: "محمد العلي", email: "m.alali@corp.example"), kind: .create,
                after: ["userName": "m.alali@corp.example"],
                reason: .entitled(access: .organizationalUnit(path: "/Sales"), scopeGroup: nil)),
            PlanEntry(
                PersonReference(id: "4", name: "佐藤 花子", email: "hanako.sato@corp.example"), kind: .update, accountID: "1004",
                before: ["title": "Engineer"],
                after: ["title": "Senior engineer"], reason: .attributesChanged(["Job title"])),
            PlanEntry(
                PersonReference(
                    id: "5", name: "Maximiliane Freifrau von und zu Hohenstein-Wiesengrund",
                    email: "maximiliane.von.hohenstein-wiesengrund@corp.example"),
                kind: .rename, accountID: "1005", before: ["userName": "max@corp.example"],
                after: ["userName": "maximiliane.von.hohenstein-wiesengrund@corp.example"], reason: .attributesChanged(["User name"])),
        ],
        held: (1...3).map { number in
            PlanEntry(
                PersonReference(id: "h\(number)", name: "Leaver \(number)", email: "leaver-\(number)@corp.example"), kind: .delete,
                accountID: "20\(number)",
                reason: .deprovisioning(action(.hardDelete, .deleted, since: 21 * day, due: -hour), detail: nil))
        },
        holds: [.delete: SafeguardHold(kind: .delete, planned: 3, recent: 5, allowance: 5)], timerChanges: [],
        pending: [
            PendingEntry(
                PersonReference(id: "6", name: "Jørgen Ødegård", email: "jorgen@corp.example"), accountID: "1006",
                scheduled: action(.suspend, .appTurnedOff, since: 6.5 * day, due: 0.5 * day), isHeld: false),
            PendingEntry(
                PersonReference(id: "7", name: "Ewa Nowak", email: "ewa.nowak@corp.example"), accountID: "1007",
                scheduled: action(.hardDelete, .deleted, since: 3 * day, due: 18 * day), isHeld: false),
            PendingEntry(
                PersonReference(id: "8", name: "Li Wei", email: "li.wei@corp.example"), accountID: "1008",
                scheduled: action(.suspend, .suspended, since: day, due: day),
                isHeld: true),
        ],
        problems: [
            ProblemEntry(PersonReference(id: "9", name: "Guest Speaker", email: "speaker@corp.example"), problem: .missingValues(["Last name"]))
        ],
        excluded: [
            ExcludedEntry(PersonReference(id: "10", name: "Old Hand", email: "old.hand@corp.example"), exclusion: .archived),
            ExcludedEntry(
                PersonReference(id: "11", name: "Freelance Designer", email: "designer@corp.example"),
                exclusion: .appOff(unit: "/Contractors", setAt: "/Contractors")),
        ], entitledCount: 805)

    static let emptyPlan = Plan(
        configurationRevision: 3, made: now, entries: [], held: [], holds: [:], timerChanges: [], pending: [], problems: [], excluded: [],
        entitledCount: 805)

    static func entry(_ id: Int64) -> ActivityEntry {
        let person = [
            ("Zoë Kowalczyk", "zoe.kowalczyk"), ("محمد العلي", "m.alali"), ("佐藤 花子", "hanako.sato"),
            ("Maximiliane Freifrau von und zu Hohenstein-Wiesengrund", "max"),
        ][Int(id % 4)]
        let kind: ActionKind = [.create, .update, .suspend, .rename, .delete][Int(id % 5)]
        let failed = id % 7 == 0
        let reason: PlanReason =
            switch kind {
            case .create: .entitled(access: .organizationalUnit(path: "/"), scopeGroup: nil)
            case .update: .attributesChanged(["Job title"])
            case .rename: .attributesChanged(["User name"])
            default: .deprovisioning(ScheduledAction(action: .suspend, cause: .suspended, firstSeen: now, due: now), detail: nil)
            }
        let trouble: OutcomeDetail =
            switch kind {
            case .create, .rename: .refused(.conflict(detail: "the address is taken"), application: "RingCentral")
            case .update: .problem(.missingValues(["Last name"]))
            default: .refused(.noAnswer(detail: "The app did not answer. It is tried again by itself."), application: "RingCentral")
            }
        return ActivityEntry(
            id: id, run: 1 + id / 10, kind: kind, PersonReference(id: "p\(id)", name: person.0, email: "\(person.1)@corp.example"),
            accountID: "10\(id)",
            why: .plan(reason), state: failed ? .failed : .done, code: failed ? trouble.code : nil, detail: failed ? trouble : nil,
            before: kind == .update ? ["title": "Engineer"] : [:], after: kind == .update ? ["title": "Senior engineer"] : [:],
            time: now - Double(40 - id) * 0.7 * hour, hash: "3f9ac1d27be04c55a1d2")
    }

    static let failures = [35, 28, 21].map { (id: Int64) in
        StandingFailure(
            entry: entry(id), since: now - Double(42 - id) * hour, count: Int(5 - id / 7) + 1,
            nextTry: id == 35 ? .after(now + 1.2 * hour) : id == 28 ? .asked : .whenMended)
    }

    static let scopeSummary = ScopeSummary(
        entitled: 118,
        groups: [ScopeSummary.GroupShare(groupID: "g4", people: 96, onlyHere: 74), ScopeSummary.GroupShare(groupID: "g5", people: 44, onlyHere: 22)],
        excluded: [.secondaryDomain: 3, .appOff: 41])

    /// A scope with conditions, and somebody who is left alone.
    static let conditional = {
        var edited = configuration(isOn: true)
        edited.autoprovisioning.scope.conditions = [
            ScopeCondition(DirectoryAttribute.department.id, .is, ["Sales", "Customer Support", "Engineering"]),
            ScopeCondition(DirectoryAttribute.employeeType.id, .isNot, ["Intern"]),
        ]
        edited.exclusions = Exclusions(
            people: [ExcludedPerson(id: "108452110", email: "ceo@corp.example")], accounts: ["reception@corp.example", "63208"])
        return edited
    }()

    static let conditionalSummary = {
        var summary = ScopeSummary(entitled: 612, excluded: [.conditionNotMet: 159, .excludedPerson: 1])
        summary.conditions = [147, 12]
        return summary
    }()

    static let unitSummary = ScopeSummary(
        entitled: 771,
        units: [
            "/": UnitHeadcount(people: 12), "/Contractors": UnitHeadcount(people: 41, byGroup: 3), "/Engineering": UnitHeadcount(people: 240),
            "/Engineering/Platform": UnitHeadcount(people: 57), "/Sales": UnitHeadcount(people: 8), "/Sales/East": UnitHeadcount(people: 1240),
            "/Sales/West": UnitHeadcount(people: 1),
        ])

    static let explained = ExplainPage.Explained(
        explanation: Explanation(
            personID: "20", name: "Ana Silva", email: "ana.silva@corp.example",
            answer: "Should not be provisioned; the account is suspended.",
            lines: [
                .init(title: "Google account", text: "suspended since 2026-05-27", isObstacle: true, mark: .no),
                .init(title: "User access", text: "only asked of active people", isObstacle: false, mark: .notAsked),
                .init(title: "Scope", text: "only asked when the app is on", isObstacle: false, mark: .notAsked),
                .init(title: "Mapping", text: "all needed attributes have a value", isObstacle: false, mark: .yes),
                .init(title: "Account", text: "suspended: ana.silva@corp.example, id 1001", isObstacle: false, mark: .yes),
                .init(title: "Pending", text: "nothing is to come", isObstacle: false, mark: .yes),
            ], decidingLine: 0), history: [entry(12), entry(2)])
}

extension SnapshotWorld {
    /// A directory with numbers as people type them.
    static let quality = DataQuality(
        qualityInput([
            Person(
                id: "1", primaryEmail: "zoe@corp.example", fullName: "Zoë Kowalczyk",
                attributes: [
                    "name.givenName": "Zoë", "name.familyName": "Kowalczyk", "phones[work]": "(650) 555-0101", "addresses[work].country": "USA",
                ]),
            Person(
                id: "2", primaryEmail: "max@corp.example", fullName: "Max Silva",
                attributes: ["name.givenName": "Max", "name.familyName": "Silva", "phones[work]": "650 555 0102"]),
            Person(id: "3", primaryEmail: "ann@corp.example", fullName: "Ann", attributes: ["name.givenName": "Ann"]),
        ]))

    /// A directory in which everything fits.
    static let goodQuality = DataQuality(
        qualityInput([
            Person(
                id: "1", primaryEmail: "zoe@corp.example", fullName: "Zoë Kowalczyk",
                attributes: ["name.givenName": "Zoë", "name.familyName": "Kowalczyk"])
        ]))

    private static func qualityInput(_ people: [Person]) -> PlanInput {
        let targets = targets.map { target in
            target.path.hasPrefix("phoneNumbers")
                ? TargetAttribute(
                    path: target.path, label: target.label, format: .phoneNumber, defaultSource: target.defaultSource, category: target.category)
                : target
        }
        var configuration = configuration()
        configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
        var input = PlanInput(
            configuration: configuration, targets: targets, snapshot: DirectorySnapshot(primaryDomain: "corp.example", people: people), now: now)
        input.valueTools = MachineValueTools.shared
        return input
    }
}
