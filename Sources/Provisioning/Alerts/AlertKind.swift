/// A condition over the state that administrators are told of. Its word stands in `config.json`, in the ledger and in messages for machines.
package enum AlertKind: String, Sendable, Codable, CaseIterable {
    /// The app's authorization has ended.
    case reauthorization
    /// It ends soon.
    case authorizationEnds
    /// The safeguards hold something.
    case held
    /// Nothing can be done for somebody before the cause is mended, and that for long.
    case problems
    /// Actions fail.
    case failures
    /// No run came to its end for long.
    case noSuccess
    /// Autoprovisioning is on, and nothing lets runs follow one another.
    case noService
    /// A service runs although autoprovisioning is off.
    case serviceWhileOff
    /// Accounts are deleted soon.
    case deletionsDue
    /// The app's accounts are otherwise than the ledger knows them.
    case findings
    /// The app can take few more accounts, or none.
    case licenses
    /// This machine's clock is wrong.
    case clock
    /// The disk of the ledger is nearly full.
    case disk
    /// Somebody was to be told, and could not be.
    case delivery
}

/// What an alert looks at unless an administrator chose otherwise: one row of the table of defaults.
package struct AlertRule: Sendable, Equatable {
    /// What a threshold counts.
    package enum Unit: String, Sendable {
        case days
        case hours
        case minutes
        /// A number of actions, people or findings.
        case number
        case megabytes
    }

    package let kind: AlertKind
    /// Whether it is on.
    package let isOn: Bool
    /// From where on it is true; `nil` where there is nothing to choose.
    package let threshold: Int?
    package let unit: Unit
    /// The thresholds that can be chosen.
    package let range: ClosedRange<Int>

    private init(_ kind: AlertKind, _ threshold: Int? = nil, _ unit: Unit = .number, _ range: ClosedRange<Int> = 0...0) {
        (self.kind, isOn, self.threshold, self.unit, self.range) = (kind, true, threshold, unit, range)
    }

    /// The defaults: all of them, in the order in which alerts are listed. The page *Operate it* shows this table.
    package static let table = [
        AlertRule(.reauthorization),
        AlertRule(.authorizationEnds, 2, .days, 1...30),
        AlertRule(.held, 1, .number, 1...100_000),
        AlertRule(.problems, 24, .hours, 1...8_760),
        AlertRule(.failures, 3, .number, 1...100_000),
        AlertRule(.noSuccess, 6, .hours, 1...8_760),
        AlertRule(.noService, 30, .minutes, 1...10_080),
        AlertRule(.serviceWhileOff, 24, .hours, 1...8_760),
        AlertRule(.deletionsDue, 24, .hours, 1...720),
        AlertRule(.findings, 1, .number, 1...100_000),
        AlertRule(.licenses, 5, .number, 1...100_000),
        AlertRule(.clock),
        AlertRule(.disk, 500, .megabytes, 1...1_000_000),
        AlertRule(.delivery, 15, .minutes, 1...10_080),
    ]

    /// The row of a kind.
    package static func of(_ kind: AlertKind) -> AlertRule { table.first { $0.kind == kind } ?? AlertRule(kind) }

    /// The threshold in seconds, where it is a time.
    package static func seconds(_ threshold: Int, _ unit: Unit) -> Double {
        switch unit {
        case .days: Double(threshold) * 86_400
        case .hours: Double(threshold) * 3_600
        case .minutes: Double(threshold) * 60
        case .number, .megabytes: 0
        }
    }
}
