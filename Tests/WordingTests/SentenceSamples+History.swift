import Foundation
import Wording

@testable import Provisioning

extension SentenceSamples {
    private static func finding(_ kind: ReconciliationFinding.Kind, _ holder: ReconciliationFinding.Holder? = nil) -> ReconciliationFinding {
        var finding = ReconciliationFinding(kind, accountID: "7", userName: "zoe@corp.example")
        (finding.externalID, finding.holder) = ("00u1foreign", holder)
        (finding.attribute, finding.from, finding.to) = ("title", "Engineer", nil)
        (finding.personID, finding.personName, finding.personEmail) = (person.id, person.name, person.email)
        return finding
    }

    static let matters: [DecisionMatter] =
        [
            .pending(.hardDelete, cause: .deleted, due: now, until: now + 86_400), .pending(.suspend, cause: .suspended, due: now, until: nil),
            .held(.delete, reason: .deprovisioning(scheduled(.hardDelete), detail: nil)), .cancelledByUndo(.hardDelete, run: 12),
            .rejectedByUndo(.update, run: 12), .identity(from: "118", to: "zoe@corp.example"), .unitPlace(from: "/Sales"), .unitMove(from: "/Sales"),
            .account(id: "7", userName: "zoe@corp.example", findings: [DecidedFinding(finding(.changed), labels: ["title": "Job title"])]),
            .settings(revision: 4, changes: [SettingChange(setting: "runIntervalMinutes", before: "60", after: "15")], restored: nil),
            .settings(revision: 5, changes: [], restored: 2), .firstRevision(1),
            .authorized(application: application, way: .browser, account: "62264420004"),
            .authorized(application: application, way: .personalJWT, account: nil),
            .authorized(application: "Example", way: .bearerToken, account: nil), .revoked(application: application),
            .clientSecret(isEntered: true), .clientSecret(isEntered: false),
        ] + ResumptionAnswer.allCases.map { .resumed($0) }
        + AccountDecision.Verdict.allCases.map { .accountDecision($0, id: "7", userName: "zoe@corp.example") }
        + LapsedReason.allCases.map { .lapsed(.suspend, id: "7", userName: "zoe@corp.example", reason: $0) }

    private static func entry(_ kind: ActionKind?, _ state: ActivityEntry.State, code: String? = nil) -> ActivityEntry {
        ActivityEntry(
            id: 1, run: 3, kind: kind, person, accountID: nil, why: .written(""), state: state, code: code, before: [:], after: [:], time: now)
    }

    static let history = [
        Topic("What a decision was about", matters.map(\.words)),
        Topic(
            "What the check of the log found",
            ([.intact(entries: 12)] + AuditFinding.allCases.map { .broken(entry: $0 == .endRemoved ? nil : 7, $0) } as [AuditVerdict])
                .map { $0.sentence(ledger: "/var/lib/autoprovision/ledger.sqlite") }),
        Topic("Which way it was decided", LoggedDecision.Verdict.allCases.map(\.words)),
        Topic(
            "What happened",
            ActionKind.allCases.flatMap { kind in [.done, .failed, .open, .notCarriedOut].map { entry(kind, $0).what } }
                + [entry(nil, .failed).what, entry(nil, .decided).what]),
        Topic(
            "What matters of a run, in a few words",
            [
                RunRecord(
                    id: 3, started: now, finished: now, outcome: .doneWithFailures, message: nil, counts: [.create: 52], failures: 1, held: 3,
                    pending: 4,
                    problems: 2, waiting: 1, peopleRead: 100),
                RunRecord(
                    id: 3, started: now, finished: now, outcome: .failed, message: nil, counts: [:], failures: 0, held: 0, pending: 0, problems: 1,
                    peopleRead: 0),
                RunRecord(
                    id: 3, started: now, finished: now, outcome: .done, message: nil, counts: [:], failures: 0, held: 0, pending: 0, problems: 0,
                    peopleRead: 9),
            ].map { $0.shortParts.joined(separator: ", ") }),
    ]

    static let accounts = [
        Topic(
            "What was found about an account",
            ([.changed, .gone, .suspended, .reenabled, .otherSystem, .notOurs].map { finding($0) }
                + ReconciliationFinding.Holder.allCases.flatMap { [finding(.unlinked, $0), finding(.leaver, $0)] })
                .map { $0.words(labels: ["title": "Job title"]) }),
        Topic("The same in a word", ReconciliationFinding.Kind.allCases.map(\.words)),
        Topic(
            "What becomes of a finding",
            ([.waiting, .restoring, .accepted, .adopting, .inactive, .ignored] as [FindingState]).map(\.words)
                + AccountDecision.Verdict.allCases.map { FindingState.decided($0).words }),
    ]

    static let hints = Surface.allCases.map { surface in
        Topic("What to do next, on the \(surface)", CommandHint.allCases.map { $0.words(on: surface) })
    }
}
