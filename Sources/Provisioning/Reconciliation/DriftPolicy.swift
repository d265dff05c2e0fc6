/// What happens when somebody changes a mapped attribute by hand in the app.
package enum DriftPolicy: String, Sendable, Codable, CaseIterable {
    /// It is reported and waits for a decision.
    case report
    /// The next plan writes the mapped value again.
    case restore
    /// The app's value stays until the directory's changes.
    case accept

    /// For sentences: "is reported".
    package var words: String {
        switch self {
        case .report: "a change by hand is reported"
        case .restore: "a change by hand is written over"
        case .accept: "a change by hand stays until the directory's value changes"
        }
    }
}

/// How often the app's accounts are compared with the ledger.
package struct ReconciliationSettings: Sendable, Equatable {
    /// The days within which every account is read once, where the app's list leaves attributes out.
    package var readEveryDays: Int

    /// Makes settings; without arguments, those of a fresh start.
    package init(readEveryDays: Int = 7) { self.readEveryDays = readEveryDays }

    /// What cannot be right in it.
    var problems: [ConfigurationProblem] { SettingsTable.problems(with: readEveryDays, at: "reconciliation.readEveryDays") }
}

extension ReconciliationSettings: Codable {
    private enum CodingKeys: String, CodingKey { case readEveryDays }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        if let days = try container.decodeIfPresent(Int.self, forKey: .readEveryDays) { readEveryDays = days }
    }
}
