import Directory
import Foundation
import Provisioning
import Testing
import Wording

@testable import Console
@testable import Sync

/// The tasks of the pages in the words of the tests.
extension ConsoleEffect {
    static let loadAttributes = ConsoleEffect.task(ListAttributes())
    static let foretellTurnOn = ConsoleEffect.task(ForetellTurnOn())
    static let turnOn = ConsoleEffect.task(TurnOn())
    static let turnOff = ConsoleEffect.task(TurnOff())
    static let deleteConfiguration = ConsoleEffect.task(DeleteConfiguration())
    static let foretellResumption = ConsoleEffect.task(ForetellResumption())
    static func answerResumption(_ answer: ResumptionAnswer) -> ConsoleEffect { .task(AnswerResumption(answer: answer)) }
    static func checkAdministrator(_ address: String) -> ConsoleEffect { .task(SignInPage.CheckAdministrator(address: address)) }
    static func save(_ configuration: Configuration, _ followUp: SaveFollowUp) -> ConsoleEffect { .task(Save(configuration, followUp)) }
    static func saveUnlessConsequences(_ configuration: Configuration, _ followUp: SaveFollowUp) -> ConsoleEffect {
        .task(Save(configuration, followUp, .unlessConsequences))
    }
    static func decide(_ choice: PendingChoice, _ entries: [PendingEntry]) -> ConsoleEffect {
        .task(DecidePlan(.pending(choice, entries), of: nil))
    }
    static func decideHeld(_ change: HeldChange, _ entries: [PlanEntry]) -> ConsoleEffect { .task(DecidePlan(.held(change, entries), of: nil)) }
    static func decideUnitMoves(_ change: HeldChange, _ moves: [UnitMove]) -> ConsoleEffect {
        .task(DecidePlan(.unitMoves(change, moves), of: nil))
    }
    static func retry(_ person: String) -> ConsoleEffect { .task(DecidePlan(.retry(person), of: nil)) }
    static let listAccounts = ConsoleEffect.task(AccountsPage.List())
    static let compareAccounts = ConsoleEffect.task(AccountsPage.Compare())
    static let loadHistory = ConsoleEffect.task(HistoryPage.List())
    static let loadFailures = ConsoleEffect.task(FailuresPage.List())
    static let loadUsage = ConsoleEffect.task(UsagePage.Count())
    static let loadPeople = ConsoleEffect.task(PeoplePage.List())
    static let foretellIdentities = ConsoleEffect.task(IdentityPage.Find())
    static func foretellUndo(_ run: Int64) -> ConsoleEffect { .task(UndoPage.Foretell(run: run)) }
    static func explain(_ personID: String) -> ConsoleEffect { .task(ExplainPage.Explain(personID: personID)) }
    static func findActivity(_ query: ActivityQuery) -> ConsoleEffect { .task(ActivityPage.Find(query: query)) }
    static func retryFailures(_ people: [String]) -> ConsoleEffect { .task(FailuresPage.Retry(people: people)) }
    static func export(_ exported: Exported, path: String, replacing: Bool) -> ConsoleEffect {
        .task(ExportPage.Write(exported: exported, path: path, replacing: replacing))
    }
    static func decideIdentities(_ change: IdentityChange, carry: Bool) -> ConsoleEffect { .task(IdentityPage.Decide(change: change, carry: carry)) }
    static func propose(_ verdict: AccountDecision.Verdict, account: String, person: String? = nil) -> ConsoleEffect {
        .task(AccountsPage.Propose(verdict: verdict, account: account, person: person))
    }

    /// The save that is begun, in whatever way.
    var begunSave: Save? { task(Save.self) }

    /// The configuration that is saved in this way, with this to follow.
    func save(_ followUp: SaveFollowUp, _ way: Save.Way = .unlessConsequences) -> Configuration? {
        begunSave.flatMap { $0.followUp == followUp && $0.way == way ? $0.configuration : nil }
    }

    /// What is decided so about what is to come.
    func pending(_ choice: PendingChoice) -> [PendingEntry]? {
        if case .pending(choice, let entries)? = task(DecidePlan.self)?.decision { entries } else { nil }
    }

    /// The task that is begun, when it is of this kind.
    func task<Task: ConsoleTask>(_ kind: Task.Type) -> Task? { if case .begin(let begun) = self { begun.task as? Task } else { nil } }
}

/// What comes of them.
extension ConsoleEvent {
    /// That a task succeeded.
    static func answer<Task: ConsoleTask>(_ task: Task, _ success: Task.Success) -> ConsoleEvent { .answered(TaskAnswer(task, .success(success))) }

