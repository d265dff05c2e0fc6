import Foundation
import Provisioning

@testable import Console
@testable import Sync

/// The tasks of the pages in the words of the tests.
extension ConsoleEffect {
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

    /// The task that is begun, when it is of this kind.
    func task<Task: ConsoleTask>(_ kind: Task.Type) -> Task? { if case .begin(let begun) = self { begun.task as? Task } else { nil } }
}

/// What comes of them.
extension ConsoleEvent {
    static func accountsListed(_ overview: AccountsOverview) -> ConsoleEvent { .answer(AccountsPage.List(), overview) }
    static func historyLoaded(_ steps: [RevisionStep]) -> ConsoleEvent { .answer(HistoryPage.List(), steps) }
    static func restorationForetold(_ number: Int, _ edited: Configuration, current: Configuration) -> ConsoleEvent {
        .answer(HistoryPage.ForetellRestoration(number: number), (edited, current))
    }

    static func failuresLoaded(_ failures: [StandingFailure], _ now: Date) -> ConsoleEvent { .answer(FailuresPage.List(), (failures, now)) }
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
