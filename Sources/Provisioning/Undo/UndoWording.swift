extension UndoObstacle {
    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .irreversible: "irreversible"
        case .accountGone: "accountGone"
        case .changedLater: "changedLater"
        case .takenBack: "takenBack"
        case .differs: "differs"
        case .userNameTaken: "userNameTaken"
        }
    }
}

extension UndoPlan {
    /// "2 to re-enable, 1 to update; 3 cannot be undone"
    package var summary: String {
        let counts = Plan.count(entries.map(\.action))
        let parts = ActionKind.allCases.compactMap { kind in counts[kind].map { "\($0) to \(kind.verb)" } }
        return (parts.isEmpty ? "nothing to undo" : parts.joined(separator: ", "))
            + (skipped.isEmpty ? "" : "; \(skipped.count) left as \(skipped.count == 1 ? "it is" : "they are")")
    }
}
