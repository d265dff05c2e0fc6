package import Directory
package import Foundation

/// The bond between a person of the directory and an account of the app.
package struct AccountLink: Sendable, Equatable {
    /// The directory id.
    package let personID: String
    /// The SCIM id.
    package var accountID: String
    /// The values that the account was last known to have, by attribute path. Made anew each time: ``value(of:)`` gives a single one.
    package var values: [String: String] {
        get { kept.dictionary }
        set { kept = Self.compact(newValue) }
    }
    /// The same, as it takes less memory.
    private(set) var kept: CompactTexts
    private static let family = CompactTextFamily()
    /// The app's own form of values, by attribute path, where it answered another one than ``values`` has; empty where it keeps none. A value is not written again
    /// because of it.
    package var applicationForms: [String: String] = [:]
    /// Whether the account was last known to be active.
    package var isActive: Bool
    /// Whether the app says that the account is not active although nobody suspended it here: its person has not activated it yet, as a rule. Where ``isActive`` is
    /// false beside it, it is not known whether the account was suspended: it looks the same either way.
    package var awaitsActivation = false

    /// Whether its person can use the account, or could after activating it: there is something that a suspension takes away.
    package var isUsable: Bool { isActive || awaitsActivation }

    package init(personID: String, accountID: String, values: [String: String], isActive: Bool = true) {
        self.init(personID: personID, accountID: accountID, values: Self.compact(values), isActive: isActive)
    }

    /// One of many links, whose values were written by one ``valueWriter()``.
    package init(personID: String, accountID: String, values: CompactTexts, isActive: Bool) {
        self.personID = personID
        self.accountID = accountID
        kept = values
        self.isActive = isActive
    }

    /// Writes the values of one account after the other, as far as their attributes have occurred before.
    package static func valueWriter() -> CompactTextWriter { CompactTextWriter([], family) }

    /// The values of an account, as a link keeps them.
    package static func compact(_ values: [String: String]) -> CompactTexts { CompactTexts(values, family) }

    /// The value of one attribute by its path; `nil` when the account has none.
    package func value(of path: String) -> String? { kept[path] }

    /// The name under which the account is known.
    package var userName: String { kept[MappingTable.userNamePath] ?? "" }
}

/// What the ledger remembers, as the plan reads it.
package struct LedgerState: Sendable, Equatable {
    /// Links by person id.
    package var links: [String: AccountLink]
    /// Running timers by person id.
    package var timers: [String: [DeprovisioningTimer]]
    /// What administrators decided about actions to come, by person id.
    package var decisions: [String: [PendingDecision]]
    /// Actions done within the rolling window of the safeguards, those that an administrator released left out.
    package var recentActions: [ActionKind: Int]
    /// What administrators decided about held actions, by person id.
    package var heldDecisions: [String: [HeldDecision]]
    /// The newest failures in a row of people whose last action failed, by person id.
    package var failures: [String: FailedAttempts]
    /// The organizational units as runs saw them before.
    package var units = RememberedUnits()
    /// What was seen of exported files.
    package var exports = ExportMemory()
    /// Ids of one address of which an administrator said that they are two people.
    package var separateIdentities: Set<SeparateIdentity> = []
    /// When the directory was last asked for linked people who are in none of its lists, by person id.
    package var asked: [String: Date] = [:]
    /// Accounts that carry somebody's id without a link, as the last list of all accounts showed them.
    package var unlinked: [UnlinkedAccount] = []
    /// What comparisons with the app's accounts found.
    package var findings: [ReconciliationFinding] = []
    /// What administrators decided about accounts, in the order in which they did.
    package var accountDecisions: [AccountDecision] = []
    /// Accounts without a link that were suspended by a decision, as they were, by their subject (``AccountSubject``).
    package var decidedSuspensions: [String: AccountLink] = [:]

    /// Makes a state; without arguments, that of an empty ledger.
    package init(
        links: [String: AccountLink] = [:], timers: [String: [DeprovisioningTimer]] = [:], recentActions: [ActionKind: Int] = [:],
        decisions: [String: [PendingDecision]] = [:], heldDecisions: [String: [HeldDecision]] = [:], failures: [String: FailedAttempts] = [:]
    ) {
        self.links = links
        self.timers = timers
        self.recentActions = recentActions
        self.decisions = decisions
        self.heldDecisions = heldDecisions
        self.failures = failures
    }
}

/// An account as the app showed it at first contact.
package struct ObservedAccount: Sendable, Equatable {
    /// The SCIM id.
    package let id: String
    /// The id that the provisioning client gave it; `nil` when none did.
    package let externalID: String?
    package let userName: String
    package let isActive: Bool
    /// The values that the answer held, by attribute path.
    package let values: [String: String]
    /// Whether the answer said if the account is active.
    package var tellsActive = true
    /// Whether the answer held the whole account; an app's lists may be short.
    package var isWhole = true

    /// Whether the account is active; `nil` when the answer did not say.
    package var saysActive: Bool? { tellsActive ? isActive : nil }

    package init(id: String, externalID: String?, userName: String, isActive: Bool, values: [String: String], isWhole: Bool = true) {
        self.id = id
        self.externalID = externalID
        self.userName = userName
        self.isActive = isActive
        self.values = values
        self.isWhole = isWhole
    }
}
