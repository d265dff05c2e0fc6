import Provisioning

@testable import Console
@testable import Sync

/// The tasks of the pages in the words of the tests.
extension ConsoleEffect {
    static let listAccounts = ConsoleEffect.task(AccountsPage.List())
    static let compareAccounts = ConsoleEffect.task(AccountsPage.Compare())
    static let loadHistory = ConsoleEffect.task(HistoryPage.List())
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

    /// That a task failed.
    static func failure<Task: ConsoleTask>(_ task: Task, _ text: String) -> ConsoleEvent {
        .answered(TaskAnswer(task, .failure(TaskFailure(text: text))))
    }
}
