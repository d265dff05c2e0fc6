import Provisioning
import Testing

@Suite("What counts as usage", .timeLimit(.minutes(1)))
struct UsageTests {
    /// Created, suspended, deleted and failed, when 3 entries are counted.
    static let rows: [(ActionKind?, ActivityEntry.State, [Int])] = [
        (.create, .done, [3, 0, 0, 0]), (.suspend, .done, [0, 3, 0, 0]), (.delete, .done, [0, 0, 3, 0]), (.adopt, .done, [0, 0, 0, 0]),
        (.update, .done, [0, 0, 0, 0]), (.rename, .done, [0, 0, 0, 0]), (.reenable, .done, [0, 0, 0, 0]), (.create, .failed, [0, 0, 0, 3]),
        (.update, .failed, [0, 0, 0, 3]), (nil, .failed, [0, 0, 0, 3]), (.create, .open, [0, 0, 0, 0]), (.create, .notCarriedOut, [0, 0, 0, 0]),
        (nil, .decided, [0, 0, 0, 0]),
    ]

    @Test("Accounts that were made, suspended and deleted, and everything that failed", arguments: rows)
    func counts(kind: ActionKind?, state: ActivityEntry.State, expected: [Int]) {
        var usage = Usage()
        usage.count(3, kind, state)
        #expect([usage.created, usage.suspended, usage.deleted, usage.failures] == expected)
    }
}
