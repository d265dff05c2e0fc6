import Engine
import Foundation

/// How long leases last, in seconds.
struct LeaseTerms: Sendable {
    /// A lease that its holder renews: a successor waits that long after the holder died.
    static let long: TimeInterval = 90
    /// One for what takes a moment, which is not renewed.
    static let short: TimeInterval = 20
    /// Between two renewals: several may fail before the lease runs out.
    static let renewal: TimeInterval = 10
    /// The longest that a request to the app takes, after which its connection is given up: a request that begins must be over before anybody else can lead.
    let request: TimeInterval
    /// What the measuring of time may be wrong by.
    static let margin: TimeInterval = 3
    /// Whoever waits for a lock of a moment gives up after it.
    static let longestWait: TimeInterval = 30
    /// Between two looks at a lock that somebody holds.
    static let pause: TimeInterval = 0.02

    /// How long a lease has to last still, so that its holder may go on.
    func needed(_ purpose: HomeLockPurpose) -> TimeInterval { purpose == .run ? request + Self.margin : Self.margin }

    static func of(_ purpose: HomeLockPurpose) -> TimeInterval { isRenewed(purpose) ? long : short }

    /// Whether its holder keeps it longer than a moment.
    static func isRenewed(_ purpose: HomeLockPurpose) -> Bool {
        switch purpose {
        case .run, .service, .refresh, .delivery, .personRequest: true
        case .saving, .credentials: false
        }
    }
}
