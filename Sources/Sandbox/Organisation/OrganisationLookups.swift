import Synchronization

/// What is worked out from all people and groups, kept until one of them changes: a listing of ten thousand people has dozens of pages, and each would work it out
/// again.
///
/// It belongs to one state of one ``Organisation``, which takes a new one with each change. It is no part of the organization's value.
final class OrganisationLookups: Sendable, Equatable {
    struct MembershipKey: Hashable {
        let groupIndex: Int
        let isDerived: Bool
    }

    private struct Kept {
        var living: [String: Person]?
        var memberships: [MembershipKey: [DirectoryGroup.Member]] = [:]
    }

    private let kept = Mutex(Kept())

    static func == (first: OrganisationLookups, second: OrganisationLookups) -> Bool { true }

    /// Living people by id.
    func living(_ make: () -> [String: Person]) -> [String: Person] {
        if let known = kept.withLock({ $0.living }) { return known }
        let made = make()
        kept.withLock { $0.living = made }
        return made
    }

    /// The members of a group that are listed.
    func membership(_ key: MembershipKey, _ make: () -> [DirectoryGroup.Member]) -> [DirectoryGroup.Member] {
        if let known = kept.withLock({ $0.memberships[key] }) { return known }
        let made = make()
        kept.withLock { $0.memberships[key] = made }
        return made
    }
}
