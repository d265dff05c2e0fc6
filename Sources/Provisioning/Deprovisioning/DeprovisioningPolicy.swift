package import Foundation

/// Why an account is to be taken away.
package enum DeprovisioningCause: String, Sendable, Codable, CaseIterable {
    /// The app was turned off for the person: any way of leaving the entitled people while active.
    case appTurnedOff
    /// The person was suspended in Google.
    case suspended
    /// The person was deleted from Google.
    case deleted

    /// Whether a configuration may leave it out. Those that there have always been must be there: a file without them was cut short, and would leave accounts of
    /// people who are gone as they are.
    var isOptional: Bool {
        switch self {
        case .appTurnedOff, .suspended, .deleted: false
        }
    }

    /// The words on the screen.
    package var title: String {
        switch self {
        case .appTurnedOff: "When the app is turned off for the user"
        case .suspended: "When the user is suspended in Google"
        case .deleted: "When the user is deleted from Google"
        }
    }

    /// The words behind what happens then: "suspension when suspended in Google".
    var clause: String {
        switch self {
        case .appTurnedOff: "when the app is turned off"
        case .suspended: "when suspended in Google"
        case .deleted: "when deleted from Google"
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

    /// The words within a sentence: "after 7 days".
    var words: String { title.prefix(1).lowercased() + title.dropFirst() }

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

/// The rules by cause. A cause without a rule changes nothing about an account.
package struct DeprovisioningPolicy: Sendable, Equatable {
    /// Without empty rules, so that policies that do the same are equal.
    private var rules: [DeprovisioningCause: DeprovisioningRule]

    package init(_ rules: [DeprovisioningCause: DeprovisioningRule]) { self.rules = rules.filter { !$0.value.isEmpty } }

    /// Makes a policy of the causes that there have always been; without arguments nothing is chosen, and Finish waits.
    package init(
        appTurnedOff: DeprovisioningRule = .init(), suspended: DeprovisioningRule = .init(), deleted: DeprovisioningRule = .init()
    ) {
        self.init([.appTurnedOff: appTurnedOff, .suspended: suspended, .deleted: deleted])
    }

    /// The rule for `cause`.
    package subscript(cause: DeprovisioningCause) -> DeprovisioningRule {
        get { rules[cause] ?? DeprovisioningRule() }
        set { rules[cause] = newValue.isEmpty ? nil : newValue }
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

/// In config.json each cause is a key.
extension DeprovisioningPolicy: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init()
        for cause in DeprovisioningCause.allCases where !cause.isOptional || container.contains(Key(cause)) {
            self[cause] = try container.decode(DeprovisioningRule.self, forKey: Key(cause))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for cause in DeprovisioningCause.allCases { try container.encode(self[cause], forKey: Key(cause)) }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ cause: DeprovisioningCause) { stringValue = cause.rawValue }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
