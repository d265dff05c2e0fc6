import Provisioning

/// Decides which action of a plan may start beside those that are under way: decisions only, no waiting, no requests.
///
/// The plan's order stays: a kind begins when the one before it is done (a suspension never waits behind a creation, a creation never takes the licence that a
/// deletion is about to free), and an account is not given a name that another one is just giving up.
struct WriteQueue {
    /// An action that was taken out to be done.
    struct Item: Equatable {
        /// The place in the plan.
        let position: Int
        let entry: PlanEntry
    }

    /// Times that one action may be begun again after the app asked to wait.
    static let maximumThrottles = 3

    private let entries: [PlanEntry]
    private var next = 0
    private var again: [Int] = []
    /// The kinds of the plan, in its order, and how many of each were never taken out.
    private var kinds: [ActionKind] = []
    private var notBegun: [ActionKind: Int] = [:]
    private var underWay: [Int: PlanEntry] = [:]
    private var throttles: [Int: Int] = [:]
    private var blockedKinds: Set<ActionKind> = []
    /// People who were taken in between: what was planned for them is the past.
    private var takenPeople: Set<String> = []
    /// How many that did not end yet will probably write nothing: adoptions at which a list showed no difference.
    private var withoutWrite = 0
    /// Actions left out because all of their kind are blocked.
    private(set) var leftOut = 0

    init(_ entries: [PlanEntry]) {
        self.entries = entries
        for entry in entries {
            if notBegun[entry.kind] == nil { kinds.append(entry.kind) }
            notBegun[entry.kind, default: 0] += 1
            if entry.difference != .some { withoutWrite += 1 }
        }
    }

    /// Actions that were taken and did not end yet.
    var inFlight: Int { underWay.count }
    /// Whether every action was taken and ended, or was left out.
    var isDone: Bool { underWay.isEmpty && again.isEmpty && next == entries.count }
    /// Actions that did not end yet.
    var left: Int { underWay.count + again.count + entries.count - next }

    /// Writes that did not end yet, as far as can be foretold.
    var writesLeft: Int { left - withoutWrite }

    /// How many of each kind have not begun, in the plan's order, beginning with the kind of what is under way; without the kinds of which nothing is left.
    var waiting: [(kind: ActionKind, count: Int)] {
        var counts = notBegun
        for position in again { counts[entries[position].kind, default: 0] += 1 }
        let active = Set(underWay.values.map(\.kind))
        return kinds.map { ($0, counts[$0] ?? 0) }.filter { $0.1 > 0 || active.contains($0.0) }
    }

    /// Whether an action may start now; it is the one that ``take()`` gives.
    var canTake: Bool { candidate != nil }

    private var candidate: Int? {
        guard let position = again.first ?? (next < entries.count ? next : nil) else { return nil }
        let entry = entries[position]
        guard underWay.values.allSatisfy({ $0.kind == entry.kind && !Self.gives(up: $0, theNameOf: entry) }) else { return nil }
        return position
    }

    /// Takes the next action out; `nil` when it has to wait for one that is under way.
    mutating func take() -> Item? {
        guard let position = candidate else { return nil }
        if again.isEmpty {
            notBegun[entries[next].kind, default: 0] -= 1
            next += 1
        } else {
            again.removeFirst()
        }
        underWay[position] = entries[position]
        skipBlocked()
        return Item(position: position, entry: entries[position])
    }

    /// It ended, well or not.
    mutating func ended(_ item: Item) {
        if underWay.removeValue(forKey: item.position) != nil { forget(item.entry) }
    }

    /// It does not count any more.
    private mutating func forget(_ entry: PlanEntry) {
        if entry.difference != .some { withoutWrite -= 1 }
    }

    /// The app asked to wait: it goes again. `false` when that happened too often.
    mutating func goesAgain(_ item: Item) -> Bool {
        throttles[item.position, default: 0] += 1
        guard throttles[item.position, default: 0] <= Self.maximumThrottles else { return false }
        underWay[item.position] = nil
        again.append(item.position)
        again.sort()
        return true
    }

    /// No more of this kind in this run.
    mutating func block(_ kind: ActionKind) {
        blockedKinds.insert(kind)
        skipBlocked()
    }

    /// Nothing more for this person in this run.
    mutating func leaveOut(_ personID: String) {
        takenPeople.insert(personID)
        let taken = again.filter { entries[$0].personID == personID }
        for position in taken { forget(entries[position]) }
        again.removeAll(where: taken.contains)
        skipBlocked()
    }

    private mutating func skipBlocked() {
        while next < entries.count, blockedKinds.contains(entries[next].kind) || takenPeople.contains(entries[next].personID) {
            notBegun[entries[next].kind, default: 0] -= 1
            forget(entries[next])
            if blockedKinds.contains(entries[next].kind) { leftOut += 1 }
            next += 1
        }
        let blocked = again.filter { blockedKinds.contains(entries[$0].kind) }
        guard !blocked.isEmpty else { return }
        for position in blocked { forget(entries[position]) }
        again.removeAll { blockedKinds.contains(entries[$0].kind) }
        leftOut += blocked.count
    }

    private static func gives(up first: PlanEntry, theNameOf second: PlanEntry) -> Bool {
        guard let old = first.before[MappingTable.userNamePath], let new = second.after[MappingTable.userNamePath] else { return false }
        return old.lowercased() == new.lowercased() && first.personID != second.personID
    }
}
