import Foundation
import Testing
import Wording

@testable import Provisioning

/// An example of every sentence, by topic.
enum SentenceSamples {
    struct Topic: Sendable, CustomTestStringConvertible {
        let title: String
        let sentences: [String]
        var testDescription: String { title }

        init(_ title: String, _ sentences: [String]) { (self.title, self.sentences) = (title, sentences) }
    }

    static let all = reasons + plans + failures + history + accounts + hints + alerts

    /// 2026-11-23 22:49 UTC.
    static let now = Date(timeIntervalSince1970: 1_795_474_140)
    static let application = "RingCentral"
    static let person = PersonReference(id: "118", name: "Zoe Adams", email: "zoe@corp.example")

    static func scheduled(_ action: DeprovisioningAction, _ cause: DeprovisioningCause = .suspended) -> ScheduledAction {
        ScheduledAction(action: action, cause: cause, firstSeen: now, due: now + 7 * 86_400)
    }

    static func pending(_ action: DeprovisioningAction, isHeld: Bool = false, _ decision: PendingDecision? = nil) -> PendingEntry {
        PendingEntry(person, accountID: "7", scheduled: scheduled(action), isHeld: isHeld, decision: decision)
    }

    // MARK: Reasons

    static let exclusions: [Exclusion] = [
        .archived, .guest, .suspended, .appOff(unit: "/Sales", setAt: "/Sales"), .appOff(unit: "/Sales/West", setAt: "/Sales"), .notInScopeGroups,
        .secondaryDomain("corp.test"), .excludedPerson, .excludedAccount("pbx@corp.example"),
        .conditionNotMet(ScopeCondition("organizations[primary].department", .is, ["Sales", "Support", "Legal"]), value: "Marketing"),
        .conditionNotMet(ScopeCondition("organizations[primary].department", .isNot, ["Sales"]), value: "Sales"),
        .conditionNotMet(ScopeCondition("customSchemas.Phones.needs", .startsWith, ["yes", "maybe"]), value: nil),
        .conditionNotMet(ScopeCondition("organizations[primary].title", .matches, ["^Head of"]), value: "Clerk"),
    ]

    static let planReasons: [PlanReason] =
        [
            .entitled(access: .organizationalUnit(path: "/Sales"), scopeGroup: nil), .entitled(access: .group(name: "Staff"), scopeGroup: "Phones"),
            .attributesChanged(["Job title", "Department"]), .restoring(["Job title"], changed: []),
            .restoring(["Job title"], changed: ["Department"]),
            .undo(run: 12),
        ] + DeprovisioningCause.allCases.map { .deprovisioning(scheduled(.suspend, $0), detail: nil) }
        + exclusions.map { .deprovisioning(scheduled(.suspend, .appTurnedOff), detail: $0) } + AccountDecision.Verdict.allCases.map { .decided($0) }

    static let problems: [PlanProblem] = [
        .missingValues(["First name", "Last name"]), .tooLong(["Job title (64)"]), .accountOfAnother(userName: "zoe@corp.example", externalID: "990"),
        .unfit([UnfitValue(label: "Mobile phone", value: "555 0123", format: .phoneNumber)]),
        .authorizingAccount(.suspend), .sameUserName(userName: "zoe@corp.example", other: "zoe.a@corp.example"),
        .lookupRefused(.forbidden(detail: "No access"), application: application),
    ]

    private static let noValueReasons: [NoValueReason] =
        PhoneNumberDoubt.allCases.map { .phoneNumber("555 0123", $0, country: "US") } + [
            .phoneNumber("555 0123", .wrongLength, country: nil), .empty, .noMatch("x"), .notInTable("Eng", table: "departments"),
            .unknownCountry("Atlantis"),
            .noCountry("Bavaria"), .unknownRegion("Bavaria", country: "US"), .countryWithoutRegions("Bavaria", country: "DE"), .doubtfulAddress,
            .addressWithoutRegion(country: "US"),
        ]

    private static let steps: [ValueStep] = [
        .trim, .upper, .lower, .title, .replace(find: "/", with: " "), .replace(find: "/", with: ""), .pattern(match: "^a", group: 0),
        .pattern(match: "^(a)", group: 1), .lookUp(table: "departments", isKept: false), .lookUp(table: "departments", isKept: true),
        .join(attributes: ["name.familyName"], separator: ", "), .e164(.init()), .e164(.init(fallback: "US")), .region(.init(), .code),
        .country(.name), .cut(64),
    ]

