import Directory
import Provisioning
import Testing

@testable import Engine

@Suite("How far a refusal reaches", .timeLimit(.minutes(1)))
struct RunRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let error: AccountError
        var hasEffect = false
        /// Whether the person counts as failed afterwards; what was only lost on the way is simply done by the next run.
        var isFailure = true
        var testDescription: String { "\(error.refusal.code)\(hasEffect ? ", carried out all the same" : "")" }
    }

    static let refusals: [Refusal] = [
        Refusal(error: AccountError(.conflict(detail: "taken"), .person)),
        Refusal(error: AccountError(.values(detail: "too long", type: "invalidValue"), .person)),
        Refusal(error: AccountError(.forbidden(detail: "no"), .personOrRun)),
        Refusal(error: AccountError(.serverUnavailable(status: 500), .personOrRun)),
        Refusal(error: AccountError(.unexpectedAnswer(detail: "a page"), .personOrRun)),
        Refusal(error: AccountError(.noAnswer(detail: "lost"), .personOrRun), isFailure: false),
    ]

    @Test("What is refused for one person ends nobody else's turn, of its own kind or of a later one", arguments: refusals)
    func onePerson(refusal: Refusal) async throws {
        let people = ["a", "b", "c"].map { TestedRun.person($0) }
        let run = TestedRun(people: people + [TestedRun.person("u", title: "Lead")], linked: [TestedRun.person("u")])
        run.accounts.fail({ $0 == .create("b") }, .init(error: refusal.error))
        let record = try await run.perform()
        #expect(record.outcome == .doneWithFailures && record.counts == [.create: 2, .update: 1], "\(record)")
        #expect(Set(run.accounts.byID.values.compactMap(\.externalID)) == ["a", "c", "u"])
        #expect(run.ledger.read { Set($0.failures.keys) } == (refusal.isFailure ? ["b"] : []))
        #expect(try await run.ledger.openIntents().isEmpty)
        #expect(run.writes.count { $0 == "create b" } == 1, "a creation is never repeated by itself")
    }

    @Test(
        "A creation that was carried out although the answer was lost is found by a lookup, and counts",
        arguments: [
            AccountError(.noAnswer(detail: "lost"), .personOrRun), AccountError(.serverUnavailable(status: 502), .personOrRun),
            AccountError(.conflict(detail: "exists"), .person),
        ])
    func foundByLookup(error: AccountError) async throws {
        let run = TestedRun(people: [TestedRun.person("a")])
        run.accounts.fail({ $0 == .create("a") }, .init(error: error, hasEffect: true))
        let record = try await run.perform()
        #expect(record.outcome == .done && record.counts == [.create: 1], "\(record)")
        #expect(run.accounts.byID.count == 1 && run.writes == ["create a"])
        #expect(run.ledger.read { $0.state.links["a"]?.accountID } == run.accounts.byID.keys.first)
    }

    @Test("Exhausted licenses end creations only, and the run says how many were not tried")
    func licences() async throws {
        let people = (1...20).map { TestedRun.person("p\($0)") }
        let run = TestedRun(people: people + [TestedRun.person("u", title: "Lead")], linked: [TestedRun.person("u")], writesAtOnce: 1)
        run.accounts.fail({ if case .create = $0 { true } else { false } }, .init(error: AccountError(.licencesExhausted(detail: "none"), .kind)))
        let record = try await run.perform()
        #expect(record.outcome == .doneWithFailures && record.counts == [.update: 1] && record.failures == 1, "\(record)")
        #expect(record.message?.contains("19 more to create were not tried") == true, "\(record.message ?? "")")
        #expect(run.writes.count { $0.hasPrefix("create") } == 1)
    }

    @Test("Five different people refused one after the other end the run, although the app answers other questions")
    func severalPeople() async throws {
        let run = TestedRun(people: (1...9).map { TestedRun.person("p\($0)") }, writesAtOnce: 1)
        run.accounts.fail({ if case .create = $0 { true } else { false } }, .init(error: AccountError(.forbidden(detail: "no"), .personOrRun)))
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            guard case .application(code: "forbidden", let message)? = error as? OperationError else { return false }
            return message.contains("refused 5 different people")
        }
        #expect(run.writes.count == 5 && run.ledger.read { $0.runs.last?.outcome } == .failed)
    }

    @Test("Where a harmless read is refused too, the run ends with that reason and nobody counts as failed")
    func everything() async throws {
        let run = TestedRun(people: (1...3).map { TestedRun.person("p\($0)") }, writesAtOnce: 1)
        run.accounts.fail({ if case .create = $0 { true } else { false } }, .init(error: AccountError(.forbidden(detail: "no"), .personOrRun)))
        run.accounts.fail(
            { $0 == .check },
            .init(error: AccountError(.authorization(detail: "over"), .run, authorization: .reauthorizationNeeded(reason: "Over.", since: nil))))
        await #expect {
            _ = try await run.perform()
        } throws: { error in
            if case .reauthorizationNeeded(reason: "Over.", since: nil)? = error as? OperationError { true } else { false }
        }
        #expect(run.writes == ["create p1"] && run.ledger.read { $0.failures.isEmpty && $0.runs.last?.outcome == .reauthorizationNeeded })
        #expect(try await run.ledger.openIntents().isEmpty)
    }

    @Test("An app that asks to wait is asked the same again, three times at most")
    func throttled() async throws {
        for (times, isDone) in [(3, true), (4, false)] {
            let run = TestedRun(people: [TestedRun.person("a")])
            run.accounts.fail({ $0 == .create("a") }, .init(error: AccountError(.throttled(seconds: 1), .run), times: times))
            let record = try? await run.perform()
            #expect((record?.counts == [.create: 1]) == isDone && run.writes.count == 4, "\(times)")
        }
    }

    @Test("An account that is linked to somebody else stays theirs, whatever the app answers")
    func linkedToAnother() async throws {
        let owner = TestedRun.person("owner")
        let run = TestedRun(people: [owner, TestedRun.person("a")], linked: [owner])
        run.accounts.answerCreation(
            with: ObservedAccount(
                id: "account-owner", externalID: "a", userName: "a@corp.example", isActive: true, values: TestedRun.values(of: TestedRun.person("a")))
        )
        let record = try await run.perform()
        #expect(record.outcome == .doneWithFailures && record.failures == 1)
        #expect(run.ledger.read { $0.state.links["owner"]?.accountID == "account-owner" && $0.state.links["a"] == nil })
    }
}
