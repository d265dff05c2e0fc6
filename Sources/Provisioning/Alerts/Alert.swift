package import Foundation

/// A condition that is true, with what there is to say about it.
package struct Alert: Sendable, Equatable, Codable {
    package let kind: AlertKind
    /// Since when it is so, as far as it is known.
    package var since: Date
    /// Whom it concerns: the first addresses, at most ``named``.
    package var concerned: [String]
    /// How many it is about; 0 where nothing is counted.
    package var count: Int
    /// When something is due, for what is to come.
    package var until: Date?
    /// What a server or a run said about it.
    package var reason: String?

    /// So many are named; the others are counted.
    package static let named = 5
    /// No name is longer, in Unicode scalars: a directory may have any, and one character may consist of thousands.
    private static let longestName = 200
    /// No reason is longer, in Unicode scalars: a server may say anything at any length.
    private static let longestReason = 500

    package init(_ kind: AlertKind, since: Date, concerned: [String] = [], count: Int = 0, until: Date? = nil, reason: String? = nil) {
        self.kind = kind
        self.since = since
        self.concerned = concerned.prefix(Self.named).map { Self.cut($0, Self.longestName) }
        self.count = count
        self.until = until
        self.reason = reason.map { Self.cut($0, Self.longestReason) }
    }

    private static func cut(_ text: String, _ length: Int) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(length))) }
}

/// An alert that administrators were told of and that has not ended.
package struct OpenAlert: Sendable, Equatable, Codable {
    /// As it is by now.
    package var alert: Alert
    /// When it was opened.
    package var opened: Date
    /// When it was last told; `nil` while no way is set up by which anybody could be.
    package var told: Date?

    package init(_ alert: Alert, opened: Date, told: Date?) { (self.alert, self.opened, self.told) = (alert, opened, told) }
}
