import Foundation
import Wording

@testable import Provisioning

extension SentenceSamples {
    private static func alert(
        _ kind: AlertKind, _ count: Int = 2, _ concerned: [String] = ["zoe@corp.example", "max@corp.example"], reason: String? = nil
    ) -> Alert {
        Alert(kind, since: now, concerned: concerned, count: count, until: now + 86_400, reason: reason)
    }

    private static let alertSamples =
        AlertKind.allCases.map { kind in
            switch kind {
            case .clock: alert(kind, 4_000, reason: "ahead")
            case .delivery: alert(kind, 0, ["mail", "webhook"], reason: "The mail server smtp.corp.example did not answer within 20 seconds.")
            case .reauthorization: alert(kind, reason: "RingCentral revoked it.")
            default: alert(kind)
            }
        } + [
            alert(.held, 1), alert(.problems, 1, ["zoe@corp.example"]), alert(.failures, 9), alert(.deletionsDue, 1, ["zoe@corp.example"]),
            alert(.findings, 1), alert(.clock, 90, reason: "behind"), alert(.clock, 0), alert(.noSuccess, reason: "Google could not be reached."),
        ]

    static let alerts = [
        Topic("What an alert says", alertSamples.map { $0.sentence(application: application) }),
        Topic("What to do about it", AlertKind.allCases.map { Alert($0, since: now).cure }),
        Topic("That it is over", AlertKind.allCases.map { Alert($0, since: now).ending(application: application) }),
        Topic("When it is opened", AlertRule.table.flatMap { rule in [1, rule.threshold ?? 1].map { rule.kind.words(threshold: $0) } }),
        Topic(
            "A message as it arrives",
            [
                AlertNotice(
                    AlertMessage(
                        number: 7, way: .mail, made: now, opened: [alert(.held)], closed: [alert(.disk)], repeated: [alert(.findings)]), from: origin),
                AlertNotice(AlertMessage(number: 8, way: .mail, made: now, opened: [], closed: [alert(.held)]), from: origin),
                AlertNotice.test(at: now, from: origin),
            ].flatMap { [$0.subject] + $0.text.split(separator: "\n").map(String.init) }),
    ]

    private static let origin = AlertOrigin(machine: "sync-1", home: "/var/lib/autoprovision", application: application)
}
