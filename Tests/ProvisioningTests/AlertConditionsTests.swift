import Foundation
import Testing

@testable import Provisioning

/// When each condition is true, as a table: facts, and what is open then.
@Suite("Conditions of alerts", .timeLimit(.minutes(1)))
struct AlertConditionsTests {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func hours(_ count: Double) -> TimeInterval { count * 3_600 }
    static func ago(_ count: Double) -> Date { now - hours(count) }
    static func ahead(_ count: Double) -> Date { now + hours(count) }

    /// All is well: set up, on, authorized, a run an hour ago, a service.
    static func facts(_ change: (inout AlertFacts) -> Void = { _ in }) -> AlertFacts {
        var facts = AlertFacts(now: now)
        (facts.isSetUp, facts.isOn, facts.hasService) = (true, true, true)
        facts.firstTurnedOn = ago(2_000)
        facts.authorization = .lasting(until: ahead(24 * 6))
        facts.lastSuccess = ago(1)
        facts.clock = .right(off: [])
        facts.freeMegabytes = 10_000
        change(&facts)
        return facts
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let facts: AlertFacts
        let open: [AlertKind]

        init(_ title: String, _ open: [AlertKind], _ change: (inout AlertFacts) -> Void) {
            (testDescription, self.open, facts) = (title, open, AlertConditionsTests.facts(change))
        }
    }

    static let cases: [Case] = [
        Case("all is well", []) { _ in },
        Case("the authorization has ended", [.reauthorization]) { $0.authorization = .ended(since: ago(1), reason: "Revoked.") },
        Case("it ended before the setup was finished", []) {
            $0.authorization = .ended(since: ago(1), reason: "Revoked.")
            ($0.isSetUp, $0.isOn, $0.hasService) = (false, false, false)
        },
        Case("it ends in 47 hours", [.authorizationEnds]) { $0.authorization = .lasting(until: ahead(47)) },
        Case("it ends in 49 hours", []) { $0.authorization = .lasting(until: ahead(49)) },
        Case("it never ends by itself", []) { $0.authorization = .lasting(until: nil) },
        Case("one action is held", [.held]) { $0.held = 1 },
        Case("a problem is a day old", [.problems]) { $0.problems = [.init("a@corp.example", ago(24))] },
        Case("a problem is 23 hours old", []) { $0.problems = [.init("a@corp.example", ago(23))] },
        Case("three people fail", [.failures]) { $0.failures = ["a", "b", "c"].map { .init($0, ago(1)) } },
        Case("two people fail", []) { $0.failures = ["a", "b"].map { .init($0, ago(1)) } },
        Case("no run succeeded for six hours", [.noSuccess]) { $0.lastSuccess = ago(6) },
        Case("no run succeeded for five hours", []) { $0.lastSuccess = ago(5) },
        Case("runs are six hours apart: two may be missing", []) { ($0.lastSuccess, $0.interval) = (ago(11), hours(6)) },
        Case("runs are six hours apart, and more than two are missing", [.noSuccess]) { ($0.lastSuccess, $0.interval) = (ago(12), hours(6)) },
        Case("no run ever succeeded, and it was turned on seven hours ago", [.noSuccess]) { ($0.lastSuccess, $0.firstTurnedOn) = (nil, ago(7)) },
        Case("no run succeeded for days, but it is off", []) { ($0.lastSuccess, $0.isOn, $0.hasService) = (ago(99), false, false) },
        Case("deletions are due in 23 hours", [.deletionsDue]) { $0.deletions = [.init("a@corp.example", ahead(23))] },
        Case("deletions are due in 25 hours", []) { $0.deletions = [.init("a@corp.example", ahead(25))] },
        Case("deletions are due, but it is off", []) {
            ($0.deletions, $0.isOn, $0.hasService) = ([.init("a@corp.example", ahead(1))], false, false)
        },
        Case("a finding waits", [.findings]) { $0.findings = 1 },
        Case("four licenses are free", [.licenses]) { $0.capacity = Capacity(free: 4, read: ago(1)) },
        Case("five licenses are free", []) { $0.capacity = Capacity(free: 5, read: ago(1)) },
        Case("no license was free three days ago, and nobody asked since", []) { $0.capacity = Capacity(free: 0, read: ago(72)) },
        Case("no license is free, but it is off", []) {
            ($0.capacity, $0.isOn, $0.hasService) = (Capacity(free: 0, read: ago(1)), false, false)
        },
        Case("the clock is wrong", [.clock]) { $0.clock = .wrong(secondsAhead: 4_000) },
        Case("the clock is wrong, and nothing that is counted with it opens", [.clock]) {
            ($0.clock, $0.lastSuccess) = (.wrong(secondsAhead: 4_000), ago(99))
        },
        Case("the clock is wrong, and by it the authorization seems to have ended", [.clock]) {
            ($0.clock, $0.authorization) = (.wrong(secondsAhead: 700_000), .ended(since: ago(1), reason: "Seven days without use."))
        },
        Case("nobody told the time", []) { $0.clock = .untold },
        Case("the disk has 499 MB", [.disk]) { $0.freeMegabytes = 499 },
        Case("the disk has 500 MB", []) { $0.freeMegabytes = 500 },
        Case("the disk is not known", []) { $0.freeMegabytes = nil },
        Case("several at once, in the order of the table", [.reauthorization, .held, .findings]) {
            ($0.findings, $0.held, $0.authorization) = (2, 3, .ended(since: ago(1), reason: "Revoked."))
        },
    ]

