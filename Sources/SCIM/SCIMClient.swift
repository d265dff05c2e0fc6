package import Foundation
package import HTTP
import JSON
package import Timing

/// A client of one SCIM 2.0 service's users (RFC 7644). Every request is paced and authorized; a refused token is renewed once.
package struct SCIMClient: Sendable {
    static let errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error"
    /// Accounts asked for in one page; what the server really sends is what counts.
    package static let pageLength = 100

    /// The app's name, for the words of errors.
    package let application: String
    let baseURL: URL
    let dialect: SCIMDialect
    let transport: any HTTPTransport
    let authorizer: any RequestAuthorizer
    let pacer: any RequestPacing
    /// What was learnt about the service on the way; shared by all copies of this client.
    private(set) var learned = LearnedDialect()
    let time: Time
    private var turn: WriteTurn?
    /// Asked when nothing but sending is left to do of a write.
    private var mayWrite: @Sendable () async -> Bool = { true }
    /// What the list of all accounts may have at most.
    var listBound = ListBound(pages: 50_000, elements: 2_000_000)

    /// Makes a client of the service whose `Users` are below `baseURL`; the clock and the waiting are the caller's.
    package init(
        application: String = "The app", baseURL: URL, dialect: SCIMDialect, transport: any HTTPTransport,
        authorizer: any RequestAuthorizer, pacer: any RequestPacing, time: Time = .system
    ) {
        self.application = application
        self.baseURL = baseURL
        self.dialect = dialect
        self.transport = transport
        self.authorizer = authorizer
        self.pacer = pacer
        self.time = time
    }

    /// The same client for a new run: what the service does not offer is found out anew.
    ///
    /// - Parameter mayWrite: asked directly before each write leaves, after it waited for its turn and its authorization; when it answers no, nothing is sent, and
    ///   the error is ``SCIMError/canceled``.
    package func fresh(while mayWrite: @escaping @Sendable () async -> Bool = { true }) -> SCIMClient {
        var client = self
        client.learned = LearnedDialect()
        client.mayWrite = mayWrite
        return client
    }

    /// Takes the turn of one write if one is free at this moment, so that its intent can be recorded when the request is sure to leave at once.
    package func takeWriteTurn() async -> TurnDecision { await pacer.takeTurn(.write) }

    /// Gives back a turn of ``takeWriteTurn()`` whose request does not leave after all: a turn that is never given back would be waited for by all that follow.
    package func giveBackWriteTurn() async { await pacer.giveBack(.write) }

    /// Runs `body` with a client whose first write uses the turn taken by ``takeWriteTurn()``; a turn that no write used is given back.
    package func withTakenTurn<Value: Sendable>(_ body: (SCIMClient) async -> Value) async -> Value {
        let turn = WriteTurn()
        var client = self
        client.turn = turn
        let value = await body(client)
        if turn.use() { await pacer.giveBack(.write) }
        return value
    }

    /// The smallest question there is: after a user name that nobody has.
    var smallestQuestion: URL { users.withQuery([("filter", "userName eq \"nobody@autoprovision.invalid\""), ("count", "1")]) }

    var users: URL { baseURL.appending(path: "Users") }

    func user(_ id: String) -> URL {
        URL(string: users.absoluteString + "/" + FormEncoding.escape(id)) ?? users
    }

    func request(_ method: HTTPRequest.Method, _ url: URL, _ body: JSONValue) -> HTTPRequest {
        HTTPRequest(
            method, url, headers: ["Accept": "application/scim+json, application/json", "Content-Type": "application/scim+json"], body: body.data)
    }

    /// A read is repeated when no answer came or the server was out of order, after the pause that it asked for, or a growing one.
    func read(_ url: URL) async throws(SCIMError) -> HTTPResponse {
        let request = HTTPRequest(.get, url, headers: ["Accept": "application/scim+json, application/json"])
        var tries = 1
        while true {
            do throws(SCIMError) {
                return try await send(request, kind: .read)
            } catch {
                guard !Task.isCancelled, let pause = error.pause(afterTry: tries) else { throw error }
                tries += 1
                do { try await time.sleep(.seconds(pause)) } catch { throw .cancelled }
            }
        }
    }

    func send(_ original: HTTPRequest, kind: RequestKind) async throws(SCIMError) -> HTTPResponse {
        var isSecondTry = false
        while true {
            var request = original
            do throws(AuthorizationError) { try await authorizer.authorize(&request) } catch {
                throw error == .cancelled ? .cancelled : .authorization(error)
            }
            let mayUseTurn = kind == .write || pacer.turnsServeAnyRequest
            if !mayUseTurn || turn?.use() != true {
                do throws(CancellationError) { try await pacer.waitForTurn(kind) } catch { throw .cancelled }
            }
            if kind == .write, await !mayWrite() {
                await pacer.giveBack(kind)
                throw .cancelled
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
            let error = SCIMError(response, to: request, application: application, now: time.now())
            guard response.status == 401 else { throw error }
            // Credentials that nobody can renew are not given up because of one account that they do not open.
            if isSecondTry || !authorizer.renewsRefused, await acceptsCredentials(except: request) {
                throw .forbidden(detail: SCIMError.detail(of: response))
            }
            guard !isSecondTry else { throw error }
            isSecondTry = true
            await authorizer.rejected(request)
        }
    }

    /// Whether the app takes our credentials for another question, after one that it refused them for. They are asked for anew: another request may have renewed them
    /// meanwhile, and then the former ones are refused for everything.
    private func acceptsCredentials(except refused: HTTPRequest) async -> Bool {
        let url = smallestQuestion
        guard refused.url != url else { return false }
        var request = HTTPRequest(.get, url, headers: ["Accept": "application/scim+json, application/json"])
        do throws(AuthorizationError) { try await authorizer.authorize(&request) } catch { return false }
        do throws(CancellationError) { try await pacer.waitForTurn(.read) } catch { return false }
        let response: HTTPResponse?
        do throws(HTTPTransportError) { response = try await transport.send(request) } catch { response = nil }
        await pacer.observed(.read, answer: response)
        return response?.isSuccess == true
    }
}
