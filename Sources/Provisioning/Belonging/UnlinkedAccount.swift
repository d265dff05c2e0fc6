import Directory

/// An account that carries the id of somebody, though the ledger links it to nobody: what a lost machine leaves behind, or another program's.
package struct UnlinkedAccount: Sendable, Equatable {
    /// The SCIM id.
    package let id: String
    /// The id that it carries.
    package let externalID: String
    package let userName: String
    package let isActive: Bool

    /// Makes one.
    package init(id: String, externalID: String, userName: String, isActive: Bool) {
        self.id = id
        self.externalID = externalID
        self.userName = userName
        self.isActive = isActive
    }

    /// Those among all accounts of the app; `links` by person.
    package static func all(in accounts: [ObservedAccount], links: [String: AccountLink]) -> [UnlinkedAccount] {
        let linked = Set(links.values.lazy.map(\.accountID))
        return accounts.compactMap { account in
            guard let id = account.externalID, !id.isEmpty, !linked.contains(account.id) else { return nil }
            return UnlinkedAccount(id: account.id, externalID: id, userName: account.userName, isActive: account.isActive)
        }
    }
}

/// An unlinked account whose holder is gone or is not to have one: no rule takes it away, because no ledger says that this program made it.
package struct OrphanedAccount: Sendable, Equatable {
    /// Why nobody is to have it.
    package enum Reason: String, Sendable, CaseIterable {
        case suspended
        case archived
        /// Active, but the app is off for the person, or the person is out of scope.
        case notEntitled
        case deleted
        /// In no list of the directory; the id has the form of its ids.
        case unknown
        /// The holder has another account, which is linked.
        case second

        /// For sentences: "suspended in Google".
        package var words: String {
            switch self {
            case .suspended: "suspended in the directory"
            case .archived: "archived in the directory"
            case .notEntitled: "not entitled to the app"
            case .deleted: "deleted from the directory"
            case .unknown: "no longer in the directory"
            case .second: "a second account"
            }
        }
    }

    package let account: UnlinkedAccount
    package let reason: Reason

    /// Makes one.
    package init(account: UnlinkedAccount, reason: Reason) {
        self.account = account
        self.reason = reason
    }

    /// Those of people who are gone or not entitled, ordered by user name. An account that the plan is about to adopt is none.
    package static func all(_ unlinked: [UnlinkedAccount], input: PlanInput, plan: Plan) -> [OrphanedAccount] {
        guard !unlinked.isEmpty else { return [] }
        let ids = Set(unlinked.map(\.externalID))
        var people: [String: Person] = [:]
        for person in input.snapshot.people where ids.contains(person.id) { people[person.id] = person }
        let deleted = Set(input.snapshot.deletedPeople.lazy.map(\.id).filter(ids.contains))
        let rule = EntitlementRule(
            input.configuration, snapshot: input.snapshot, links: input.ledger.links, valueTools: input.valueTools)
        let form = IdentifierForm(input.snapshot.people.lazy.map(\.id))
        let adopted = Set(plan.items.lazy.map(\.action).filter { $0.kind == .adopt }.compactMap(\.accountID))
        let exclusions = ExclusionRule(input.configuration.exclusions)
        return unlinked.compactMap { account -> OrphanedAccount? in
            if exclusions.coversAccount(account.id, userName: account.userName) { return nil }
            let reason: Reason?
            if let person = people[account.externalID] {
                switch rule.entitlement(of: person) {
                case .excluded(.archived): reason = .archived
                case .excluded(.suspended): reason = .suspended
                case .excluded(.excludedPerson), .excluded(.excludedAccount): reason = nil
                case .excluded: reason = .notEntitled
                case .entitled: reason = input.ledger.links[person.id] == nil ? nil : .second
                }
            } else if deleted.contains(account.externalID) {
                reason = .deleted
            } else {
                reason = form.includes(account.externalID) ? .unknown : nil
            }
            return adopted.contains(account.id) ? nil : reason.map { OrphanedAccount(account: account, reason: $0) }
        }.sorted { ($0.account.userName, $0.account.id) < ($1.account.userName, $1.account.id) }
    }

    /// A sentence that names the first of them; `nil` when none is active. Accounts that are suspended already give nobody access.
    package static func sentence(_ orphans: [OrphanedAccount], application: String, named limit: Int = 10) -> String? {
        let active = orphans.filter(\.account.isActive)
        guard !active.isEmpty else { return nil }
        let names = active.prefix(limit).map { "\($0.account.userName) (\($0.reason.words))" }.joined(separator: ", ")
        let rest = active.count > limit ? " and \(active.count - limit) more, which `autoprovision status` names" : ""
        let subject =
            active.count == 1
            ? "1 active account in \(application) carries the id of somebody who is gone or not entitled"
            : "\(active.count) active accounts in \(application) carry the ids of people who are gone or not entitled"
        return
            "\(subject), and this ledger did not make \(active.count == 1 ? "it" : "them"): \(names)\(rest). No run takes \(active.count == 1 ? "it" : "them") "
            + "away. Suspend or delete \(active.count == 1 ? "it" : "them") in \(application) unless somebody still needs \(active.count == 1 ? "it" : "them")."
    }
}

/// The form that a directory's ids have, so that an id that is not in it any more is told from another program's.
struct IdentifierForm {
    private var shortest = Int.max
    private var longest = 0
    private var areNumbers = true
    private var areAddresses = true

    /// Learns from the ids that are there.
    init(_ ids: some Sequence<String>) {
        for id in ids {
            shortest = min(shortest, id.utf8.count)
            longest = max(longest, id.utf8.count)
            if areNumbers, !Self.isNumber(id) { areNumbers = false }
            if areAddresses, !id.contains("@") { areAddresses = false }
        }
    }

    /// Whether an id could be one of them: a number as long as theirs, or an address where all of them are addresses. Ids of any other form tell nothing.
    func includes(_ id: String) -> Bool {
        guard longest > 0 else { return false }
        if areNumbers { return Self.isNumber(id) && (shortest...longest).contains(id.utf8.count) }
        return areAddresses && id.contains("@")
    }

    private static func isNumber(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
