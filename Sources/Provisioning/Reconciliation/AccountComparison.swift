/// Compares one linked account, as the app shows it, with what the ledger knows of it. The one place that decides what counts as changed by hand.
package struct AccountComparison: Sendable {
    /// Whether the app keeps our id of a person. Told by the app's profile and, for ids that are missing, by the accounts themselves (``showsIDs(_:links:)``).
    private let keepsExternalID: Bool
    private let missingIDCounts: Bool

    /// Makes a comparison.
    ///
    /// - Parameters:
    ///   - keepsExternalID: whether the app keeps our id of a person at all.
    ///   - missingIDCounts: whether an account without an id lost it: only where other accounts show theirs.
    package init(keepsExternalID: Bool, missingIDCounts: Bool) {
        (self.keepsExternalID, self.missingIDCounts) = (keepsExternalID, missingIDCounts)
    }

    /// Whether a list shows the ids that accounts carry: at least one linked account has its own.
    package static func showsIDs(_ accounts: [ObservedAccount], links: [String: AccountLink]) -> Bool {
        accounts.contains { account in account.externalID.flatMap { links[$0] }?.accountID == account.id }
    }

    /// What somebody did by hand to this account. What the answer leaves out says nothing.
    ///
    /// The account is one person's by the id that it carries. One that carries another id, or that has neither the id nor the user name of its link, may be
    /// somebody else's by now: then that is the only finding, and its attributes are nobody's business here.
    package func findings(_ shown: ObservedAccount, link: AccountLink) -> [ReconciliationFinding] {
        func finding(_ kind: ReconciliationFinding.Kind, _ attribute: String? = nil, from: String? = nil, to: String? = nil) -> ReconciliationFinding
        {
            var finding = ReconciliationFinding(kind, accountID: shown.id, userName: shown.userName)
            (finding.externalID, finding.isActive, finding.personID) = (shown.externalID, shown.saysActive, link.personID)
            (finding.attribute, finding.from, finding.to) = (attribute, from, to)
            return finding
        }
        var findings: [ReconciliationFinding] = []
        let path = AccountLink.externalIDPath
        let carried = link.value(of: path) ?? link.personID
        let id = shown.externalID.flatMap { $0.isEmpty ? nil : $0 }
        let isRenamed =
            !isAlike(MappingTable.userNamePath, shown: shown.userName, link: link) && !RenameOrder.isBetween(shown.userName, accountID: shown.id)
        if keepsExternalID {
            if let id, id != carried, id != link.personID { return [finding(.changed, path, from: carried, to: id)] }
            if id == nil, missingIDCounts {
                findings.append(finding(.changed, path, from: carried, to: nil))
                if isRenamed { return findings + [finding(.changed, MappingTable.userNamePath, from: link.userName, to: shown.userName)] }
            }
        }
        if isRenamed { findings.append(finding(.changed, MappingTable.userNamePath, from: link.userName, to: shown.userName)) }
        for (attribute, ours) in link.values where attribute != MappingTable.userNamePath && attribute != path {
            let value = shown.values[attribute]
            // A list leaves attributes out; only a whole account shows that one is empty.
            guard value != nil || shown.isWhole, !isAlike(attribute, shown: value, link: link) else { continue }
            findings.append(finding(.changed, attribute, from: ours, to: value))
        }
        switch shown.saysActive {
        // Where the account awaits its activation, it looks the same whether somebody suspended it or not.
        case false? where link.isActive && !link.awaitsActivation: findings.append(finding(.suspended))
        case true? where !link.isActive && !link.awaitsActivation: findings.append(finding(.reenabled))
        default: break
        }
        return findings
    }

    /// The attributes about which an answer tells something, whether it differs or not. What was found about others stays as it was.
    package func told(_ shown: ObservedAccount, link: AccountLink) -> Set<String> {
        var told = shown.isWhole ? Set(link.values.keys) : Set(shown.values.keys)
        told.insert(MappingTable.userNamePath)
        let carriesID = shown.externalID.map { !$0.isEmpty } ?? false
        if carriesID || missingIDCounts { told.insert(AccountLink.externalIDPath) } else { told.remove(AccountLink.externalIDPath) }
        return told
    }

    /// Whether the app shows our value, or its own form of it. Case and white space do not count, and in numbers nothing but the digits does.
    private func isAlike(_ path: String, shown: String?, link: AccountLink) -> Bool {
        let ours = link.value(of: path)
        if Self.isSame(shown, ours) { return true }
        guard let form = link.applicationForms[path] else { return false }
        return Self.isSame(shown, form.isEmpty ? nil : form)
    }

    /// Whether two values say the same.
    static func isSame(_ first: String?, _ second: String?) -> Bool {
        if first == second { return true }
        // Text of white space alone is none.
        let (one, other) = (words(first ?? ""), words(second ?? ""))
        if one == other { return true }
        guard let digits = digits(one), let others = Self.digits(other) else { return false }
        return digits == others
    }

    /// The text in lower case with one space where it has white space, and none at its ends.
    private static func words(_ text: String) -> String { text.caseFolded.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The digits of a telephone number; `nil` for texts with letters and for those with few digits.
    private static func digits(_ text: String) -> String? {
        let digits = text.filter(\.isNumber)
        guard digits.count >= 5, !text.contains(where: \.isLetter) else { return nil }
        return digits
    }
}
