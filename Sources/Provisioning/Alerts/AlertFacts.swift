package import Foundation

/// The state as far as alerts look at it: everything that is known at one moment, asked of no server.
package struct AlertFacts: Sendable, Equatable {
    /// Whether the app may be written to.
    package enum Authorization: Sendable, Equatable {
        /// The setup has not come so far.
        case unneeded
        /// It lasts, until this moment if it is not used; `nil` when it does not end by itself.
        case lasting(until: Date?)
        case ended(since: Date?, reason: String)
    }

    /// Somebody whom something is about.
    package struct Concerned: Sendable, Equatable {
        /// The address, for people.
        package let address: String
        /// Since when, or at what moment.
        package let moment: Date

        package init(_ address: String, _ moment: Date) { (self.address, self.moment) = (address, moment) }
    }

    /// Messages that could not be delivered.
    package struct Undelivered: Sendable, Equatable {
        package let since: Date
        package let ways: [AlertWay]
        package let reason: String

        package init(since: Date, ways: [AlertWay], reason: String) { (self.since, self.ways, self.reason) = (since, ways, reason) }
    }

    package var now: Date
    /// Whether the setup is finished.
    package var isSetUp = false
    /// The switch.
    package var isOn = false
    /// When it was first turned on.
    package var firstTurnedOn: Date?
    package var authorization = Authorization.unneeded
    /// Actions that the safeguards hold and nobody decided about.
    package var held = 0
    /// For whom nothing can be done, and since when; the longest first.
    package var problems: [Concerned] = []
    /// Whose last action failed, and since when; the longest first.
    package var failures: [Concerned] = []
    /// When the newest run that came to its end ended.
    package var lastSuccess: Date?
    /// Why the newest run did not come to its end.
    package var failure: String?
    /// Seconds between two unattended runs.
    package var interval: TimeInterval = 3_600
    /// Whether a process starts the runs.
    package var hasService = false
    /// Hard deletes to come, the next one first.
    package var deletions: [Concerned] = []
    /// Findings about the app's accounts that wait for a decision.
    package var findings = 0
    /// How many accounts the app can still take, as it said last, and when; `nil` where it does not tell.
    package var capacity: Capacity?
    /// What the servers that answered say about this machine's clock.
    package var clock = ClockVerdict.untold
    /// What is free on the ledger's disk, in megabytes; `nil` when it is not known.
    package var freeMegabytes: Int?
    package var undelivered: Undelivered?

    /// How long what the app said about its licenses counts: a run asks once a day.
    private static let capacityLasts: TimeInterval = 2 * 86_400

    /// How many licenses are free; `nil` where the app did not tell lately.
    var freeLicenses: Int? {
        capacity.flatMap { $0.read > now - Self.capacityLasts ? $0.free : nil }
    }

    /// Nothing is known yet but the moment.
    package init(now: Date) { self.now = now }
}
