package import Directory
package import Foundation

/// Everything that a plan depends on; nothing else does it depend on.
package struct PlanInput: Sendable {
    /// What the administrator chose.
    package var configuration: Configuration
    /// What the app accepts.
    package var targets: [TargetAttribute]
    /// The directory.
    package var snapshot: DirectorySnapshot
    /// What was done before.
    package var ledger: LedgerState
    /// Accounts found in the app at first contact, by lower-case user name.
    package var accounts: [String: ObservedAccount]
    /// Newcomers whose account the app refused to look up, by id, with the reason: nothing is made for them, since they may have one.
    package var lookupRefusals: [String: PlanProblem] = [:]
    /// Linked people in neither listing of whom the directory said, asked by id, that they do not exist. Absence alone is not deletion.
    package var confirmedAbsent: Set<String>
    /// Linked people in neither listing of whom the directory was not asked by id: nothing is done about them, but they count towards the safeguards.
    package var unconfirmedAbsent: Set<String> = []
    /// What is to be remembered of the exported files that were read; `nil` when the directory is a service.
    package var exports: ExportMemory?
    /// What an administrator should know beside the plan, in sentences.
    package var notes: [String] = []
    /// The moment of the plan.
    package var now: Date
    /// Kinds of action that the administrator released from the safeguards for this run.
    package var released: Set<ActionKind>
    /// Whether the administrator released for this run what moved units alone would change.
    package var releasesUnitMoves = false

    /// What the steps of the mapping need to know about the world.
    package var valueTools: any ValueTools = NoValueTools()
    /// How many accounts the app can still take; `nil` where it did not tell, or nobody needs to know.
    package var capacity: Capacity?
    /// The accounts that are not taken away, because the authorization would end with them.
    package var protection: AccountProtection
    /// What was found out beside what the plan needs.
    package var recognition = Recognition()
    /// Accounts about which an administrator decided, as the app shows them now, by account; those that could not be read are left out.
    package var decidedAccounts: [String: DecidedObservation] = [:]
    /// What reconciliation adds to the plan.
    var decided = DecidedAccounts()

    package init(
        configuration: Configuration, targets: [TargetAttribute], snapshot: DirectorySnapshot, ledger: LedgerState = .init(),
        accounts: [String: ObservedAccount] = [:], confirmedAbsent: Set<String> = [], now: Date, released: Set<ActionKind> = [],
        protection: AccountProtection = AccountProtection()
    ) {
        self.configuration = configuration
        self.targets = targets
        self.snapshot = snapshot
        self.ledger = ledger
        self.accounts = accounts
        self.confirmedAbsent = confirmedAbsent
        self.now = now
        self.released = released
        self.protection = protection
    }

    /// The attribute mapping of the configuration.
    package var mappingTable: MappingTable { MappingTable(targets: targets, settings: configuration.autoprovisioning, tools: valueTools) }
}
