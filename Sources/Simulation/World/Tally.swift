/// What one world, or many, went through.
package struct Tally: Sendable, Equatable {
    package var runs = 0
    package var requests = 0
    package var crashes = 0
    package var faults = 0
    package var lies = 0
    package var falseAnswers = 0
    package var unitChanges = 0
    package var handovers = 0
    package var halfCopies = 0
    package var secondWriters = 0
    package var databaseFaults = 0
    package var takeovers = 0
    package var restoredLedgers = 0
    package var virtualDays = 0
    /// Effects that writes had on the app, by the app's own state before and after.
    package var created = 0
    package var suspended = 0
    package var deleted = 0
    package var otherChanges = 0

    /// Nothing yet.
    package init() {}

    static func += (sum: inout Tally, other: Tally) {
        let counters: [WritableKeyPath<Tally, Int>] = [
            \.runs, \.requests, \.crashes, \.faults, \.lies, \.falseAnswers, \.unitChanges, \.handovers, \.halfCopies, \.secondWriters,
            \.databaseFaults, \.takeovers, \.restoredLedgers, \.virtualDays, \.created, \.suspended, \.deleted,
            \.otherChanges,
        ]
        for counter in counters { sum[keyPath: counter] += other[keyPath: counter] }
    }
}
