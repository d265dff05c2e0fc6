import Provisioning
import Sync
import Terminal
import Wording

extension ConsoleState {
    /// Takes in how the home is after files of it were changed. What somebody typed here is never lost by it.
    mutating func takeChange(_ status: WorkspaceStatus) -> [ConsoleEffect] {
        guard model.status != nil, status.configuration.revision != model.configuration.revision else {
            return take(status) + page.homeChanged(model)
        }
        // What is waited for may be a save of this console, whose answer brings a revision of its own; after it the home is looked at again.
        guard !model.isBusy else {
            hasMissedNews = true
            return []
        }
        guard !isOlder(status) else { return askAgain(status) + page.homeChanged(model) }
        return takeRevision(status, isNews: true)
    }

    /// Takes in how the home is, because it was asked for. What was typed here keeps the revision that it was typed on top of, whoever saved since.
    ///
    /// - Parameter isSecond: whether it was asked for again.
    mutating func takeStatus(_ status: WorkspaceStatus, isSecond: Bool = false) -> [ConsoleEffect] {
        guard model.status != nil, status.configuration.revision != model.configuration.revision, !model.isBusy else { return take(status) }
        return isOlder(status) && !isSecond ? askAgain(status) : takeRevision(status)
    }

    /// Whether it has an older revision than this console: it was read before this console saved, or the file was put back by hand.
    private func isOlder(_ status: WorkspaceStatus) -> Bool { status.configuration.revision < model.configuration.revision }

    /// Takes in all but the revision, and finds out which one counts.
    private mutating func askAgain(_ status: WorkspaceStatus) -> [ConsoleEffect] {
        take(status.with(model.configuration)) + [.task(ReadStatus(isSecond: true))]
    }

    /// Takes in another revision of the configuration, unless somebody typed something on top of the one before.
    private mutating func takeRevision(_ status: WorkspaceStatus, isNews: Bool = false) -> [ConsoleEffect] {
        var changed = model
        changed.status = status
        var refreshed = pages
        for index in refreshed.indices where !refreshed[index].refresh(changed) {
            // The pages keep the revision that they were opened with, so that a save shows what the other one changed.
            model.status = status.with(model.configuration)
            say("The configuration was changed elsewhere. What you entered here is kept and not saved yet.", .warning)
            return []
        }
        pages = refreshed
        for step in stash.keys { _ = stash[step]?.refresh(changed) }
        return take(status) + (isNews ? page.homeChanged(model) : [])
    }
}
