import Foundation
import HTTP
import JSON

extension SCIMClient {
    /// Makes an account. Never repeated by itself: look the user name up before trying again.
    package func create(_ document: AccountDocument) async throws(SCIMError) -> AccountAnswer {
        whole(try await send(request(.post, users, document.resource(dialect: dialect)), kind: .write))
    }

    /// Changes only what differs; where the server has no PATCH, or refuses it as such, replaces the whole account with the same change over what it has.
    ///
    /// - Parameter account: the account as it was just read, if it was: then it need not be read again to be replaced.
    /// - Returns: what the server said about the account afterwards; ``AccountAnswer/silent`` too when there was nothing to change.
    @discardableResult
    package func patch(id: String, changes: AccountChanges, over account: RemoteAccount? = nil) async throws(SCIMError) -> AccountAnswer {
        let changes = dialect.keepsExternalId ? changes : changes.withoutExternalId()
        guard !changes.isEmpty else { return .silent }
        guard dialect.supportsPatch, !learned.isWithoutPatch else { return try await replace(id: id, changes: changes, over: account) }
        let body = JSONValue.object([
            "schemas": .array([.string("urn:ietf:params:scim:api:messages:2.0:PatchOp")]), "Operations": .array(changes.operations),
        ])
        do throws(SCIMError) {
            return whole(try await send(request(.patch, user(id), body), kind: .write))
        } catch {
            switch PatchRefusal(error) {
            case nil: throw error
            case .ofPatchAsSuch: learned.notePatchIsRefused()
            case .ofTheseOperations: break
            }
            return try await replace(id: id, changes: changes, over: account)
        }
    }

    /// PUT (RFC 7644 §3.5.1) of the account as it is now with the changes over it.
    private func replace(id: String, changes: AccountChanges, over account: RemoteAccount?) async throws(SCIMError) -> AccountAnswer {
        var current = account?.resource
        if current == nil { current = try await self.account(id: id)?.resource }
        guard let current else { throw .unexpectedAnswer("an account that cannot be put back whole: \(id)") }
        return whole(try await send(request(.put, user(id), changes.resource(over: current, dialect: dialect)), kind: .write))
    }

    /// Enables or disables the account's use; the licence stays taken.
    @discardableResult
    package func setActive(id: String, _ active: Bool, over account: RemoteAccount? = nil) async throws(SCIMError) -> AccountAnswer {
        try await patch(id: id, changes: AccountChanges(from: [:], to: [:], active: active), over: account)
    }

    /// Deletes the account for good. Whether it is gone then has to be read.
    package func delete(id: String) async throws(SCIMError) {
        _ = try await send(HTTPRequest(.delete, user(id), headers: ["Accept": "application/scim+json, application/json"]), kind: .write)
    }
}
