import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("Why the app did not do it", .timeLimit(.minutes(1)))
struct AppRefusalTests {
    static let owner = AccountFinding.ShownOwner(accountID: "7", userName: "", externalID: nil)

    static let details: [OutcomeDetail] =
        ([
            .values(detail: "x", type: "invalidValue"), .conflict(detail: "x"), .accountMissing(id: "7"),
            .absenceUnconfirmed(status: 410, detail: "x"), .notOffered(status: 405, detail: "x"), .serviceMissing(address: "https://scim.example"),
            .licencesExhausted(detail: "x."), .forbidden(detail: "x"), .throttled(seconds: 30), .serverUnavailable(status: 503),
            .unexpectedAnswer(detail: "x"),
        ] as [AppRefusal]).map { .refused($0, application: AppRefusal.anyApplication) }
        + ([
            .givenAway(owner), .aboutAnother(owner), .linkedToAnother(accountID: "7", personID: "p"), .gone(accountID: "7"), .stillActive,
            .stillThere, .notMade, .activeUntold, .inactive, .otherUserName(shown: "", wanted: "a"), .valuesRefused(["Job title"]),
        ] as [AccountFinding]).map { .found($0, application: AppRefusal.anyApplication) }

    @Test("Sentences name the app, never another, begin in upper case, end, and say what to do", arguments: details)
    func words(detail: OutcomeDetail) {
        let named: OutcomeDetail =
            switch detail {
            case .refused(let refusal, _): .refused(refusal, application: "scim2-server")
            case .found(let finding, _): .found(finding, application: "scim2-server")
            default: detail
            }
        #expect(named.words.contains("scim2-server") && !named.words.contains("RingCentral") && named.words.hasSuffix("."), "\(named.words)")
        #expect(detail.words.lowercased().contains("the app") && detail.words.first?.isUppercase == true, "\(detail.words)")
        #expect(detail.sentences.cure?.hasSuffix(".") == true)
    }

    @Test("A method that is not offered names the key of the profile; a missing service, the setting with the address")
    func settings() {
        #expect(AppRefusal.notOffered(status: 405, detail: "no").words(for: "Example").contains("supportsPatch"))
        let words = AppRefusal.serviceMissing(address: "https://scim.example/v2").words(for: "Example")
        #expect(words.contains("application.baseURL") && words.contains("https://scim.example/v2"))
    }

    static let matters: [DecisionMatter] = [
        .pending(.hardDelete, cause: .deleted, due: World.now, until: World.now + 60),
        .pending(.suspend, cause: .suspended, due: World.now, until: nil),
        .held(
            .delete,
            reason: .deprovisioning(
                ScheduledAction(action: .hardDelete, cause: .appTurnedOff, firstSeen: World.now, due: World.now + 60),
                detail: .appOff(unit: "/Sales", setAt: "/"))),
        .held(.create, reason: .entitled(access: .group(name: "G"), scopeGroup: "S")), .cancelledByUndo(.suspend, run: 3),
        .rejectedByUndo(.create, run: 3), .identity(from: "1", to: "2"), .unitPlace(from: "/A"), .unitMove(from: "/A"),
        .account(id: "7", userName: "ada", findings: [DecidedFinding(finding, labels: ["title": "Job title"])]),
        .accountDecision(.restore, id: "7", userName: "ada"), .lapsed(.suspend, id: "7", userName: "ada", reason: .otherOwner),
        .settings(revision: 4, changes: [SettingChange(setting: "runIntervalMinutes", before: "60", after: nil)], restored: 2), .firstRevision(1),
        .authorized(application: "Example", way: .personalJWT, account: "9"), .revoked(application: "Example"), .clientSecret(isEntered: true),
        .resumed(.turnOff),
    ]

    private static var finding: ReconciliationFinding {
        var finding = ReconciliationFinding(.changed, accountID: "7", userName: "ada")
        (finding.attribute, finding.from, finding.to, finding.firstSeen) = ("title", "A", "B", World.now)
        return finding
    }

    @Test("What the log keeps comes back from JSON as it was")
    func roundTrips() throws {
        for detail in Self.details + [.problem(.lookupRefused(.forbidden(detail: "no"), application: "Example")), .awaitsActivation] {
            #expect(try JSONDecoder().decode(OutcomeDetail.self, from: JSONEncoder().encode(detail)) == detail)
        }
        for matter in Self.matters { #expect(try JSONDecoder().decode(DecisionMatter.self, from: JSONEncoder().encode(matter)) == matter) }
    }

    @Test("A plan kept a sentence for a refused lookup in older versions; it is shown as it was")
    func olderProblem() throws {
        let problem = try JSONDecoder().decode(PlanProblem.self, from: Data(#"{"code":"lookupRefused","text":"It said no."}"#.utf8))
        #expect(problem.words.hasSuffix("so none was made. It said no."))
    }
}
