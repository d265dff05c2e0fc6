import Provisioning
import Sync
import Terminal

extension ConsoleState {
    /// Takes in how the home is after files of it were changed. What somebody typed here is never lost by it.
    mutating func takeChange(_ status: WorkspaceStatus) -> [ConsoleEffect] {
        guard model.status != nil, status.configuration.revision != model.configuration.revision else {
            return take(status) + page.homeChanged(model)
        }
        // A save of this console is under way, and its answer brings the status.
        guard !model.isBusy else { return [] }
        var changed = model
        changed.status = status
        var refreshed = pages
        for index in refreshed.indices where !refreshed[index].refresh(changed) {
            // The pages keep the revision that they were opened with, so that a save is refused once and says why.
            model.status = status.with(model.configuration)
            say("The configuration was changed elsewhere. What you entered here is kept and not saved yet.", .warning)
            return []
        }
        pages = refreshed
        for step in stash.keys { _ = stash[step]?.refresh(changed) }
        return take(status) + page.homeChanged(model)
    }
}
