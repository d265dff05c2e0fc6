import Directory
package import Foundation

/// Compares the app's accounts with the ledger. Pure: what the app showed goes in, findings come out; nothing is taken away because of them.
package struct Reconciliation: Sendable {
    /// What a comparison found.
    package struct Result: Sendable, Equatable {
        /// All findings, ordered by account.
        package var findings: [ReconciliationFinding] = []
        /// The attributes of linked accounts about which the app told something, by account: what was found about other attributes before still counts.
        package var told: [String: Set<String>] = [:]
        /// Accounts of which nothing is known from this comparison: what was found before still counts.
        package var untold: Set<String> = []
        /// Accounts that are not active and may never have been: one that was found suspended before still counts as such.
        package var unsure: Set<String> = []
        /// Accounts that awaited their activation and are active by now.
        package var activated: [String] = []
        /// How many accounts the app has.
        package var accountCount = 0

        /// Nothing found.
        package init() {}

        /// Adds what was found about other accounts.
        package mutating func add(_ other: Result) {
            findings += other.findings
            told.merge(other.told) { _, new in new }
            untold.formUnion(other.untold)
            unsure.formUnion(other.unsure)
            activated += other.activated
        }
    }

    /// What is known of linked accounts that the list leaves out, each read by itself.
    package enum Absence: Sendable, Equatable {
        /// A read says in SCIM's own words that there is no such account.
        case gone
        /// A read shows it: the list was not whole.
        case there
        /// It was not asked for, or the app did not say.
        case unknown
    }

    private let input: PlanInput
    private let keepsExternalID: Bool
    /// People about whom an action is open: their accounts are not compared.
    private let inDoubt: Set<String>

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - input: directory, configuration and ledger.
    ///   - keepsExternalID: whether the app keeps our id of a person.
    ///   - inDoubt: people about whom it is not known whether an earlier action was carried out.
    package init(_ input: PlanInput, keepsExternalID: Bool, inDoubt: Set<String>) {
        (self.input, self.keepsExternalID, self.inDoubt) = (input, keepsExternalID, inDoubt)
    }

    /// Linked accounts that a list leaves out, ordered by account; those in doubt are not among them.
    package func missing(from list: [ObservedAccount]) -> [AccountLink] {
        let listed = Set(list.lazy.map(\.id))
        return input.ledger.links.values.filter { !listed.contains($0.accountID) && !inDoubt.contains($0.personID) }.sorted {
            $0.accountID < $1.accountID
        }
    }

    /// Compares a list of all accounts. `nil` when the list is not to be believed: it leaves out accounts that are there.
    ///
    /// - Parameter absences: what reads of the accounts said that the list leaves out, by account.
    package func compare(_ list: [ObservedAccount], absences: [String: Absence]) -> Result? {
        guard !absences.values.contains(.there), Set(list.lazy.map(\.id)).count == list.count else { return nil }
        var result = Result()
        result.accountCount = list.count
        let byAccount = Dictionary(input.ledger.links.values.lazy.map { ($0.accountID, $0) }, uniquingKeysWith: { first, _ in first })
        let comparison = AccountComparison(
            keepsExternalID: keepsExternalID, missingIDCounts: AccountComparison.showsIDs(list, links: input.ledger.links))
        let exclusions = ExclusionRule(input.configuration.exclusions)
        var strangers: [ObservedAccount] = []
        for account in list {
            guard let link = byAccount[account.id] else {
                // Nothing is reported of what an administrator excluded.
                if !exclusions.coversAccount(account.id, userName: account.userName) { strangers.append(account) }
                continue
            }
            compare(account, link, comparison, into: &result)
        }
        for link in missing(from: list) where !exclusions.covers(link) {
            switch absences[link.accountID] ?? .unknown {
            case .gone: result.findings.append(gone(link))
            case .there, .unknown: result.untold.insert(link.accountID)
            }
        }
        for link in input.ledger.links.values where inDoubt.contains(link.personID) { result.untold.insert(link.accountID) }
        let unlinked = UnlinkedComparison(strangers, input: input, keepsExternalID: keepsExternalID)
        // What somebody's open action is about may become theirs.
        let names = Set(inDoubt.compactMap { id in input.snapshot.people.first { $0.id == id }?.primaryEmail.caseFolded })
        for account in strangers {
            if account.externalID.map(inDoubt.contains) == true || names.contains(account.userName.caseFolded) {
                result.untold.insert(account.id)
            } else {
                result.findings.append(unlinked.finding(account))
            }
        }
        result.findings = Self.withoutWanted(result.findings, input: input)
        result.findings.sort { ($0.accountID, $0.key) < ($1.accountID, $1.key) }
        return result
    }

    /// Compares one linked account that was read by itself; `nil` when it is gone.
    package func compare(_ account: ObservedAccount?, of link: AccountLink) -> Result {
        var result = Result()
        guard !inDoubt.contains(link.personID) else {
            result.untold = [link.accountID]
            return result
        }
        if let account {
            guard account.id == link.accountID else {
                result.untold = [link.accountID]
                return result
            }
            // Of an id that one account does not show nothing can be said.
            compare(account, link, AccountComparison(keepsExternalID: keepsExternalID, missingIDCounts: false), into: &result)
            result.findings = Self.withoutWanted(result.findings, input: input)
        } else {
            result.findings = [gone(link)]
        }
        return result
    }

    private func compare(_ account: ObservedAccount, _ link: AccountLink, _ comparison: AccountComparison, into result: inout Result) {
        guard !inDoubt.contains(link.personID), !ExclusionRule(input.configuration.exclusions).covers(link) else { return }
        result.told[account.id] = comparison.told(account, link: link)
        result.findings += comparison.findings(account, link: link)
        guard link.awaitsActivation else { return }
        if account.saysActive == true { result.activated.append(account.id) } else { result.unsure.insert(account.id) }
    }

    private func gone(_ link: AccountLink) -> ReconciliationFinding {
        var finding = ReconciliationFinding(.gone, accountID: link.accountID, userName: link.userName)
        finding.personID = link.personID
        return finding
    }
}

/// When accounts are compared and read.
package enum ReconciliationSchedule {
    /// So many accounts that the list leaves out are read by themselves in one comparison; the others wait for the next one.
    package static let absenceReads = 20

    /// Whether the accounts are to be compared: at the first run of a day, counted in UTC, as everything in the ledger is. A comparison that seems to lie ahead says
    /// that the clock was set back.
    package static func isDue(lastCompared: Date?, now: Date) -> Bool {
        guard let lastCompared, lastCompared <= now else { return true }
        return day(lastCompared) != day(now)
    }

    private static func day(_ moment: Date) -> Int { Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)) }

    /// How many accounts a run reads in turn, so that all of them are read within the days of the setting and no more at once than their share.
    ///
    /// - Parameters:
    ///   - due: accounts that were not read within those days.
    ///   - linked: all linked accounts.
    ///   - sinceLastTurn: seconds since a run last read some; `nil` when none did.
    ///   - interval: seconds between two runs.
    package static func turns(due: Int, linked: Int, every days: Int, sinceLastTurn: TimeInterval?, interval: TimeInterval) -> Int {
        let elapsed = min(max(sinceLastTurn ?? interval, 0), 86_400)
        guard due > 0, elapsed > 0 else { return 0 }
        return min(due, max(1, Int((Double(linked) * elapsed / (Double(days) * 86_400)).rounded(.up))))
    }
}
