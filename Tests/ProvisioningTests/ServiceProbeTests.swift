import Foundation
import Testing

@testable import Provisioning

@Suite("What a watcher outside asks", .timeLimit(.minutes(1)))
struct ServiceProbeTests {
    typealias Facts = AlertConditionsTests

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let facts: AlertFacts
        let yes: [ServiceProbe]

        init(_ title: String, _ yes: [ServiceProbe], _ change: (inout AlertFacts) -> Void) {
            (testDescription, self.yes, facts) = (title, yes, Facts.facts(change))
        }
    }

    static let cases: [Case] = [
        Case("all is well", [.live, .ready, .inStep]) { _ in },
        Case("no service", [.ready, .inStep]) { $0.hasService = false },
        Case("it is off", [.live, .ready]) { $0.isOn = false },
        Case("the setup is not finished", [.live]) { $0.isSetUp = false },
        Case("never authorized", [.live]) { $0.authorization = .unneeded },
        Case("the authorization has ended", [.live]) { $0.authorization = .ended(since: nil, reason: "Revoked.") },
        Case("no run yet", [.live]) { $0.lastSuccess = nil },
        Case("the newest run did not come to its end", [.live]) { $0.failure = "Google could not be reached." },
        Case("the newest run is two intervals old", [.live, .ready, .inStep]) { $0.lastSuccess = Facts.ago(2) },
        Case("the newest run is older", [.live, .ready]) { $0.lastSuccess = Facts.ago(2.1) },
        Case("something is held", [.live, .ready]) { $0.held = 1 },
        Case("somebody failed", [.live, .ready]) { $0.failures = [.init("a", Facts.ago(1))] },
        Case("somebody has a problem", [.live, .ready]) { $0.problems = [.init("a", Facts.ago(1))] },
    ]

    @Test("Each question is answered by the state, with a reason", arguments: cases)
    func answers(testCase: Case) {
        for probe in ServiceProbe.allCases {
            let answer = probe.answer(testCase.facts)
            #expect(answer.isYes == testCase.yes.contains(probe), "\(probe.rawValue): \(answer.reason)")
            #expect(answer.reason.hasSuffix("."))
        }
    }
}
