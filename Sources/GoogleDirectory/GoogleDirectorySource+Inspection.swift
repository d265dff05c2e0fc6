package import Directory
import Foundation
import HTTP
import JSON

/// What the reader of Google's directory may do: what is missing for reading all of it, and what is more than that.
package struct GoogleInspection: Sendable, Equatable {
    /// Who reads, in words: the way, the service account and in whose name.
    package var reader: String
    /// Why no token came, or why the directory cannot be told whole.
    package var trouble: DirectoryError?
    /// The scopes that are missing from the entry of the domain-wide delegation.
    package var missingScopes: [String] = []
    /// The parts that cannot be read, with Google's reason.
    package var unreadable: [(right: GoogleRight, reason: String)] = []
    /// Scopes and rights that nothing here needs.
    package var tooMuch: [String] = []

    package static func == (first: Self, second: Self) -> Bool {
        first.reader == second.reader && first.trouble == second.trouble && first.missingScopes == second.missingScopes
            && first.unreadable.elementsEqual(second.unreadable) { $0 == $1 } && first.tooMuch == second.tooMuch
    }
}

extension GoogleDirectorySource {
    /// Tries each part of the directory with one small read, and whether more is allowed than reading. Changes nothing.
    package func inspect() async -> GoogleInspection {
        var inspection = GoogleInspection(reader: await readerWords())
        do throws(DirectoryError) {
            _ = try await client.token.value()
        } catch {
            inspection.trouble = error
            if case .unauthorized = error, settings.administrator != nil { inspection.missingScopes = await missingScopes() }
            return inspection
        }
        do throws(DirectoryError) {
            for right in neededRights {
                let (path, query) = probe(of: right)
                guard case .failure(let failure) = try await client.ask(path, query, reading: right.subject) else { continue }
                inspection.unreadable.append((right, client.error(failure, path, reading: right.subject).description))
            }
            if inspection.unreadable.isEmpty { try await requireWholeView([]) }
        } catch {
            inspection.trouble = error
        }
        inspection.tooMuch = settings.administrator == nil ? await needlessRights() : await needlessScopes()
        return inspection
    }

    private var neededRights: [GoogleRight] { settings.primaryDomain == nil ? GoogleRight.allCases : GoogleRight.ofRole }

    private func readerWords() async -> String {
        let access = client.token.source.access
        var account = access.serviceAccount
        if let metadata = client.token.source as? MetadataTokenSource { account = try? await metadata.account() }
        let name = account ?? "an unknown service account"
        let way =
            switch access.credentials {
            case .key: "by a key of \(name)"
            case .metadataServer: "by the metadata server, as \(name)"
            case .federation: "by federation, as \(name)"
            }
        return way + (access.administrator.map { ", in the name of \($0) (domain-wide delegation)" } ?? ", with a role of its own")
    }

    private func probe(of right: GoogleRight) -> (path: String, query: [(String, String)]) {
        switch right {
        case .users: ("users", [("customer", settings.customer), ("maxResults", "1"), ("fields", "users(id)")])
        case .groups: ("groups", [("customer", settings.customer), ("maxResults", "1"), ("fields", "groups(id)")])
        case .units: ("customer/\(settings.customer)/orgunits", [("type", "children")])
        case .schemas: ("customer/\(settings.customer)/schemas", [])
        case .domains: ("customer/\(settings.customer)/domains", [])
        }
    }

    /// The needed scopes for which no token is given, asked one by one; none when no token is given at all, because then the scopes are not the reason.
    private func missingScopes() async -> [String] {
        let scopes = neededRights.flatMap(\.scopes)
        var missing: [String] = []
        for scope in scopes {
            do throws(DirectoryError) { _ = try await client.token.source.token(for: [scope]) } catch { missing.append(scope) }
        }
        return missing.count == scopes.count ? [] : missing
    }

    /// Scopes for changing the directory that the delegation allows. A token that is given is thrown away.
    private func needlessScopes() async -> [String] {
        var found: [String] = []
        for scope in GoogleRight.allCases.flatMap(\.writingScopes) where (try? await client.token.source.token(for: [scope])) != nil {
            found.append("the delegation allows \(scope)")
        }
        return found
    }

    /// Rights of the role that only somebody who changes things needs, as far as reading shows them.
    private func needlessRights() async -> [String] {
        var found: [String] = []
        let path = "customer/\(settings.customer)"
        if settings.primaryDomain != nil, await mayRead("\(path)/domains", scopes: GoogleRight.domains.scopes) {
            found.append("the role has the privilege \"\(GoogleRight.domains.label)\", which also changes domains")
        }
        if await mayRead("\(path)/roles", scopes: ["https://www.googleapis.com/auth/admin.directory.rolemanagement.readonly"]) {
            found.append("the role may see the roles of all administrators")
        }
        return found
    }

    private func mayRead(_ path: String, scopes: [String]) async -> Bool {
        guard let token = try? await client.token.source.token(for: scopes) else { return false }
        let url = settings.apiBaseURL.withEncodedPath("/admin/directory/v1/\(path)").withQuery([("maxResults", "1")])
        let request = HTTPRequest(.get, url, headers: ["Authorization": "Bearer \(token.text)", "Accept": "application/json"])
        return (try? await client.transport.send(request))?.isSuccess == true
    }
}
