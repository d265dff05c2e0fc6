package import Directory
package import Foundation

/// Whether an administrator may decide something about an account, by what is known now. What holds then is looked at once more when the decision's run comes.
package enum AccountChoice {
    /// Makes the decision.
    ///
    /// - Parameters:
    ///   - account: the account as the list of accounts shows it.
    ///   - person: the person who is to have it, for ``AccountDecision/Verdict/link``.
    ///   - isEntitled: whether that person is to have an account.
    ///   - overview: all accounts that are known.
    ///   - protection: the accounts that are not taken away.
    /// - Throws: ``AccountChoiceRefusal``: why not, and what to do instead.
    package static func decision(
        _ verdict: AccountDecision.Verdict, about account: ListedAccount, person: Person?, isEntitled: Bool, in overview: AccountsOverview,
        protection: AccountProtection, now: Date
    ) throws(AccountChoiceRefusal) -> AccountDecision {
        let open = account.findings.filter { $0.state != .ignored }.map(\.finding)
        let findings = open.isEmpty ? account.findings.map(\.finding) : open
        func decision(_ verdict: AccountDecision.Verdict, _ covered: [ReconciliationFinding], person: String?) -> AccountDecision {
            AccountDecision(
                verdict, accountID: account.id, userName: account.userName, externalID: findings.first { !$0.kind.isAboutLink }?.externalID,
                personID: person, findings: Set(covered.map(\.key)), made: now)
        }
        switch verdict {
        case .adopt:
            try requireUnlinked(account)
            guard let personID = account.personID else { throw .nobody }
            guard account.entitlement?.isEntitled == true else { throw .notEntitled(account.name, account.ruleWords) }
            try requireWithoutAccount(personID, in: overview)
            return decision(.adopt, findings, person: personID)
        case .link:
            try requireUnlinked(account)
            guard let person else { throw .nobody }
            guard isEntitled else { throw .notEntitled(person.fullName, "not entitled to the app") }
            try requireWithoutAccount(person.id, in: overview)
            return decision(.link, findings, person: person.id)
        case .ignore:
            guard !findings.isEmpty else { throw .nothingFound }
            return decision(.ignore, findings, person: account.personID)
        case .suspend:
            let reenabled = findings.filter { $0.kind == .reenabled }
            if account.isLinked {
                guard !reenabled.isEmpty else { throw .keptByRule }
                guard account.entitlement?.isEntitled != true else { throw .entitled(account.name) }
            }
            guard account.isActive != false else { throw .notActive }
            guard !protection.covers(account: account.id, userName: account.userName, email: account.email) else { throw .authorizing }
            return decision(.suspend, account.isLinked ? reenabled : findings, person: account.personID)
        case .restore:
            guard account.isLinked else { throw .notLinked }
            if findings.contains(where: { $0.kind == .reenabled }) {
                return try Self.decision(
                    .suspend, about: account, person: person, isEntitled: isEntitled, in: overview, protection: protection, now: now)
            }
            let restored = findings.filter { $0.attribute != ReconciliationFinding.externalIDPath }
            guard !restored.isEmpty else { throw .nothingToRestore }
            guard restored.contains(where: { $0.kind == .gone }) || account.entitlement?.isEntitled == true else {
                throw .notEntitled(account.name, account.ruleWords)
            }
            return decision(.restore, restored, person: account.personID)
        }
    }

    private static func requireUnlinked(_ account: ListedAccount) throws(AccountChoiceRefusal) {
        if account.isLinked { throw .linked(account.name) }
    }

    private static func requireWithoutAccount(_ personID: String, in overview: AccountsOverview) throws(AccountChoiceRefusal) {
        if let other = overview.accounts.first(where: { $0.isLinked && $0.personID == personID }) { throw .hasAccount(other.name, other.userName) }
    }
}

/// Why a decision about an account is not possible.
package enum AccountChoiceRefusal: Error, Equatable, CustomStringConvertible {
    case linked(String)
    case notLinked
    case nobody
    case notEntitled(String, String)
    case entitled(String)
    case hasAccount(String, String)
    case nothingFound
    case nothingToRestore
    case notActive
    case keptByRule
    case authorizing

    package var description: String {
        switch self {
        case .linked(let name): "The account belongs to \(name) already."
        case .notLinked: "No link leads to the account, so there is nothing to put back. Adopt it, link it to somebody, suspend it or ignore it."
        case .nobody:
            "Nobody in the directory has the account's ID or user name. Name the person: autoprovision accounts link ACCOUNT PERSON; or suspend it, or ignore it."
        case .notEntitled(let name, let why): "\(name) is to have no account (\(why)). Suspend the account or ignore it, or let the person in first."
        case .entitled(let name): "\(name) is entitled to the account. Turn the app off for the person, or suspend the person in the directory."
        case .hasAccount(let name, let userName): "\(name) has the account \(userName) already. Suspend this one or ignore it."
        case .nothingFound: "Nothing was found about this account, so there is nothing to ignore."
        case .nothingToRestore: "Nothing about this account can be put back."
        case .notActive: "The account is not active already."
        case .keptByRule:
            "The account is linked to a person, so rules decide about it: turn the app off for the person, or suspend the person in the directory."
        case .authorizing: "To suspend this account would end the authorization, which it gave. Authorize as somebody else first."
        }
    }
}
