import Provisioning
import Sync
import Terminal

extension ConsoleState {
    /// Takes news about the history of the configuration.
    mutating func take(_ event: HistoryEvent) -> [ConsoleEffect] {
        switch event {
        case .loaded: return []
        case .restorationForetold(let number, let edited, let current):
            model.isBusy = false
            ask(.restore(number, edited, from: current))
            return []
        case .overtaken(let overtaking, let resave):
            model.isBusy = false
            message = nil
            leaveOvertaken()
            return push(OvertakenPage(overtaking, resave))
        case .keptTheirs(let configuration, let followUp):
            model.status = model.status?.with(configuration)
            let effects = follow(followUp)
            say("The configuration stays as it was saved; nothing of yours was kept.", .success)
            return effects
        }
    }

    /// Takes the page that was about a save which is over now off the way. What was typed below it counts no more.
    mutating func leaveOvertaken() {
        guard page is OvertakenPage, pages.count > 1 else { return }
        pages.removeLast()
    }

    /// The same, and a page of the set-up below it begins with what is saved.
    mutating func settleOvertaken() {
        guard page is OvertakenPage else { return }
        leaveOvertaken()
        if let step = page.step { pages[pages.count - 1] = SetupFlow.page(for: step, model) }
    }
}
