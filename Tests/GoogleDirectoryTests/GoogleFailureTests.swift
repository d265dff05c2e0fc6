import Directory
import Foundation
import HTTP
import Sandbox
import Synchronization
import Testing

@testable import GoogleDirectory

@Suite("What Google refuses, and how far that reaches", .timeLimit(.minutes(5)))
struct GoogleFailureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let isTransient: Bool
        let mayConcernOnePerson: Bool
        var isGone = false
        let words: String
        var testDescription: String { "\(status) \(body.prefix(60))" }
    }

    static func old(_ reason: String) -> String { #"{"error": {"message": "m", "errors": [{"reason": "\#(reason)"}]}}"# }

    @Test(
        "Quotas and troubles that pass are repeated however they are told; a day's quota and a refusal are said at once",
        arguments: [
            Case(status: 403, body: old("userRateLimitExceeded"), isTransient: true, mayConcernOnePerson: false, words: "asks to slow down"),
            Case(status: 403, body: old("rateLimitExceeded"), isTransient: true, mayConcernOnePerson: false, words: "asks to slow down"),
            Case(
                status: 403, body: #"{"error": {"status": "RESOURCE_EXHAUSTED", "message": "m"}}"#, isTransient: true, mayConcernOnePerson: false,
                words: "asks to slow down"),
            Case(
                status: 429, body: #"{"error": {"status": "RESOURCE_EXHAUSTED", "details": [{"reason": "RATE_LIMIT_EXCEEDED"}]}}"#, isTransient: true,
                mayConcernOnePerson: false, words: "asks to slow down"),
            Case(
                status: 403, body: old("dailyLimitExceeded"), isTransient: false, mayConcernOnePerson: false,
                words: "used up its requests for this day"),
            Case(
                status: 429,
                body:
                    #"{"error": {"status": "RESOURCE_EXHAUSTED", "details": [{"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit": "QueriesPerDay"}}]}}"#,
                isTransient: false, mayConcernOnePerson: false, words: "used up its requests for this day"),
            Case(status: 400, body: old("failedPrecondition"), isTransient: true, mayConcernOnePerson: true, words: "accepted its terms"),
            Case(status: 412, body: old("failedPrecondition"), isTransient: true, mayConcernOnePerson: true, words: "accepted its terms"),
            Case(status: 412, body: old("conditionNotMet"), isTransient: false, mayConcernOnePerson: true, isGone: true, words: "refused to list"),
            Case(status: 404, body: old("notFound"), isTransient: false, mayConcernOnePerson: true, isGone: true, words: "refused to list"),
            Case(status: 410, body: old("deleted"), isTransient: false, mayConcernOnePerson: true, isGone: true, words: "refused to list"),
            Case(status: 404, body: "<html>", isTransient: false, mayConcernOnePerson: true, words: "refused to list"),
            Case(status: 410, body: "", isTransient: false, mayConcernOnePerson: true, words: "refused to list"),
            Case(status: 403, body: old("forbidden"), isTransient: false, mayConcernOnePerson: true, words: "Give that administrator a role"),
            Case(status: 403, body: "<html>", isTransient: false, mayConcernOnePerson: true, words: "Check the proxy or firewall"),
            Case(status: 400, body: old("invalid"), isTransient: false, mayConcernOnePerson: true, words: "refused to list"),
            Case(status: 401, body: old("authError"), isTransient: false, mayConcernOnePerson: false, words: "no longer accepts"),
            Case(status: 503, body: "", isTransient: true, mayConcernOnePerson: true, words: "Google answered 503"),
        ])
    func families(_ expected: Case) {
        let failure = GoogleFailure(HTTPResponse(status: expected.status, body: Data(expected.body.utf8)))
        #expect(failure.isTransient == expected.isTransient && failure.mayConcernOnePerson == expected.mayConcernOnePerson)
        #expect(failure.saysThatPersonIsGone == expected.isGone)
        #expect(failure.error(reading: "people", by: GoogleSandbox.delegated, needing: .users).description.contains(expected.words))
    }

    @Test(
        "One person's id: Google's own words that there is nobody are believed; any other refusal is that person's, and stops nobody else",
        arguments: [
            (404, old("notFound"), PersonLookup.absent), (412, old("conditionNotMet"), .absent), (410, old("deleted"), .absent), (404, "<html>", nil),
            (403, old("forbidden"), nil), (400, old("invalid"), nil), (410, "", nil), (500, "", nil), (400, old("failedPrecondition"), nil),
        ] as [(Int, String, PersonLookup?)])
    func onePerson(status: Int, body: String, expected: PersonLookup?) async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let people = try await sandbox.source().firstPeople(limit: 2, attributes: [])
        let path = "/admin/directory/v1/users/\(people[0].id)"
        try await sandbox.control("faults", ["kind": "status", "path": path, "status": status, "body": body, "times": 50])
        let lookup = try await sandbox.source().person(id: people[0].id, attributes: [])
        if let expected {
            #expect(lookup == expected)
        } else {
            guard case .unanswered(let reason, let mayPass) = lookup else {
                Issue.record("\(lookup)")
                return
            }
            #expect(!reason.isEmpty && mayPass == (status == 500 || body.contains("failedPrecondition")))
        }
        guard case .found = try await sandbox.source().person(id: people[1].id, attributes: []) else {
            Issue.record("the other person was not found")
            return
        }
        await sandbox.server.stop()
    }

    @Test(
        "One membership: what Google does not say is not taken for a no",
        arguments: [(403, nil), (500, nil), (400, nil), (404, false)] as [(Int, Bool?)])
    func oneMembership(status: Int, expected: Bool?) async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let source = try sandbox.source()
        let group = try #require(try await source.groups().first { $0.email == "all-staff@corp.example" })
        let person = try #require(try await source.firstPeople(limit: 1, attributes: []).first)
        let path = "/admin/directory/v1/groups/\(group.id)/hasMember"
        try await sandbox.control("faults", ["kind": "status", "path": path, "status": status, "body": Self.old("r"), "times": 50])
        #expect(try await source.isMember(personID: person.id, groupID: group.id) == expected)
        await sandbox.server.stop()
    }

    @Test("A used-up quota while one person is asked for concerns everybody, and is thrown")
    func quota() async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        try await sandbox.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/users/1", "status": 403, "body": Self.old("dailyLimitExceeded"), "times": 50])
        await #expect { _ = try await sandbox.source().person(id: "1", attributes: []) } throws: {
            ($0 as? DirectoryError)?.code == "directory-throttled"
        }
        await sandbox.server.stop()
    }

    @Test("Google's token service out of order: asked again after growing pauses, or the one that it asks for", arguments: [nil, 7])
    func tokenService(retryAfter: Int?) async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        var fault: [String: any Sendable] = ["kind": "status", "path": "/token", "status": 503, "times": 3]
        if let retryAfter { fault["retryAfter"] = retryAfter }
        try await sandbox.control("faults", fault)
        let waits = Waits()
        #expect(try await sandbox.source(waits: waits).firstPeople(limit: 1, attributes: []).count == 1)
        let expected = retryAfter.map { Array(repeating: Double($0), count: 3) } ?? [1, 2, 4]
        for (wait, least) in zip(waits.seconds, expected) { #expect(wait >= least && wait <= least + 1) }
        #expect(waits.count == 3)
        await sandbox.server.stop()
    }

    @Test(
        "A token answer without a life, or with one as text, is no error",
        arguments: [
            #"{"access_token":"T"}"#, #"{"access_token":"T","expires_in":"3599"}"#, #"{"access_token":"T","expires_in":"soon","token_type":null}"#,
        ])
    func tokenAnswer(body: String) async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let calls = Mutex(0)
        let transport = Answering {
            calls.withLock { $0 += 1 }
            return HTTPResponse(status: 200, body: Data(body.utf8))
        }
        let token = try sandbox.token(through: transport) { _ in }
        for _ in 0..<3 { #expect(try await token.value() == "T") }
        #expect(calls.withLock { $0 } == 1)
        await sandbox.server.stop()
    }

    @Test("Stopping works within seconds while Google's token service hangs")
    func stopping() async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        let transport = Answering { () throws(HTTPTransportError) in
            isAsked.yield()
            do { try await Task.sleep(for: .seconds(60)) } catch { throw .cancelled }
            return HTTPResponse(status: 200)
        }
        let token = try sandbox.token(through: transport) { try await Task.sleep(for: $0) }
        let caller = Task { try await token.value() }
        for await _ in asked { break }
        let start = ContinuousClock.now
        caller.cancel()
        await #expect(throws: DirectoryError.cancelled) { _ = try await caller.value }
        #expect(ContinuousClock.now - start < .seconds(5))
        await sandbox.server.stop()
    }

    private struct Answering: HTTPTransport {
        let answer: @Sendable () async throws(HTTPTransportError) -> HTTPResponse

        init(_ answer: @escaping @Sendable () async throws(HTTPTransportError) -> HTTPResponse) { self.answer = answer }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse { try await answer() }
    }
}
