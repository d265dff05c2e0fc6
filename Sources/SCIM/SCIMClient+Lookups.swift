import Foundation
import HTTP
import JSON

extension SCIMClient {
    /// Whether the app keeps `externalId`.
    package var keepsExternalID: Bool { dialect.keepsExternalId }

    /// Whether lists leave out part of an account.
    package var listsAreShort: Bool { dialect.listsAreShort }

    /// Whether a change puts back the whole account, so that it has to be read by itself in any case.
    package var replacesWhole: Bool { !dialect.supportsPatch || learned.isWithoutPatch }

    /// Whether looking somebody up by a filter came to nothing here: every lookup then reads the list of all accounts.
    package var mustListToLookUp: Bool { learned.isWithoutFilters }

    /// The account with this user name, compared without case; `nil` when there is none. Where the service knows no filter, or ignores it, all accounts are listed.
    package func account(userName: String) async throws(SCIMError) -> RemoteAccount? {
        guard !learned.isWithoutFilters else { return try await accounts().first { $0.has(userName: userName) } }
        let quoted = userName.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let url = users.withQuery([("filter", "userName eq \"\(quoted)\""), ("count", "2")])
        do throws(SCIMError) {
            let page = try page(try await read(url))
            if let account = page.accounts.first(where: { $0.has(userName: userName) }) { return account }
            // Nobody asked for these: the filter was ignored, so nothing is known about the one who was asked for.
            guard page.received > 0 || page.total > 0 else { return nil }
        } catch .badRequest(_, let scimType) where scimType?.lowercased() == "invalidfilter" {
        } catch .notOffered {
        }
        learned.noteFiltersDoNotCount()
        return try await accounts().first { $0.has(userName: userName) }
    }

    /// The account of this person: by user name, and where that finds nobody, in the list of all accounts by our id of the person or by user name. For when a lookup
    /// that finds nobody is not to be believed.
    package func account(userName: String, orExternalId externalId: String) async throws(SCIMError) -> RemoteAccount? {
        if let account = try await account(userName: userName) { return account }
        let all = try await accounts()
        return all.first { $0.externalId == externalId } ?? all.first { $0.has(userName: userName) }
    }

    /// The account with this id, in full; `nil` when the service says in SCIM's own words that there is none.
    ///
    /// - Throws: ``SCIMError/unexpectedAnswer(_:)`` when the service shows another account: that says nothing about the one that was asked for.
    package func account(id: String) async throws(SCIMError) -> RemoteAccount? {
        let shown = try await shownAccount(id: id)
        if let shown, shown.id != id { throw .unexpectedAnswer("the account \(shown.id) when it was asked for the account \(id)") }
        return shown
    }

    /// The account that the service shows when it is asked for this id, for callers that judge whose it is; `nil` when the service says in SCIM's own words that there is
    /// none.
    package func shownAccount(id: String) async throws(SCIMError) -> RemoteAccount? {
        do throws(SCIMError) {
            guard let account = whole(try await read(user(id))).account else {
                throw .unexpectedAnswer("an account without id or user name, or no JSON at all")
            }
            return account
        } catch .notFound {
            return nil
        }
    }

    /// Asks the smallest question there is, to see whether the authorization still counts: after a user name that nobody has.
    package func checkAuthorization() async throws(SCIMError) {
        do throws(SCIMError) { _ = try await read(smallestQuestion) } catch .badRequest {} catch .notOffered {}
    }

    /// All accounts, page by page: advances by what was received, never by what was asked for (RFC 7644 §3.4.2.4).
    package func accounts() async throws(SCIMError) -> [RemoteAccount] { try await accounts(pages: .max) ?? [] }

    /// All accounts; `nil` when that would take more than so many pages, which the first one tells. A record without an id is left out: it is nobody's whom we know.
    package func accounts(pages: Int) async throws(SCIMError) -> [RemoteAccount]? {
        var accounts: [RemoteAccount] = []
        var received = 0
        var seen: Set<String> = []
        var bound = listBound
        while true {
            let url = users.withQuery([("startIndex", String(received + 1)), ("count", String(Self.pageLength))])
            let page = try page(try await read(url))
            guard bound.took(page.received) else {
                throw .unexpectedAnswer("the list of accounts has no end: \(bound.elements) accounts came on \(bound.pages) pages")
            }
            for account in page.accounts {
                guard seen.insert(account.id).inserted else {
                    throw .unexpectedAnswer("the list of accounts repeats the id \(ServerText.bounded(account.id)) at position \(received + 1)")
                }
                accounts.append(account)
            }
            received += page.received
            if page.received == 0 {
                guard received >= page.total else { throw .unexpectedAnswer("the list of accounts ends after \(received) of \(page.total)") }
                return accounts
            }
            if received >= page.total { return accounts }
            if received == page.received, (page.total + received - 1) / received > pages { return nil }
        }
    }

    /// What an answer says about the account that it is about.
    func whole(_ response: HTTPResponse) -> AccountAnswer {
        // An account always comes as JSON (RFC 7644 §3.1); a page for people does not say what became of a request.
        if let type = response.headers["Content-Type"], !type.lowercased().contains("json") { return .silent }
        let exact = JSONValue(response.body)
        guard let resource = exact ?? JSONValue(response.body, isRepairing: true),
            let account = RemoteAccount(resource, dialect: dialect, keepsResource: exact != nil), !account.userName.isEmpty
        else { return .silent }
        return .whole(account)
    }

    private func page(_ response: HTTPResponse) throws(SCIMError) -> (accounts: [RemoteAccount], received: Int, total: Int) {
        guard let list = JSONValue(response.body, isRepairing: true), let total = list["totalResults"]?.wholeNumber, total >= 0, total < 1_000_000_000
        else {
            throw .unexpectedAnswer("a list without totalResults, or no JSON at all")
        }
        let resources = list["Resources"]?.elements ?? []
        return (resources.compactMap { RemoteAccount($0, dialect: dialect) }, resources.count, total)
    }
}

extension RemoteAccount {
    /// Whether this is its user name, which compares without case (RFC 7643 §4.1.1).
    func has(userName: String) -> Bool { self.userName.lowercased() == userName.lowercased() }
}
