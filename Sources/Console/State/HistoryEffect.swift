import Provisioning
import Sync

/// Something to be done about the history of the configuration.
enum HistoryEffect: Sendable, Equatable {
    case load
    /// What putting back a revision would change is found out.
    case foretell(restoring: Int)
    /// Of a save that was overtaken, nothing is kept.
    case keepTheirs(Configuration, SaveFollowUp)
}

/// News about the history of the configuration.
enum HistoryEvent: Sendable {
    case loaded([RevisionStep])
    /// The configuration with the settings of the revision, and the one that is saved now.
    case restorationForetold(Int, Configuration, current: Configuration)
    /// Somebody else saved since.
    case overtaken(Overtaking, Resave)
    case keptTheirs(Configuration, SaveFollowUp)
}
