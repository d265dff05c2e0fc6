/// Decides what an account, as the app shows it, says about an action: whether it may be done, whether it was done, and whose failure it is if not. The one place for
/// answers, for reads before and after a write, and for lookups after a crash.
package struct AccountJudgement: Sendable {
    /// What an account says before anything is written.
    package enum Before: Sendable, Equatable {
        /// It is ours, and not as wanted yet.
        case ours
        /// It is ours, and as wanted already: nothing has to be written.
        case asWanted(AccountLink)
        /// It must not be written to.
        case found(AccountFinding)
    }

    /// What an account says after the write.
    package enum After: Sendable, Equatable {
        case done(AccountLink)
        /// It is not as it should be.
        case found(AccountFinding)
        /// The answer leaves out what matters: it has to be read.
        case untold
    }

    private let entry: PlanEntry
    private let keepsExternalID: Bool
    private let labels: [String: String]

    /// A judgement about one action.
    ///
    /// - Parameters:
    ///   - keepsExternalID: whether the app keeps our id of a person at all.
    ///   - labels: the names of attributes, by path.
    package init(_ entry: PlanEntry, keepsExternalID: Bool = true, labels: [String: String] = [:]) {
        self.entry = entry
        self.keepsExternalID = keepsExternalID
        self.labels = labels
    }

    /// Whether the account may be written to. An account that names its owner is ours when it names us. One that names none is ours as long as it has the user name of the
    /// link: the app keeps no `externalId`, or somebody cleared it.
    package func before(_ shown: ObservedAccount) -> Before {
        guard shown.id == entry.accountID else { return .found(.aboutAnother(.init(shown))) }
        guard isOurs(shown) else { return .found(.givenAway(.init(shown))) }
        return isAsWanted(shown) ? .asWanted(link(shown, earlier: nil)) : .ours
    }

    /// Whether the action was done.
    ///
    /// - Parameters:
    ///   - earlier: the account as it was read before the write, if it was.
    ///   - wasAnswered: whether the app said that it did it. Without an answer, an account that is not active was not enabled.
    package func after(_ shown: ObservedAccount, earlier: ObservedAccount? = nil, wasAnswered: Bool = true) -> After {
        if entry.kind == .delete { return isOurs(shown) ? .found(.stillThere) : .found(.givenAway(.init(shown))) }
        if entry.kind == .create {
            guard isOursByID(shown) != false, hasName(shown, in: entry.after) else { return .found(.aboutAnother(.init(shown))) }
        } else {
            guard shown.id == entry.accountID else { return .found(.aboutAnother(.init(shown))) }
            guard isOurs(shown) else { return .found(.givenAway(.init(shown))) }
        }
        if entry.kind == .suspend {
            switch shown.saysActive {
            case nil: return .untold
            // An account that nobody has activated yet looks the same with and without the suspension.
            case false? where entry.awaitsActivation && !wasAnswered && earlier?.saysActive != true: return .untold
            case true?: return .found(.stillActive)
            case false?: return .done(link(shown, earlier: earlier))
            }
        }
        guard hasName(shown, in: entry.after) else {
            return .found(.otherUserName(shown: shown.userName, wanted: entry.after[MappingTable.userNamePath] ?? ""))
        }
        if shown.saysActive == false, !mayAwaitActivation(wasAnswered: wasAnswered) { return .found(.inactive) }
        let refused = refusedPaths(shown, earlier: earlier) + (hasWantedID(shown) || entry.kind == .create ? [] : [AccountLink.externalIDPath])
        guard refused.isEmpty else { return .found(.valuesRefused(refused.map { labels[$0] ?? $0 })) }
        return .done(link(shown, earlier: earlier))
    }

    /// Whether the account is this person's by the id that it carries; `nil` when it carries none.
    private func isOursByID(_ shown: ObservedAccount) -> Bool? {
        guard let owner = shown.externalID, !owner.isEmpty else { return nil }
        // A link that was carried over to another id of the person: the account has the former one until an update of ours.
        return owner == entry.personID || owner == entry.before[AccountLink.externalIDPath]
    }

    /// Whether the account carries the id that it is to get, where its link was carried over to another id of the person.
    private func hasWantedID(_ shown: ObservedAccount) -> Bool {
        // So does an account that carried another system's id and is adopted by a decision.
        let isAdoptedWithID = entry.kind == .adopt && entry.before[AccountLink.externalIDPath] != nil
        guard keepsExternalID, let wanted = isAdoptedWithID ? entry.personID : entry.after[AccountLink.externalIDPath],
            let id = shown.externalID, !id.isEmpty
        else { return true }
        return id == wanted
    }

    private func isOurs(_ shown: ObservedAccount) -> Bool {
        isOursByID(shown)
            ?? (hasName(shown, in: entry.before) || hasName(shown, in: entry.after) || RenameOrder.isBetween(shown.userName, accountID: shown.id))
    }

    private func hasName(_ shown: ObservedAccount, in values: [String: String]) -> Bool {
        guard let wanted = values[MappingTable.userNamePath] else { return false }
        return shown.userName.caseFolded == wanted.caseFolded
    }

    /// After a request to make or enable it, an account that is not active waits for its person to activate it (RingCentral: NotActivated). One that did so before
    /// may still do so.
    private func mayAwaitActivation(wasAnswered: Bool) -> Bool {
        switch entry.kind {
        case .create: true
        case .reenable, .adopt: wasAnswered
        case .update, .rename, .suspend, .delete: entry.awaitsActivation
        }
    }

    private func isAsWanted(_ shown: ObservedAccount) -> Bool {
        switch entry.kind {
        case .create, .delete: return false
        // An account that was never activated may be activated later: only a suspension of ours prevents that.
        case .suspend: return shown.saysActive == false && !entry.awaitsActivation
        case .reenable, .adopt, .update, .rename:
            let isOwned = isOursByID(shown) == true || !keepsExternalID
            let isActive = shown.saysActive == true || entry.awaitsActivation && entry.kind != .reenable
            return shown.isWhole && isActive && hasWantedID(shown) && (isOwned || entry.kind != .adopt) && hasName(shown, in: entry.after)
                && paths(with: shown).allSatisfy { path in isComparedAlone(path) || shown.values[path] == wantedForm(path) }
        }
    }

    /// What the app shows for a value that need not be written: ours, or its own form of it.
    private func wantedForm(_ path: String) -> String? {
        guard entry.kind != .adopt, entry.before[path] == entry.after[path], let form = entry.applicationForms[path] else { return entry.after[path] }
        return form.isEmpty ? nil : form
    }

    private var paths: [String] { Set(entry.before.keys).union(entry.after.keys).sorted() }

    /// The attributes that are compared before a write. An account that is adopted was first seen in a list, which may have left out what the account has beside it.
    private func paths(with shown: ObservedAccount) -> Set<String> {
        Set(paths).union(entry.kind == .adopt ? Array(shown.values.keys) : [])
    }

    /// The user name is compared by itself, without case, and so is our id, which is none of the app's attributes.
    private func isComparedAlone(_ path: String) -> Bool { path == MappingTable.userNamePath || path == AccountLink.externalIDPath }

    /// The attributes that were to change and stayed as they were. A value that was the app's own form of ours and still is counts as taken when it reads the same.
    private func refusedPaths(_ shown: ObservedAccount, earlier: ObservedAccount?) -> [String] {
        guard entry.kind != .create, shown.isWhole else { return [] }
        return paths.filter { path in
            guard !isComparedAlone(path) else { return false }
            let (ours, wanted, now) = (entry.before[path], entry.after[path], shown.values[path])
            var before = entry.applicationForms[path].map { $0.isEmpty ? nil : $0 } ?? ours
            if let earlier, earlier.isWhole { before = earlier.values[path] }
            guard now != wanted, now == before, entry.kind == .adopt || ours != wanted, !Self.readAlike(now, wanted) else { return false }
            return entry.kind == .adopt || before == ours || Self.readAlike(before, ours)
        }
    }

    /// Whether two texts differ only in what is no letter and no digit, and in case: "+1 (415) 555-0123" and "+14155550123".
    private static func readAlike(_ first: String?, _ second: String?) -> Bool {
        guard let first, let second else { return false }
        let letters = first.caseFolded.filter { $0.isLetter || $0.isNumber }
        return !letters.isEmpty && letters == second.caseFolded.filter { $0.isLetter || $0.isNumber }
    }

    private func link(_ shown: ObservedAccount, earlier: ObservedAccount?) -> AccountLink {
        let isSuspension = entry.kind == .suspend
        var link = AccountLink(
            personID: entry.personID, accountID: shown.id, values: isSuspension ? entry.before : entry.after, isActive: !isSuspension)
        link.awaitsActivation = !isSuspension && (shown.saysActive.map { !$0 } ?? entry.awaitsActivation)
        link.applicationForms = forms(of: link.values, shown: shown)
        return link
    }

    /// The app's own form of our values, where it differs; empty where the app keeps none. What a short answer leaves out stays as it was remembered.
    private func forms(of values: [String: String], shown: ObservedAccount) -> [String: String] {
        guard shown.isWhole else { return entry.applicationForms.filter { values[$0.key] == entry.before[$0.key] } }
        var forms: [String: String] = [:]
        for path in Set(values.keys).union(paths) where !isComparedAlone(path) && shown.values[path] != values[path] {
            forms[path] = wasLeftAlone(path, shown) ? entry.applicationForms[path] : shown.values[path] ?? ""
        }
        return forms
    }

    /// Whether the action did not write this attribute and the app shows quite another value all the same: somebody changed it by hand, and that is not the app's form
    /// of ours.
    private func wasLeftAlone(_ path: String, _ shown: ObservedAccount) -> Bool {
        switch entry.kind {
        case .create, .adopt, .delete: return false
        case .suspend, .reenable, .update, .rename: break
        }
        let ours = entry.before[path]
        return ours != nil && (entry.kind == .suspend || ours == entry.after[path]) && !Self.readAlike(shown.values[path], ours)
    }
}