    static let reasons = [
        Topic("Why somebody is left out", exclusions.map(\.words)), Topic("Why an action is planned", planReasons.map(\.words)),
        Topic("Why nothing can be done for a person", problems.map(\.words)),
        Topic(
            "What an attribute gets",
            ([
                MappedValue.value("Engineer"), .empty, .missing(nil), .missing(.notInTable("Eng", table: "departments")),
                .tooLong("A very long title", limit: 10),
            ] + ValueFormat.Name.allCases.map { .unfit("?", $0) } + noValueReasons.map { .leftOut($0) }).map(\.words)),
        Topic("What a step does", (steps.map(\.words) + ValueStep.Name.allCases.map(\.words))),
        Topic(
            "Whom a scope leaves out",
            [1, 3].compactMap { count in
                ScopeSummary(entitled: 9, excluded: Dictionary(uniqueKeysWithValues: Exclusion.Kind.allCases.map { ($0, count) })).exclusionWords
            }),
    ]

    // MARK: Failures

    static let owner = AccountFinding.ShownOwner(accountID: "7", userName: "adam@corp.example", externalID: "990")

    static let refusals: [AppRefusal] = [
        .values(detail: "The phone number is invalid", type: "invalidValue"), .values(detail: "Bad request", type: nil), .conflict(detail: "In use"),
        .accountMissing(id: "7"), .absenceUnconfirmed(status: 410, detail: "status 410"), .notOffered(status: 405, detail: "status 405"),
        .serviceMissing(address: "https://scim.example/v2"), .licencesExhausted(detail: "The limit has been reached."),
        .forbidden(detail: "No access (CMN-408)"), .throttled(seconds: 60), .serverUnavailable(status: 503),
        .unexpectedAnswer(detail: "the answer is not JSON"), .cancelled,
    ]

    static let findings: [AccountFinding] = [
        .givenAway(owner), .givenAway(.init(accountID: "7", userName: "", externalID: nil)), .aboutAnother(owner),
        .linkedToAnother(accountID: "7", personID: "990"), .gone(accountID: "7"), .stillActive, .stillThere, .notMade, .activeUntold, .inactive,
        .otherUserName(shown: "adam@corp.example", wanted: "zoe@corp.example"), .otherUserName(shown: "", wanted: "zoe@corp.example"),
        .valuesRefused(["Job title"]),
    ]

    static func attempts(_ count: Int, code: String = "refused") -> FailedAttempts {
        FailedAttempts(kind: .update, after: [:], count: count, last: now, detail: .written(code: code, sentence: "It was refused."))
    }

    static func standing(_ code: String) -> StandingFailure {
        let entry = ActivityEntry(
            id: 1, run: 3, kind: .update, person, accountID: "7", why: .plan(.attributesChanged(["Job title"])), state: .failed, code: code,
            detail: .written(code: code, sentence: "It was refused."), before: [:], after: [:], time: now)
        return StandingFailure(entry: entry, since: now, count: 2, nextTry: .nextRun)
    }

    static let codes =
        Set(refusals.map(\.code) + findings.map(\.code) + problems.map(\.code) + ["unreachable", "no-answer", "something-else"]).sorted()

    static let failures = [
        Topic("Why the app did not do it", refusals.map { $0.words(for: application) }),
        Topic("Why the app did not do it, without the app's name", refusals.map { $0.words(for: AppRefusal.anyApplication) }),
        Topic("What the app showed of an account", findings.map { OutcomeDetail.found($0, application: application).words }),
        Topic("Done, with something to say", [OutcomeDetail.awaitsActivation.words]),
        Topic("What ends a failure", codes.map { "\($0): \(standing($0).cure)" }),
        Topic(
            "When a failure is tried again",
            [StandingFailure.NextTry.nextRun, .asked, .after(now + 7_500), .whenMended].map { $0.words(now: now) }
                + [attempts(1), attempts(3), attempts(1, code: "licences-exhausted")].map(\.words)),
        Topic("Countdowns", [-1, 30, 720, 12_000, 200_000, 540_000].map { Countdown.words(until: now + $0, from: now) }),
    ]
}
