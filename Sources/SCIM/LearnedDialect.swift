import Synchronization

/// What a service turned out not to offer while it was asked: so that every account is not tried in vain again.
final class LearnedDialect: Sendable {
    private let refusesPatch = Mutex(false)
    private let cannotFilter = Mutex(false)

    /// Whether PATCH as such was refused.
    var isWithoutPatch: Bool { refusesPatch.withLock { $0 } }
    /// Whether filters were refused or ignored.
    var isWithoutFilters: Bool { cannotFilter.withLock { $0 } }

    /// PATCH as such was refused.
    func notePatchIsRefused() { refusesPatch.withLock { $0 = true } }
    /// A filter was refused or ignored.
    func noteFiltersDoNotCount() { cannotFilter.withLock { $0 = true } }
}
