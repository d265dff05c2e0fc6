package import Foundation

/// Why an account is to be taken away.
package enum DeprovisioningCause: String, Sendable, Codable, CaseIterable {
    /// The app was turned off for the person: any way of leaving the entitled people while active.
    case appTurnedOff
    /// The person was suspended in Google.
    case suspended
    /// The person was deleted from Google.
    case deleted

    /// The words on the screen.
    package var title: String {
        switch self {
        case .appTurnedOff: "When the app is turned off for the user"
        case .suspended: "When the user is suspended in Google"
        case .deleted: "When the user is deleted from Google"
        }
    }
}

/// How long an account is left alone after its cause was first seen.
package enum DeprovisioningDelay: String, Sendable, Codable, CaseIterable, Comparable {
    /// At the next run.
    case within24Hours
    case after1Day
    case after7Days
    case after21Days

    /// The time between the first run that saw the cause and the earliest moment of the action, in seconds.
    package var seconds: TimeInterval {
        switch self {
        case .within24Hours: 0
        case .after1Day: 86_400
        case .after7Days: 7 * 86_400
        case .after21Days: 21 * 86_400
        }
    }

    /// The words on the screen.
    package var title: String {
        switch self {
        case .within24Hours: "Within 24 hours"
        case .after1Day: "After 1 day"
        case .after7Days: "After 7 days"
        case .after21Days: "After 21 days"
        }
    }

    package static func < (first: Self, second: Self) -> Bool { first.seconds < second.seconds }
}

/// What happens to the account for one cause; each action has its own delay, `nil` leaves it out.
package struct DeprovisioningRule: Sendable, Equatable, Codable {
    /// When the account is suspended.
    package var suspend: DeprovisioningDelay?
    /// When the account is deleted for good.
    package var hardDelete: DeprovisioningDelay?

    /// Makes a rule; without arguments nothing happens.
    package init(suspend: DeprovisioningDelay? = nil, hardDelete: DeprovisioningDelay? = nil) {
        self.suspend = suspend
        self.hardDelete = hardDelete
    }

    /// Whether nothing happens.
    package var isEmpty: Bool { suspend == nil && hardDelete == nil }

    /// Whether the hard delete does not come after the suspension, so that there is none.
    package var deletesNoLaterThanItSuspends: Bool {
        guard let suspend, let hardDelete else { return false }
        return hardDelete <= suspend
    }

    /// Whether an account is deleted before anybody could notice that its cause was a mistake: worth a warning.
    package var deletesUnnoticed: Bool { deletesNoLaterThanItSuspends || suspend == nil && hardDelete == .within24Hours }
}

/// The rules for the three causes.
package struct DeprovisioningPolicy: Sendable, Equatable, Codable {
    package var appTurnedOff: DeprovisioningRule
    package var suspended: DeprovisioningRule
    package var deleted: DeprovisioningRule

    /// Makes a policy; without arguments nothing is chosen, and Finish waits.
    package init(
        appTurnedOff: DeprovisioningRule = .init(), suspended: DeprovisioningRule = .init(), deleted: DeprovisioningRule = .init()
    ) {
        self.appTurnedOff = appTurnedOff
        self.suspended = suspended
        self.deleted = deleted
    }

    /// The rule for `cause`.
    package subscript(cause: DeprovisioningCause) -> DeprovisioningRule {
        get {
            switch cause {
            case .appTurnedOff: appTurnedOff
            case .suspended: suspended
            case .deleted: deleted
            }
        }
        set {
            switch cause {
            case .appTurnedOff: appTurnedOff = newValue
            case .suspended: suspended = newValue
            case .deleted: deleted = newValue
            }
        }
    }

    /// Whether no action is chosen at all.
    package var isEmpty: Bool { DeprovisioningCause.allCases.allSatisfy { self[$0].isEmpty } }

    /// What is worth a warning about a cause of ``causesToConfirm``, as a sentence.
    package func warning(_ cause: DeprovisioningCause) -> String {
        self[cause].deletesNoLaterThanItSuspends
            ? "\(cause.title): the hard delete is not later than the suspension, so nobody gets a chance to notice."
            : "\(cause.title): the account is deleted for good at the next run, without being suspended before."
    }

    /// The causes whose hard delete nobody gets a chance to notice.
    package var causesToConfirm: [DeprovisioningCause] {
        DeprovisioningCause.allCases.filter { self[$0].deletesUnnoticed }
    }
}
