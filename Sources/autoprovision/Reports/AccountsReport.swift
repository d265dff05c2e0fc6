import Foundation
import Provisioning
import Sync
import Wording

/// The accounts for machines and for spreadsheets.
struct AccountsReport: Encodable {
    struct Finding: Encodable {
        let kind: String
        /// The path of the attribute that was changed.
        let attribute: String?
        let from: String?
        let to: String?
        let externalID: String?
        /// What the directory says about the person whose account it seems to be.
        let holder: String?
        let firstSeen: Date
        /// What becomes of it: waiting, restoring, accepted, adopting, inactive, ignored, or what was decided.
        let state: String
        let words: String
    }

    struct Decision: Encodable {
        let verdict: String
        let accountID: String
        let userName: String
        let externalID: String?
        let personID: String?
        let findings: [String]
        let made: Date

        init(_ decision: AccountDecision) {
            (verdict, accountID, userName) = (decision.verdict.rawValue, decision.accountID, decision.userName)
            (externalID, personID, findings, made) = (decision.externalID, decision.personID, decision.findings.sorted(), decision.made)
        }

        init(_ proposal: AccountProposal) { self.init(proposal.decision) }
    }

    struct Account: Encodable {
        let accountID: String
        let userName: String
        let active: OrNull<Bool>
        let linked: Bool
        let personID: String?
        let name: String
        let email: String
        /// The rule that gives the account, or why none does.
        let rule: String
        let entitled: OrNull<Bool>
        let since: Date?
        let lastRead: Date?
        let findings: [Finding]
        let decision: Decision?
    }

    let accounts: [Account]
    /// When the app's accounts were last compared with the ledger.
    let compared: OrNull<Date>
    /// How many findings wait for a decision, whatever is shown here.
    let waiting: Int
    let directoryTrouble: String?

    init(_ overview: AccountsOverview, accounts: [ListedAccount], labels: [String: String]) {
        (compared, waiting, directoryTrouble) = (OrNull(overview.compared), overview.waiting, overview.directoryTrouble)
        self.accounts = accounts.map { account in
            Account(
                accountID: account.id, userName: account.userName, active: OrNull(account.isActive), linked: account.isLinked,
                personID: account.personID, name: account.name, email: account.email, rule: account.ruleWords,
                entitled: OrNull(account.entitlement?.isEntitled), since: account.since, lastRead: account.lastRead,
                findings: account.findings.map { found in
                    let finding = found.finding
                    return Finding(
                        kind: finding.kind.rawValue, attribute: finding.attribute, from: finding.from, to: finding.to, externalID: finding.externalID,
                        holder: finding.holder?.rawValue, firstSeen: finding.firstSeen, state: found.state.code, words: finding.words(labels: labels))
                }, decision: account.decision.map(Decision.init))
        }
    }

    /// The records of a table with a header: one for each finding, and one for each account without any.
    var csv: [String] {
        let header = [
            "accountID", "userName", "active", "linked", "personID", "name", "email", "rule", "since", "finding", "attribute", "from", "to",
            "externalID", "firstSeen", "state",
        ]
        return [CSVText.record(header)]
            + accounts.flatMap { account -> [String] in
                let fields = [
                    account.accountID, account.userName, account.active.value.map { $0 ? "true" : "false" } ?? "", account.linked ? "true" : "false",
                    account.personID ?? "", account.name, account.email, account.rule, account.since?.formatted(.iso8601) ?? "",
                ]
                guard !account.findings.isEmpty else { return [CSVText.record(fields + Array(repeating: "", count: 7))] }
                return account.findings.map { finding in
                    CSVText.record(
                        fields + [
                            finding.kind, finding.attribute ?? "", finding.from ?? "", finding.to ?? "", finding.externalID ?? "",
                            finding.firstSeen.formatted(.iso8601), finding.state,
                        ])
                }
            }
    }
}
