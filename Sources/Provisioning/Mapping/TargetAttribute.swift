/// An attribute that the app accepts, as the mapping screen lists it.
package struct TargetAttribute: Sendable, Equatable, Identifiable {
    /// The SCIM attribute path (RFC 7644 §3.10), such as `name.givenName` or `emails[type eq "work"].value`.
    package let path: String
    /// The word on the screen.
    package let label: String
    /// Whether the app refuses an account without it; shown as `*`, and Continue waits for it.
    package let isMandatory: Bool
    /// The longest value that the app takes, in characters as ``ValueFormat/length(of:)`` counts them; `nil` where it names no limit. A longer value is cut only by a
    /// step that somebody chose: otherwise the person has a problem.
    package let maximumLength: Int?
    /// What else the app demands of a value.
    package let format: ValueFormat
    /// Whether the app takes a value only together with a new account; later changes of the value are not written.
    package let isOnlyWhenCreated: Bool
    /// Whether a value can be taken away again. Where it cannot, the last one stays.
    package let isClearable: Bool
    /// The directory attribute that is proposed (`DirectoryAttribute.id`); `nil` leaves it unmapped.
    package let defaultSource: String?
    /// The steps that are proposed with it.
    package let defaultSteps: [ValueStep]
    /// The heading under which the screen shows it.
    package let category: String

    package var id: String { path }

    /// The source that is proposed, with its steps; `nil` leaves it unmapped.
    package var proposedSource: MappingSource? { defaultSource.map { .attribute($0, steps: defaultSteps) } }

    /// Whether no two accounts may have the same value, so that no text can be the same for everyone (RFC 7643 §4.1.1: `userName`).
    package var isUnique: Bool { path == MappingTable.userNamePath }

    package init(
        path: String, label: String, isMandatory: Bool = false, maximumLength: Int? = nil, format: ValueFormat = .text,
        isOnlyWhenCreated: Bool = false, isClearable: Bool = true, defaultSource: String? = nil, defaultSteps: [ValueStep] = [], category: String
    ) {
        self.path = path
        self.label = label
        self.isMandatory = isMandatory
        self.maximumLength = maximumLength
        self.format = format
        self.isOnlyWhenCreated = isOnlyWhenCreated
        self.isClearable = isClearable
        self.defaultSource = defaultSource
        self.defaultSteps = defaultSteps
        self.category = category
    }
}

extension Sequence where Element == TargetAttribute {
    /// The attributes' names for people, by path; of two with one path the first counts.
    package var labelsByPath: [String: String] { Dictionary(map { ($0.path, $0.label) }, uniquingKeysWith: { first, _ in first }) }
}
