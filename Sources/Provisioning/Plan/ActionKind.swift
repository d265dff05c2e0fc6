/// What can be done to an account in the app.
package enum ActionKind: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable, Comparable {
    case suspend
    case reenable
    case delete
    case create
    /// An account that was there before is linked to the person, and brought up to date.
    case adopt
    case update
    /// An update that changes the user name.
    case rename

    /// The order in which a run writes: what protects comes first, what waits without harm comes last.
    package var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (first: Self, second: Self) -> Bool { first.order < second.order }

    /// For sentences: "212 to create".
    package var verb: String {
        switch self {
        case .suspend: "suspend"
        case .reenable: "re-enable"
        case .delete: "delete"
        case .create: "create"
        case .adopt: "adopt"
        case .update: "update"
        case .rename: "rename"
        }
    }

    /// For how many there are: "3 deletions".
    package var noun: String {
        switch self {
        case .suspend: "suspension"
        case .reenable: "re-enabling"
        case .delete: "deletion"
        case .create: "creation"
        case .adopt: "adoption"
        case .update: "update"
        case .rename: "rename"
        }
    }

    /// For what happened: "created".
    package var pastTense: String {
        switch self {
        case .suspend: "suspended"
        case .reenable: "re-enabled"
        case .delete: "deleted"
        case .create: "created"
        case .adopt: "adopted"
        case .update: "updated"
        case .rename: "renamed"
        }
    }
}
