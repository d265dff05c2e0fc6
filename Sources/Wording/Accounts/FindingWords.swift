package import Provisioning

/// The words of reconciliation, the same on the screen, in the commands and in the log.
extension ReconciliationFinding.Kind {
    /// For lists: "changed by hand".
    package var words: String {
        switch self {
        case .changed: "changed by hand"
        case .gone: "gone from the app"
        case .suspended: "suspended by hand"
        case .reenabled: "re-enabled by hand"
        case .unlinked: "ours, not linked"
        case .leaver: "of somebody who left"
        case .otherSystem: "another system's"
        case .notOurs: "not ours"
        }
    }
}

extension ReconciliationFinding.Holder {
    /// For sentences: "is suspended in the directory".
    package var words: String {
        switch self {
        case .entitled: "is entitled and has no other account"
        case .second: "has another account"
        case .notEntitled: "is not entitled to the app"
        case .archived: "is archived in the directory"
        case .excluded: "is excluded by an administrator"
        case .suspended: "is suspended in the directory"
        case .deleted: "was deleted from the directory"
        case .unknown: "is no longer in the directory"
        case .nobody: "matches nobody in the directory"
        }
    }
}

extension ReconciliationFinding {
    /// What was found, in one line; `labels` are the names of attributes by path.
    package func words(labels: [String: String]) -> String {
        switch kind {
        case .changed:
            let name = attribute == Self.externalIDPath ? "External ID" : attribute.map { labels[$0] ?? $0 } ?? "An attribute"
            return "\(name) changed by hand from \(Self.quoted(from)) to \(Self.quoted(to))"
        case .gone: return "no longer in the app: somebody deleted the account there"
        case .suspended: return "suspended by hand in the app"
        case .reenabled: return "re-enabled by hand in the app, although it was suspended here"
        case .unlinked: return "carries the ID of \(who), who \(holderWords); the account is not linked"
        case .leaver:
            return holder == .unknown
                ? "carries the ID \(externalID ?? ""), which is no longer in the directory" : "belongs to \(who), who \(holderWords)"
        case .otherSystem:
            return "carries the external ID \(externalID ?? "") of another system"
                + (personID == nil ? "" : "; its user name is that of \(who), who \(holderWords)")
        case .notOurs:
            return "created by somebody else" + (personID == nil ? "" : "; its user name is that of \(who), who \(holderWords)")
        }
    }

    private static func quoted(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "no value" }

    private var holderWords: String { holder?.words ?? "is in the directory" }

    private var who: String { personName.isEmpty || personName == personEmail ? personEmail : "\(personName) <\(personEmail)>" }
}
