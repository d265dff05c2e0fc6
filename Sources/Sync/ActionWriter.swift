import Foundation
import Provisioning
import SCIM

/// Carries out one action of a plan on the app.
struct ActionWriter {
    let accounts: SCIMClient

    /// What became of an action.
    enum Outcome: Equatable {
        /// Done; the account as it is now linked.
        case linked(AccountLink)
        /// Done; the account is no more.
        case removed
    }

    /// Does it. A creation must have been preceded by a lookup: it is never repeated here.
    func perform(_ entry: PlanEntry) async throws(SCIMError) -> Outcome {
        switch entry.kind {
        case .create:
            let account = try await accounts.create(AccountDocument(attributes: entry.after, externalId: entry.personID, active: true))
            return .linked(AccountLink(personID: entry.personID, accountID: account.id, values: entry.after))
        case .adopt:
            guard let id = entry.accountID, let account = try await accounts.account(id: id) else { throw .notFound(id: entry.accountID ?? "") }
            try await accounts.patch(
                id: id,
                changes: AccountChanges(from: account.attributes, to: entry.after, externalId: entry.personID, active: account.active ? nil : true))
            return .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.after))
        case .update, .rename:
            guard let id = entry.accountID else { throw .notFound(id: "") }
            try await accounts.patch(id: id, changes: AccountChanges(from: entry.before, to: entry.after))
            return .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.after))
        case .reenable:
            guard let id = entry.accountID else { throw .notFound(id: "") }
            try await accounts.patch(id: id, changes: AccountChanges(from: entry.before, to: entry.after, active: true))
            return .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.after))
        case .suspend:
            guard let id = entry.accountID else { throw .notFound(id: "") }
            try await accounts.setActive(id: id, false)
            return .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.before, isActive: false))
        case .delete:
            guard let id = entry.accountID else { throw .notFound(id: "") }
            _ = try await accounts.delete(id: id)
            return .removed
        }
    }

    /// Looks up what became of an action whose answer never came; `nil` when it was not carried out.
    func lookUp(_ entry: PlanEntry) async throws(SCIMError) -> Outcome? {
        guard entry.kind != .create else {
            guard let account = try await accounts.account(userName: entry.after[MappingTable.userNamePath] ?? ""),
                account.externalId == entry.personID
            else { return nil }
            return .linked(AccountLink(personID: entry.personID, accountID: account.id, values: entry.after))
        }
        guard let id = entry.accountID else { return nil }
        guard let account = try await accounts.account(id: id) else { return entry.kind == .delete || entry.kind == .suspend ? .removed : nil }
        switch entry.kind {
        case .delete: return nil
        case .suspend:
            return account.active ? nil : .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.before, isActive: false))
        case .adopt, .update, .rename, .reenable, .create:
            let isDone = account.active && account.externalId == entry.personID && entry.after.allSatisfy { account.attributes[$0.key] == $0.value }
            return isDone ? .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.after)) : nil
        }
    }
}
