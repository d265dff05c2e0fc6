import Foundation
import HTTP
import Synchronization
import Testing
import Timing

@testable import OAuth

@Suite("Renewing an authorization", .timeLimit(.minutes(1)))
struct AccessTokenProviderTests {
    /// Keeps tokens in memory, and everything that was saved.
    final class Store: TokenStore {
        let saved: Mutex<[TokenSet]>
        let revocation = Mutex<RevokedAuthorization?>(nil)
        let isLocked: Bool
        /// Called when somebody asks for the lock.
        let lockIsAsked: @Sendable () -> Void

        init(_ tokens: TokenSet, isLocked: Bool = false, lockIsAsked: @escaping @Sendable () -> Void = {}) {
            saved = Mutex([tokens])
            (self.isLocked, self.lockIsAsked) = (isLocked, lockIsAsked)
        }

        func load() async throws -> TokenSet? { saved.withLock(\.last) }
        func save(_ tokens: TokenSet) async throws { saved.withLock { $0.append(tokens) } }
        func markRevoked(_ revocation: RevokedAuthorization) async throws { self.revocation.withLock { $0 = revocation } }
        func revoked() async throws -> RevokedAuthorization? { revocation.withLock { $0 } }
        func withRefreshLock<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
            lockIsAsked()
            while isLocked { try await Task.sleep(for: .milliseconds(20)) }
            return try await body()
        }
    }

    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    static let url = URL(string: "http://127.0.0.1:1")!

    static func tokens(expires: TimeInterval = -10, refresh: String? = "R1", refreshExpires: TimeInterval? = 86_400, issued: TimeInterval = -3_600)
        -> TokenSet
    {
        TokenSet(
            accessToken: "A1", accessTokenExpires: now + expires, refreshToken: refresh, refreshTokenExpires: refreshExpires.map { now + $0 },
            ownerID: "7", scope: nil,
            grant: .authorizationCode, obtainedAt: now - 86_400, refreshedAt: now + issued, assertion: nil)
    }

    static func provider(_ store: Store, _ server: Server, clock: @escaping @Sendable () -> Date = { now }) -> AccessTokenProvider {
        AccessTokenProvider(
            oauth: OAuthClient(
                settings: OAuthTests.settings(at: url),
                transport: server, time: Time(now: clock, sleep: { try await Task.sleep(for: $0) })), store: store)
    }

    static func answer(_ body: String, status: Int = 200, date: Date? = now) -> HTTPResponse {
        HTTPResponse(status: status, headers: date.map { ["Date": httpDate($0)] } ?? [:], body: Data(body.utf8))
    }

    static func httpDate(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.string(from: date)
    }

    static func header(_ provider: AccessTokenProvider) async throws -> String? {
        var request = HTTPRequest(.get, url)
        try await provider.authorize(&request)
        return request.headers["Authorization"]
    }

    @Test("An answer without refresh_token keeps the old one, with its deadline; it renews the next time too")
    func keepsRefreshToken() async throws {
        let store = Store(Self.tokens())
        let server = Server { _ in Self.answer(#"{"access_token":"A2","expires_in":120}"#) }
        let moment = Mutex(Self.now)
        let provider = Self.provider(store, server, clock: { moment.withLock { $0 } })
        #expect(try await Self.header(provider) == "Bearer A2")
        let set = try #require(try await store.load())
        #expect(set.refreshToken == "R1" && set.refreshTokenExpires == Self.now + 86_400 && set.ownerID == "7")
        moment.withLock { $0 += 120 }
        _ = try await Self.header(provider)
        #expect(server.forms.withLock { $0 }.allSatisfy { $0.contains("refresh_token=R1") })
        #expect(store.revocation.withLock { $0 } == nil)
    }

    @Test(
        "The next refresh token is durable whatever else the answer lacks, and is asked with at once",
        arguments: [#"{"refresh_token":"R2"}"#, #"{"refresh_token":"R2","access_token":"#, "refresh_token=R2"])
    func halfAnswer(body: String) async throws {
        let store = Store(Self.tokens())
        let server = Server { request in
            let form = String(decoding: request.body ?? Data(), as: UTF8.self)
            return Self.answer(form.contains("R1") ? body : #"{"access_token":"A3","refresh_token":"R3"}"#)
        }
        #expect(try await Self.header(Self.provider(store, server)) == "Bearer A3")
        #expect(store.saved.withLock { $0.map(\.refreshToken) } == ["R1", "R2", "R3"])
    }

    @Test("A server that only ever gives the next refresh token: the newest is kept, nothing is revoked, and the error names the app")
    func onlyRefreshTokens() async throws {
        let store = Store(Self.tokens())
        let count = Mutex(1)
        let server = Server { _ in Self.answer(#"{"refresh_token":"R\#(count.withLock { $0 += 1; return $0 })"}"#) }
        let provider = Self.provider(store, server)
        await #expect { _ = try await Self.header(provider) } throws: { String(describing: $0).contains("Example Telephony's authorization server") }
        #expect(store.saved.withLock { $0.last }?.refreshToken == "R3" && store.revocation.withLock { $0 } == nil)
    }

    @Test(
        "A machine whose clock is off dates tokens and revocations by the server's clock, and renews no more often than with a right one",
        arguments: [-26.0 * 365, 40])
    func wrongClock(days: Double) async throws {
        let store = Store(Self.tokens())
        let server = Server { _ in Self.answer(#"{"access_token":"A2","refresh_token":"R2","expires_in":3600,"refresh_token_expires_in":604800}"#) }
        let provider = Self.provider(store, server, clock: { Self.now + days * 86_400 })
        for _ in 0..<3 { #expect(try await Self.header(provider) == "Bearer A2") }
        let set = try #require(try await store.load())
        #expect(set.refreshedAt == Self.now && set.accessTokenExpires == Self.now + 3_600 && set.refreshTokenExpires == Self.now + 604_800)
        #expect(server.forms.withLock { $0.count } == 1)

        let refusing = Server { _ in Self.answer(#"{"error":"invalid_grant","errors":[{"errorCode":"E-ENDED"}]}"#, status: 400) }
        let revoked = Store(Self.tokens())
        await #expect(throws: AuthorizationError.self) {
            _ = try await Self.header(Self.provider(revoked, refusing, clock: { Self.now + days * 86_400 }))
        }
        #expect(revoked.revocation.withLock { $0 }?.since == Self.now)
    }

    @Test(
        "Why a refused refresh ended the authorization, with the server's words and the app's name",
        arguments: [
            ("E-EXPIRED", -1.0, "no autoprovisioning activity for five days"),
            ("E-EXPIRED", 86_400, "although it was used within the last five days"),
            ("E-ENDED", 86_400, "password was changed or the session was ended"), ("E-142", 86_400, "Example Telephony ended the authorization"),
        ])
    func reasons(code: String, deadline: Double, words: String) async throws {
        let store = Store(Self.tokens(refreshExpires: deadline))
        let server = Server { _ in
            Self.answer(#"{"error":"invalid_grant","error_description":"said so","errors":[{"errorCode":"\#(code)"}]}"#, status: 400)
        }
        await #expect {
            _ = try await Self.header(Self.provider(store, server))
        } throws: {
            let text = String(describing: $0)
            return text.contains(words) && text.contains("said so") && text.contains(code) && !text.contains("RingCentral")
        }
    }

    @Test("Without a refresh token the access token is used until the app refuses it, whatever its date says; then the reason is the true one")
    func noRefreshToken() async throws {
        let store = Store(Self.tokens(refresh: nil, refreshExpires: nil))
        let server = Server { _ in Self.answer("{}") }
        let provider = Self.provider(store, server)
        for _ in 0..<2 { #expect(try await Self.header(provider) == "Bearer A1") }
        await provider.rejected(HTTPRequest(.get, Self.url, headers: ["Authorization": "Bearer A1"]))
        await #expect { _ = try await Self.header(provider) } throws: { String(describing: $0).contains("issues no refresh tokens") }
        #expect(store.revocation.withLock { $0 }?.reason == .noRefreshToken)
        #expect(server.forms.withLock { $0.isEmpty })
    }

    @Test("A proxy's page or a server that is out of order revokes nothing", arguments: [(403, "<html>"), (502, ""), (200, "<html>")])
    func trouble(status: Int, body: String) async throws {
        let store = Store(Self.tokens())
        let provider = AccessTokenProvider(
            oauth: OAuthClient(
                settings: OAuthTests.settings, transport: Server { _ in Self.answer(body, status: status) },
                time: Time(now: { Self.now }, sleep: { _ in })),
            store: store)
        await #expect(throws: AuthorizationError.self) { _ = try await Self.header(provider) }
        #expect(store.revocation.withLock { $0 } == nil && store.saved.withLock { $0.count } == 1)
    }

    @Test("Stopping works within seconds while the token endpoint hangs, or while another process holds the refresh", arguments: [false, true])
    func stopping(isLocked: Bool) async throws {
        let (hanging, hangs) = AsyncStream.makeStream(of: Void.self)
        let store = Store(Self.tokens(), isLocked: isLocked) { if isLocked { hangs.yield() } }
        let server = Server { _ throws(HTTPTransportError) in
            hangs.yield()
            do { try await Task.sleep(for: .seconds(60)) } catch { throw .cancelled }
            return Self.answer("{}")
        }
        let provider = Self.provider(store, server)
        let caller = Task { try await Self.header(provider) }
        for await _ in hanging { break }
        let start = ContinuousClock.now
        caller.cancel()
        await #expect(throws: AuthorizationError.cancelled) { _ = try await caller.value }
        #expect(ContinuousClock.now - start < .seconds(isLocked ? 2 : 6))
    }

    @Test("An answer that comes just after the stop is stored: the old refresh token is spent by then")
    func answerAfterStop() async throws {
        let store = Store(Self.tokens())
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        let server = Server { _ throws(HTTPTransportError) in
            isAsked.yield()
            do { try await Task.sleep(for: .milliseconds(500)) } catch { throw .cancelled }
            return Self.answer(#"{"access_token":"A2","refresh_token":"R2"}"#)
        }
        let provider = Self.provider(store, server)
        let caller = Task { try await Self.header(provider) }
        for await _ in asked { break }
        caller.cancel()
        _ = try? await caller.value
        #expect(try await store.load()?.refreshToken == "R2")
    }
}