    static func statusLoaded(_ status: WorkspaceStatus) -> ConsoleEvent { .answer(ReadStatus(), status) }
    static func groupsLoaded(_ groups: [Group]) -> ConsoleEvent { .answer(ListGroups(), (groups, GroupSearch.names(groups))) }
    static func unitsLoaded(_ units: [OrganizationalUnit]) -> ConsoleEvent { .answer(ListUnits(), units) }
    static func attributesLoaded(_ attributes: [DirectoryAttribute]) -> ConsoleEvent { .answer(ListAttributes(), attributes) }
    static func sampleLoaded(_ people: [Person]) -> ConsoleEvent { .answer(SamplePerson.Read(attributes: [], first: nil), people) }
    static func scopeCounted(_ summary: ScopeSummary, request: Int) -> ConsoleEvent {
        .answer(CountScope(configuration: Configuration(), request: request), summary)
    }
    static func planLoaded(_ plan: Plan) -> ConsoleEvent { .answer(MakePlan(), plan) }
    static func turnOnForetold(_ plan: Loadable<Plan>) -> ConsoleEvent { .answer(ForetellTurnOn(), plan) }
    static func resumptionForetold(_ status: WorkspaceStatus, _ plan: Plan?) -> ConsoleEvent {
        .answer(ForetellResumption(), .init(status: status, plan: plan))
    }
    static func administratorChecked(_ address: String, _ standing: SignInPage.CheckAdministrator.Standing) -> ConsoleEvent {
        .answer(SignInPage.CheckAdministrator(address: address), standing)
    }
    static func saved(_ configuration: Configuration, _ followUp: SaveFollowUp) -> ConsoleEvent {
        .answer(Save(configuration, followUp), .saved(configuration))
    }
    static func consequencesFound(_ consequences: PlanConsequences, _ configuration: Configuration, _ followUp: SaveFollowUp) -> ConsoleEvent {
        .answer(Save(configuration, followUp, .unlessConsequences), .consequences(consequences))
    }
    static func overtaken(_ overtaking: Overtaking, _ followUp: SaveFollowUp) -> ConsoleEvent {
        .answer(Save(overtaking.overlap.theirs, followUp), .overtaken(overtaking))
    }
    static func saveFailed(_ text: String) -> ConsoleEvent { .failure(Save(Configuration(), .stay), text) }

    static func accountsListed(_ overview: AccountsOverview) -> ConsoleEvent { .answer(AccountsPage.List(), overview) }
    static func historyLoaded(_ steps: [RevisionStep]) -> ConsoleEvent { .answer(HistoryPage.List(), steps) }
    static func restorationForetold(_ number: Int, _ edited: Configuration, current: Configuration) -> ConsoleEvent {
        .answer(HistoryPage.ForetellRestoration(number: number), (edited, current))
    }

    static func failuresLoaded(_ failures: [StandingFailure], _ now: Date) -> ConsoleEvent { .answer(FailuresPage.List(), (failures, now)) }
    static func qualityRead(_ quality: DataQuality) -> ConsoleEvent { .answer(QualityPage.Check(), quality) }
    static func usageLoaded(_ days: [UsageDay]?) -> ConsoleEvent { .answer(UsagePage.Count(), days) }
    static func peopleLoaded(_ people: [ListedPerson]) -> ConsoleEvent { .answer(PeoplePage.List(), .init(people: people)) }
    static func identitiesForetold(_ change: IdentityChange?) -> ConsoleEvent { .answer(IdentityPage.Find(), change) }
    static func undoForetold(_ undo: UndoPlan) -> ConsoleEvent { .answer(UndoPage.Foretell(run: undo.run), undo) }
    static func explained(_ explained: ExplainPage.Explained) -> ConsoleEvent {
        .answer(ExplainPage.Explain(personID: explained.explanation.personID), explained)
    }
    static func activityFound(_ query: ActivityQuery, _ index: ActivityIndex, total: Int) -> ConsoleEvent {
        .answer(ActivityPage.Find(query: query), (index, total))
    }
    static func entriesRead(_ query: ActivityQuery, start: Int, _ entries: [ActivityEntry]) -> ConsoleEvent {
        .answer(ActivityPage.Read(query: query, ids: entries.map(\.id), start: start), entries)
    }

    static func exportExists(_ exported: Exported, path: String) -> ConsoleEvent {
        .answer(ExportPage.Write(exported: exported, path: path, replacing: false), nil)
    }
    static func exported(rows: Int, path: String) -> ConsoleEvent {
        .answer(ExportPage.Write(exported: .failures, path: path, replacing: true), rows)
    }

    /// That a task failed.
    static func failure<Task: ConsoleTask>(_ task: Task, _ text: String) -> ConsoleEvent {
        .answered(TaskAnswer(task, .failure(TaskFailure(text: text))))
    }
}

extension Place: CustomTestStringConvertible {
    var testDescription: String { name }
}