    @Test("A condition is true from its threshold on", arguments: cases)
    func conditions(testCase: Case) {
        let judgement = AlertJudgement(testCase.facts, settings: AlertSettings(), memory: AlertMemory())
        #expect(judgement.opened.map(\.kind) == testCase.open)
        #expect(judgement.memory.open.map(\.alert.kind) == testCase.open)
    }

    @Test(
        "What has no moment of its own is true once it was so for as long as the threshold",
        arguments: [
            (AlertKind.noService, 0.4, 0.5), (.serviceWhileOff, 23.9, 24.0),
        ])
    func seenForLong(kind: AlertKind, early: Double, late: Double) {
        func look(_ time: Double, _ memory: AlertMemory) -> AlertJudgement {
            var facts = Self.facts { ($0.isOn, $0.hasService) = kind == .noService ? (true, false) : (false, true) }
            facts.now = Self.ahead(time)
            return AlertJudgement(facts, settings: AlertSettings(), memory: memory)
        }
        let first = look(0, AlertMemory())
        #expect(first.opened.isEmpty)
        #expect(look(early, first.memory).opened.isEmpty)
        let opened = look(late, first.memory).opened
        #expect(opened.map(\.kind) == [kind])
        #expect(opened.first?.since == Self.now)
        // A service that was there in between begins the time anew.
        let back = AlertJudgement(Self.facts(), settings: AlertSettings(), memory: first.memory)
        #expect(look(late, back.memory).opened.isEmpty)
    }

    @Test("Turned off and on again, the time without a success begins when it was turned on")
    func turnedOnAgain() {
        let off = AlertJudgement(
            Self.facts { ($0.isOn, $0.hasService, $0.lastSuccess) = (false, false, Self.ago(90)) }, settings: AlertSettings(), memory: AlertMemory())
        var remembered = off.memory
        remembered.revision = 1
        let on = AlertJudgement(Self.facts { $0.lastSuccess = Self.ago(90) }, settings: AlertSettings(), memory: remembered)
        #expect(on.opened.isEmpty)
        let late = AlertJudgement(
            Self.facts { ($0.lastSuccess, $0.now) = (Self.ago(90), Self.ahead(6)) }, settings: AlertSettings(), memory: on.memory)
        #expect(late.opened.map(\.kind) == [.noSuccess])
    }

    @Test("A threshold that was chosen counts in place of the table's, and a condition that was turned off is never true")
    func chosen() {
        var settings = AlertSettings()
        settings.set(.held) { $0.threshold = 5 }
        settings.set(.findings) { $0.isOn = false }
        func opened(_ change: (inout AlertFacts) -> Void) -> [AlertKind] {
            AlertJudgement(Self.facts(change), settings: settings, memory: AlertMemory()).opened.map(\.kind)
        }
        #expect(opened { $0.held = 4 } == [])
        #expect(opened { $0.held = 5 } == [.held])
        #expect(opened { $0.findings = 9 } == [])
        settings.set(.held) { $0.threshold = nil }
        #expect(settings.conditions.map(\.id) == ["findings"])
    }

    @Test("The table of defaults has each kind once")
    func table() {
        #expect(Set(AlertRule.table.map(\.kind)) == Set(AlertKind.allCases))
        #expect(AlertRule.table.count == AlertKind.allCases.count)
        for rule in AlertRule.table { #expect(rule.threshold.map(rule.range.contains) ?? true) }
    }

    @Test("No alert names more than five people, or a name without end")
    func bounded() {
        let long = Self.facts { $0.failures = (0..<40).map { .init(String(repeating: "x", count: 10_000) + "\($0)", Self.ago(2)) } }
        let alert = AlertJudgement(long, settings: AlertSettings(), memory: AlertMemory()).opened.first
        #expect(alert?.count == 40)
        #expect(alert?.concerned.count == 5)
        #expect((alert?.concerned.map(\.count).max() ?? 0) <= 200)
    }

    @Test(
        "Whatever a directory or a server says, an alert stays short",
        arguments: [
            String(repeating: "a", count: 100_000), "e" + String(repeating: "\u{301}", count: 100_000), String(repeating: "👩‍👩‍👧‍👦", count: 10_000),
        ])
    func short(text: String) {
        let alert = Alert(.problems, since: Self.now, concerned: Array(repeating: text, count: 9), count: 9, reason: text)
        #expect(alert.concerned.count == 5 && alert.count == 9)
        #expect(alert.concerned.allSatisfy { $0.unicodeScalars.count == 200 })
        #expect(alert.reason?.unicodeScalars.count == 500)
    }
}
