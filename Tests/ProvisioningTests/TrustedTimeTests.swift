import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("Whether this machine's clock may be believed", .timeLimit(.minutes(1)))
struct TrustedTimeTests {
    static let day: TimeInterval = 86_400

    static func google(_ ahead: TimeInterval) -> ClockWitness {
        ClockWitness(host: "admin.googleapis.com", isDirectory: true, secondsAhead: ahead)
    }

    static func app(_ ahead: TimeInterval, host: String = "scim.example.com") -> ClockWitness {
        ClockWitness(host: host, isDirectory: false, secondsAhead: ahead)
    }

    @Test(
        "The verdict by what each server told",
        arguments: [
            ("nobody told the time", [], .untold),
            ("the directory agrees", [google(2)], .right(off: [])),
            ("the app agrees, the directory is a folder of files", [app(-300)], .right(off: [])),
            ("the only witness differs", [app(30 * day)], .wrong(secondsAhead: 30 * day)),
            ("a difference of just more than five minutes", [app(-301)], .wrong(secondsAhead: -301)),
            ("all differ alike", [google(5 * day), app(5 * day)], .wrong(secondsAhead: 5 * day)),
            ("the app's own clock is off", [google(1), app(-3_600)], .right(off: [app(-3_600)])),
            ("two of the app's clocks are off", [google(1), app(400), app(-400, host: "a")], .right(off: [app(-400, host: "a"), app(400)])),
            // A server of the app on this very machine shares its wrong clock.
            ("only the app agrees, and the directory does not", [google(30 * day), app(0)], .wrong(secondsAhead: 30 * day)),
            (
                "the app's servers contradict each other and nobody else tells the time", [app(7_200), app(0, host: "login.example.com")],
                .disputed(off: app(7_200), agreeing: app(0, host: "login.example.com"))
            ),
        ] as [(String, [ClockWitness], ClockVerdict)])
    func verdict(situation: String, witnesses: [ClockWitness], verdict: ClockVerdict) {
        #expect(TrustedTime.judge(witnesses) == verdict, "\(situation)")
        #expect(TrustedTime.judge(witnesses.reversed()) == verdict, "\(situation), told in another order")
    }

    @Test("Of a plan without the time only what takes nothing away remains, and no delay begins")
    func withoutTime() {
        func entry(_ kind: ActionKind) -> PlanEntry {
            PlanEntry(PersonReference(id: kind.rawValue, name: "", email: ""), kind: kind, reason: .attributesChanged([]))
        }
        let cancelled = TimerChange.cancel(personID: "b", .suspended)
        let plan = Plan(
            configurationRevision: 1, made: Date(timeIntervalSince1970: 0), items: ActionKind.allCases.map { PlanItem(entry($0), .due) }, holds: [:],
            timerChanges: [.start(personID: "a", DeprovisioningTimer(cause: .deleted, firstSeen: Date(timeIntervalSince1970: 0))), cancelled],
            pending: [], problems: [], excluded: [], entitledCount: 0)
        let (possible, withheld) = plan.withoutTime()
        #expect(plan.needsTime && !possible.needsTime)
        #expect(possible.entries.map(\.kind) == [.reenable, .create, .adopt, .update, .rename])
        #expect(withheld.map(\.kind) == [.suspend, .delete])
        #expect(possible.timerChanges == [cancelled])
    }

    @Test("The sentence names the server whose clock is off, how far, and in which direction")
    func sentence() {
        #expect(Self.app(-7_200).sentence.hasPrefix("The clock of scim.example.com is 2 hours ahead of this machine's"))
        #expect(Self.app(3 * 86_400).sentence.hasPrefix("The clock of scim.example.com is 3 days behind this machine's"))
        #expect(TimeSpan.words(61) == "1 minute")
    }
}
