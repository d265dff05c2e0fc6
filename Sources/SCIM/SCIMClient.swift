package import Foundation
package import HTTP
import JSON

/// A client of one SCIM 2.0 service's users (RFC 7644). Every request is paced and authorized; a refused token is renewed once.
package struct SCIMClient: Sendable {
    static let errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error"
    /// Accounts asked for in one page; what the server really sends is what counts.
    static let pageLength = 100
    /// Tries of a request that may be repeated.
    static let maximumTries = 4

    /// The app's name, for the words of errors.
    package let application: String
    let baseURL: URL
    let dialect: SCIMDialect
    let transport: any HTTPTransport
    let authorizer: any RequestAuthorizer
    let pacer: any RequestPacing
    private var turn: WriteTurn?
    /// What the list of all accounts may have at most.
    var listBound = ListBound(pages: 50_000, elements: 2_000_000)

    /// Makes a client of the service whose `Users` are below `baseURL`.
    package init(
        application: String = SCIMError.anyApplication, baseURL: URL, dialect: SCIMDialect, transport: any HTTPTransport,
        authorizer: any RequestAuthorizer, pacer: any RequestPacing
    ) {
        self.application = application
        self.baseURL = baseURL
        self.dialect = dialect
        self.transport = transport
        self.authorizer = authorizer
        self.pacer = pacer
    }

    /// Takes the turn of one write if one is free at this moment, so that its intent can be recorded when the request is sure to leave at once.
    package func takeWriteTurn() async -> TurnDecision { await pacer.takeTurn(.write) }

    /// Runs `body` with a client whose first write uses the turn taken by ``takeWriteTurn()``; a turn that no write used is given back.
    package func withTakenTurn<Value: Sendable>(_ body: (SCIMClient) async -> Value) async -> Value {
        let turn = WriteTurn()
        var client = self
        client.turn = turn
        let value = await body(client)
        if turn.use() { await pacer.giveBack(.write) }
        return value
    }

    /// The account with this user name, compared without case; `nil` when there is none.
    package func account(userName: String) async throws(SCIMError) -> RemoteAccount? {
        let quoted = userName.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let url = users.withQuery([("filter", "userName eq \"\(quoted)\""), ("count", "2")])
        let list = try page(try await read(url))
        return list.accounts.first { $0.userName.lowercased() == userName.lowercased() }
    }

    /// The account with this id, in full; `nil` when there is none.
    package func account(id: String) async throws(SCIMError) -> RemoteAccount? {
        do throws(SCIMError) {
            return try account(in: try await read(user(id)))
        } catch .notFound {
            return nil
        }
    }

    /// Asks the smallest question there is, to see whether the authorization still counts: after a user name that nobody has.
    package func checkAuthorization() async throws(SCIMError) { _ = try await account(userName: "nobody@autoprovision.invalid") }

    /// All accounts, page by page: advances by what was received, never by what was asked for (RFC 7644 §3.4.2.4).
    package func accounts() async throws(SCIMError) -> [RemoteAccount] {
        var accounts: [RemoteAccount] = []
        var seen: Set<String> = []
        var bound = listBound
        while true {
            let url = users.withQuery([("startIndex", String(accounts.count + 1)), ("count", String(Self.pageLength))])
            let page = try page(try await read(url))
            guard bound.took(page.accounts.count) else {
                throw .unexpectedAnswer("the list of accounts has no end: \(bound.elements) accounts came on \(bound.pages) pages")
            }
            for account in page.accounts {
                guard seen.insert(account.id).inserted else {
                    throw .unexpectedAnswer("the list of accounts repeats the id \(ServerText.bounded(account.id)) at position \(accounts.count + 1)")
                }
                accounts.append(account)
            }
            if page.accounts.isEmpty {
                guard accounts.count >= page.total else {
                    throw .unexpectedAnswer("the list of accounts ends after \(accounts.count) of \(page.total)")
                }
                return accounts
            }
            if accounts.count >= page.total { return accounts }
        }
    }

    /// Makes an account. Never repeated by itself: look the user name up before trying again.
    package func create(_ document: AccountDocument) async throws(SCIMError) -> RemoteAccount {
        try account(in: try await send(request(.post, users, document.resource(dialect: dialect)), kind: .write))
    }

    /// Changes only what differs; where the server has no PATCH, or refuses it as such, replaces the whole account with the same change over what it has.
    package func patch(id: String, changes: AccountChanges) async throws(SCIMError) {
        guard !changes.isEmpty else { return }
        guard dialect.supportsPatch else { return try await replace(id: id, changes: changes) }
        let body = JSONValue.object([
            "schemas": .array([.string("urn:ietf:params:scim:api:messages:2.0:PatchOp")]), "Operations": .array(changes.operations),
        ])
        do throws(SCIMError) {
            _ = try await send(request(.patch, user(id), body), kind: .write)
        } catch .badRequest(let detail, let scimType) {
            // `noTarget`: some servers know no `add` to an element of a list that is not there yet (RFC 7644 §3.5.2.1 leaves it open).
            guard ["invalidvalue", "invalidsyntax", "invalidpath", "notarget"].contains(scimType?.lowercased()) else {
                throw .badRequest(detail: detail, scimType: scimType)
            }
            try await replace(id: id, changes: changes)
        }
    }

    /// PUT (RFC 7644 §3.5.1) of the account as it is now with the changes over it.
    private func replace(id: String, changes: AccountChanges) async throws(SCIMError) {
        guard let current = JSONValue(try await read(user(id)).body), RemoteAccount(current, dialect: dialect) != nil else {
            throw .unexpectedAnswer("an account without id or user name, or no JSON at all")
        }
        _ = try await send(request(.put, user(id), changes.resource(over: current, dialect: dialect)), kind: .write)
    }

    /// Enables or disables the account's use; the licence stays taken.
    package func setActive(id: String, _ active: Bool) async throws(SCIMError) {
        try await patch(id: id, changes: AccountChanges(from: [:], to: [:], active: active))
    }

    /// Deletes the account for good. Returns whether it was still there.
    package func delete(id: String) async throws(SCIMError) -> Bool {
        do throws(SCIMError) {
            _ = try await send(HTTPRequest(.delete, user(id), headers: ["Accept": "application/scim+json, application/json"]), kind: .write)
            return true
        } catch .notFound {
            return false
        }
    }

    private var users: URL { baseURL.appending(path: "Users") }

    private func user(_ id: String) -> URL {
        URL(string: users.absoluteString + "/" + FormEncoding.escape(id)) ?? users
    }

    private func request(_ method: HTTPRequest.Method, _ url: URL, _ body: JSONValue) -> HTTPRequest {
        HTTPRequest(
            method, url, headers: ["Accept": "application/scim+json, application/json", "Content-Type": "application/scim+json"], body: body.data)
    }

    /// A read may be repeated when no answer came or the server was out of order.
    private func read(_ url: URL) async throws(SCIMError) -> HTTPResponse {
        let request = HTTPRequest(.get, url, headers: ["Accept": "application/scim+json, application/json"])
        var tries = 1
        while true {
            do throws(SCIMError) {
                return try await send(request, kind: .read)
            } catch {
                switch error {
                case .noAnswer, .serverUnavailable, .throttled:
                    guard tries < Self.maximumTries else { throw error }
                    tries += 1
                default: throw error
                }
            }
        }
    }

    private func send(_ original: HTTPRequest, kind: RequestKind) async throws(SCIMError) -> HTTPResponse {
        var isSecondTry = false
        while true {
            var request = original
            do throws(AuthorizationError) { try await authorizer.authorize(&request) } catch { throw .authorization(error) }
            let mayUseTurn = kind == .write || pacer.turnsServeAnyRequest
            if !mayUseTurn || turn?.use() != true {
                do throws(CancellationError) { try await pacer.waitForTurn(kind) } catch { throw .cancelled }
            }
            let response: HTTPResponse
            do throws(HTTPTransportError) {
                response = try await transport.send(request)
            } catch {
                await pacer.observed(kind, answer: nil)
                throw SCIMError(error)
            }
            await pacer.observed(kind, answer: response)
            if response.isSuccess { return response }
            if response.status == 401, !isSecondTry {
                isSecondTry = true
                await authorizer.rejected(request)
                continue
            }
            throw SCIMError(response, url: request.url, application: application)
        }
    }

    private func account(in response: HTTPResponse) throws(SCIMError) -> RemoteAccount {
        guard let resource = JSONValue(response.body), let account = RemoteAccount(resource, dialect: dialect) else {
            throw .unexpectedAnswer("an account without id or user name, or no JSON at all")
        }
        return account
    }

    private func page(_ response: HTTPResponse) throws(SCIMError) -> (accounts: [RemoteAccount], total: Int) {
        guard let list = JSONValue(response.body), case .number(let total)? = list["totalResults"], total >= 0, total < 1e9 else {
            throw .unexpectedAnswer("a list without totalResults, or no JSON at all")
        }
        var accounts: [RemoteAccount] = []
        for resource in list["Resources"]?.elements ?? [] {
            guard let account = RemoteAccount(resource, dialect: dialect) else {
                throw .unexpectedAnswer("a list with an account without id or user name")
            }
            accounts.append(account)
        }
        return (accounts, Int(total))
    }
}
