/// What is wrong with the database of a home.
package struct DatabaseFailure: Error, Equatable, CustomStringConvertible {
    package enum Trouble: String, Sendable, CaseIterable {
        case unreachable
        /// The connection broke while a change was being saved: all of it is saved, or nothing.
        case unanswered
        case readOnly = "read-only"
        /// Another process has the right to write by now.
        case takenOver = "taken-over"
        case notAllowed = "not-allowed"
        case tooManyConnections = "too-many-connections"
        case busy
        case full
        case damaged
        case newer
        /// What speaks to the database is not on this machine.
        case missingLibrary = "library-missing"
        case other
    }

    /// The home, for people; no secret is in it.
    package let home: String
    package let trouble: Trouble
    /// The database's own words.
    package let reason: String

    package init(home: String, trouble: Trouble, reason: String) {
        (self.home, self.trouble, self.reason) = (home, trouble, reason)
    }

    /// A word for machines (`--json`).
    package var code: String { "database-\(trouble.rawValue)" }

    /// What ends a sentence after the reason: servers ask questions too.
    private var stop: String { reason.hasSuffix("?") || reason.hasSuffix(".") ? "" : "." }

    package var description: String {
        switch trouble {
        case .unreachable:
            "The database \(home) cannot be reached: \(reason)\(stop) Nothing is written to the app that cannot be recorded. See whether the database runs and the "
                + "network is up, then try again; a run looks up what it left open."
        case .unanswered:
            "The connection to the database \(home) broke while a change was being saved (\(reason)), so nobody knows whether it was saved. See how it is now "
                + "before you repeat it; a run looks up by itself what it left open."
        case .readOnly:
            "The database \(home) can only be read: it is a standby, as a rule. Name the server that can be written, or name "
                + "all servers: postgresql://ONE,TWO/DATABASE?tenant=NAME. Then the one that can be written is found by itself."
        case .takenOver:
            "This process no longer has the right to write at \(home): it stood still or was cut off for too long, and another one may have taken over. Nothing more "
                + "was written; what was done is recorded. See who runs now: autoprovision status"
        case .notAllowed:
            "The database \(home) refuses this user: \(reason). Correct the user, the password (in ~/.pgpass or a service file) or the rights, then try again."
        case .tooManyConnections:
            "The database \(home) takes no more connections: \(reason). Raise its limit, or put a connection pooler in front of it; then try again."
        case .busy:
            "Others were in the way in the database \(home) for too long: \(reason). Nothing was changed; try again."
        case .full:
            "The disk of the database \(home) is full: \(reason). Nothing more is recorded, so nothing is written to the app. Make room there, then try "
                + "again."
        case .damaged: "The database \(home) is damaged: \(reason). Restore it from a backup; accounts are not touched meanwhile."
        case .newer:
            "The database \(home) was used by a newer autoprovision, so this one changes nothing in it. Use the newer program on this machine too."
        case .missingLibrary: reason
        case .other: "The database \(home) reports an error: \(reason). Nothing was changed."
        }
    }
}
