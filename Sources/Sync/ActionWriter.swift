import Foundation
import Ledger
import Provisioning
import SCIM

/// Carries out one action of a plan on the app.
struct ActionWriter {
    let accounts: SCIMClient

    /// What is to be recorded of an action, and how far a failure reaches.
    enum Result: Equatable {
        /// Done, or found done by a lookup.
        case done(IntentOutcome)
        /// Not done, for a reason that concerns this person, or all actions of this kind.
        case failed(SCIMError)
        /// The app asked to wait and did nothing: the same action may go again when the silence is over.
        case throttled(SCIMError)
        /// Nothing more can be written. What became of the action is known (it was not carried out), or is to be looked up by the next run.
        case fatal(SCIMError, isKnown: Bool)
    }

    /// Requests, one after the other, that an action of this kind takes when all goes well.
    static func requests(_ kind: ActionKind) -> Int { kind == .adopt ? 2 : 1 }

    /// Does it, and looks up what became of it when no answer came: it is never repeated here.
    func carryOut(_ entry: PlanEntry) async -> Result {
        do throws(SCIMError) {
            return .done(try await perform(entry))
        } catch {
            if case .throttled = error { return .throttled(error) }
            guard error.mayHaveHadEffect else { return error.scope == .run ? .fatal(error, isKnown: true) : .failed(error) }
            do throws(SCIMError) {
                // The app answers lookups, so it is this one action that it did not do.
                return try await lookUp(entry).map(Result.done) ?? .failed(error)
            } catch {
                return .fatal(error, isKnown: false)
            }
        }
    }

    private func perform(_ entry: PlanEntry) async throws(SCIMError) -> IntentOutcome {
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
    func lookUp(_ entry: PlanEntry) async throws(SCIMError) -> IntentOutcome? {
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
            // What was to be taken away must be gone as well.
            let paths = Set(entry.before.keys).union(entry.after.keys)
            let isDone = account.active && account.externalId == entry.personID && paths.allSatisfy { account.attributes[$0] == entry.after[$0] }
            return isDone ? .linked(AccountLink(personID: entry.personID, accountID: id, values: entry.after)) : nil
        }
    }
}
