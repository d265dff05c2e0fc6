import Directory
import Foundation
import Provisioning
import Synchronization
import Timing

@testable import Engine

/// A run with everything around it in memory.
struct TestedRun {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static let targets: [TargetAttribute] = [
        .init(path: "userName", label: "User name", isMandatory: true, defaultSource: "primaryEmail", category: "Account"),
        .init(path: "name.familyName", label: "Last name", isMandatory: true, defaultSource: "name.familyName", category: "Account"),
        .init(path: "title", label: "Job title", defaultSource: "organizations[primary].title", category: "Work"),
    ]

    let trace: Trace
    let directory: InMemoryDirectory
    let accounts: InMemoryAccounts
    let ledger: InMemoryLedger
    let lease = InMemoryLease()
    let saved: InMemoryConfiguration
    let configuration: Configuration
    /// What the servers' clocks say.
    var clock = ClockVerdict.right(off: [])

    /// People with and without an account.
    ///
    /// - Parameters:
    ///   - linked: those who have one, as it was when it was last written.
    ///   - writesAtOnce: writes that the app lets be under way at once.
    init(
        people: [Person], deleted: [Person] = [], linked: [Person] = [], suspended: Set<String> = [], safeguards: Safeguards = .init(limits: [:]),
        writesAtOnce: Int = 16
    ) {
        trace = Trace()
        directory = InMemoryDirectory(
            DirectorySnapshot(customerID: "C1", primaryDomain: "corp.example", people: people, deletedPeople: deleted))
        accounts = InMemoryAccounts(trace: trace, writesAtOnce: writesAtOnce)
        let links = linked.map { Self.link($0, isActive: !suspended.contains($0.id)) }
        ledger = InMemoryLedger(trace: trace, links: links)
        for link in links { accounts.put(Self.account(of: link)) }
        configuration = Configuration(
            revision: 1, directory: .files(folder: "/exports"), userAccess: UserAccess(organizationalUnits: ["/": .on]),
            autoprovisioning: .init(
                setupProgress: .finished, mapping: MappingTable.defaults(for: Self.targets),
                deprovisioning: DeprovisioningPolicy(
                    suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours)), isOn: true),
            safeguards: safeguards)
        saved = InMemoryConfiguration(configuration)
    }

    static func person(_ id: String, status: Person.Status = .active, title: String? = nil, email: String? = nil) -> Person {
        var attributes = ["name.familyName": "Family"]
        attributes["organizations[primary].title"] = title
        return Person(id: id, primaryEmail: email ?? "\(id)@corp.example", fullName: "Person \(id)", status: status, attributes: attributes)
    }

    static func values(of person: Person) -> [String: String] {
        guard case .values(let values) = MappingTable(targets: targets, mappings: MappingTable.defaults(for: targets)).account(for: person) else {
            return [:]
        }
        return values
    }

    static func link(_ person: Person, isActive: Bool = true) -> AccountLink {
        AccountLink(personID: person.id, accountID: "account-\(person.id)", values: values(of: person), isActive: isActive)
    }

    /// The account that a link remembers.
    static func account(of link: AccountLink) -> ObservedAccount {
        ObservedAccount(id: link.accountID, externalID: link.personID, userName: link.userName, isActive: link.isActive, values: link.values)
    }

    /// Runs once.
    func perform(released: Set<ActionKind> = [], isStopped: @escaping @Sendable () -> Bool = { false }) async throws(OperationError) -> RunRecord {
        let clock = clock
        return try await Run(
            configuration: configuration,
            observation: Observation(
                source: directory, accounts: accounts, targets: Self.targets, valueTools: NoValueTools(), protection: AccountProtection(),
                bindings: LedgerBindings()),
            ledger: ledger, lease: lease, repository: saved, released: released, isUnattended: false, actor: AuditActor(user: "mario"),
            time: Time(now: { Self.now }, sleep: { _ in await Task.yield() }), clock: ToldClock(told: clock), isStopped: isStopped,
            isPaused: { false },
            report: { _ in }
        ).perform()
    }

    /// The writes that reached the app, in order.
    var writes: [String] { trace.lines("write").map { String($0.dropFirst("write ".count)) } }
}

/// A clock that stands still, and about which the servers say one thing.
struct ToldClock: RunClock {
    let told: ClockVerdict

    func moment() -> Date { TestedRun.now }
    func verdict() -> ClockVerdict { told }
}
