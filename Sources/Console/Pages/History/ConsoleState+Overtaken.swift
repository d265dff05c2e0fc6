import Provisioning
import Sync
import Terminal

extension ConsoleState {
    /// Shows that somebody else saved since, and lets one choose.
    mutating func showOvertaken(_ overtaking: Overtaking, _ save: Save) -> [ConsoleEffect] {
        message = nil
        leaveOvertaken()
        return push(OvertakenPage(overtaking, save))
    }

    /// Takes the page that was about a save which is over now off the way. What was typed below it counts no more.
    mutating func leaveOvertaken() {
        guard page is OvertakenPage, pages.count > 1 else { return }
        pages.removeLast()
    }

    /// The same, and a page of the setup below it begins with what is saved.
    mutating func settleOvertaken() {
        guard page is OvertakenPage else { return }
        leaveOvertaken()
        if let step = page.step { pages[pages.count - 1] = SetupFlow.page(for: step, model) }
    }
}
