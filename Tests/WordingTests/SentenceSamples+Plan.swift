import Foundation
import Wording

@testable import Provisioning

extension SentenceSamples {
    private static var consequences: PlanConsequences {
        let hold = SafeguardHold(kind: .suspend, planned: 12, recent: 2, allowance: 10)
        var all = PlanConsequences()
        all.liftedLimits = [.suspend, .delete]
        all.letThrough = [.suspend: 2, .delete: 1]
        all.changes = [.suspend: 1, .delete: 3, .create: 2, .update: 1]
        all.comesAnyway = [.delete]
        all.held = [.init(hold, count: 12), .init(hold, count: 5)]
        all.beginningDelays = 41
        all.dropped = 1
        all.newProblems = [ProblemEntry(person, problem: problems[0]), ProblemEntry(person, problem: problems[1])]
        return all
    }

    private static func consequences(_ change: (inout PlanConsequences) -> Void) -> String {
        var consequences = PlanConsequences()
        change(&consequences)
        return consequences.words
    }

    static let plans = [
        Topic(
            "What is to come",
            [
                pending(.suspend), pending(.hardDelete), pending(.hardDelete, isHeld: true),
                pending(.hardDelete, PendingDecision(cause: .suspended, action: .hardDelete)),
                pending(.hardDelete, PendingDecision(cause: .suspended, action: .hardDelete, notBefore: now + 864_000)),
            ].map(\.words) + Plan.DeprovisioningState.allCases.map { pending(.suspend).words($0) }),
        Topic("That hard deletes follow", [HardDeletes.follow(1, first: now), HardDeletes.follow(3, first: now)]),
        Topic(
            "What a decision about held actions leads to",
            HeldChange.allCases.flatMap { change in
                let kinds: [HeldEffect.OfKind] = [
                    .init(kind: .suspend, count: 1, rest: .none), .init(kind: .suspend, count: 3, rest: .staysHeld(9)),
                    .init(kind: .delete, count: 2, rest: .isDone(4, allowance: 5, recent: 1)),
                    .init(kind: .delete, count: 2, rest: .isDone(4, allowance: 5, recent: 0)),
                    .init(kind: .delete, count: 2, rest: .asksForAuthorizer),
                ]
                return [[pending(.hardDelete)], [pending(.hardDelete), pending(.hardDelete)]].flatMap {
                    HeldEffect(change: change, kinds: kinds, following: $0).sentences
                }
            }),
        Topic(
            "What was decided and waits for the next run",
            [HeldDecided(released: 40), HeldDecided(rejected: 1), HeldDecided(released: 40, rejected: 2)].flatMap {
                [$0.words(isOn: true) ?? "", $0.words(isOn: false) ?? "", $0.shortWords ?? ""]
            }),
        Topic("What a decision about moved units leads to", HeldChange.allCases.map(UnitHold.effect)),
        Topic(
            "What a change of the configuration leads to",
            [
                consequences.words, consequences { $0.obstacle = "Google cannot be asked." }, consequences { $0.changes = [.create: 1] },
                consequences {
                    $0.loosened = [LoosenedLimit(.suspend, before: .init(number: 10, percent: 5), after: .init(number: 50, percent: 7.5))]
                    $0.letThrough = [:]
                },
                consequences {
                    $0.isOff = true
                    $0.loosened = [LoosenedLimit(.create, before: .init(number: 10, percent: 5), after: .init(number: 10, percent: 20))]
                    $0.obstacle = "Google cannot be asked."
                },
                consequences { $0.newProblems = [ProblemEntry(person, problem: problems[0])] },
            ]),
        Topic(
            "What is due after a reauthorization",
            ResumptionWords.due([], mostLines: 3) + ResumptionWords.due([pending(.suspend), pending(.hardDelete)], mostLines: 1)),
        Topic(
            "Where a plan comes from that is remembered",
            [0, 4].map { leftOut in
                PlanMemory(
                    origin: .run(3), planned: now, obstacle: .init(code: "unreachable", whom: "Google", reason: "Nothing answers."), leftOut: leftOut
                ).sentence
            } + [PlanMemory.decisions]),
        Topic(
            "What stands in the way of an undo",
            ([
                .irreversible(.delete), .irreversible(.create), .irreversible(.adopt), .irreversible(.update), .accountGone, .changedLater(run: 5),
                .takenBack, .differs, .userNameTaken("zoe@corp.example"),
            ] as [UndoObstacle]).map(\.words)),
    ]
}
