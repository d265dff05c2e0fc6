package import Foundation

/// The configuration as it was from one moment on, and who made it so.
package struct ConfigurationRevision: Sendable, Equatable {
    /// How it came to be.
    package enum Origin: String, Sendable, CaseIterable {
        /// Saved by this program.
        case saved
        /// An earlier revision was put back.
        case restored
        /// "Delete configuration".
        case deleted
        /// It was there, and the ledger has no record of who saved it: from before there was a history, or from before a ledger was put back from a backup.
        case found
        /// `config.json` was changed by something else than this program.
        case editedByHand
        /// `config.json` was removed.
        case removedByHand
    }

    /// Counts up by one or more with each revision. A change by hand has a number of its own, although the file still says that of the save before.
    package let number: Int
    /// The content; its own ``Configuration/revision`` is what the file says.
    package let configuration: Configuration
    package let origin: Origin
    package let actor: AuditActor
    /// When it was saved; for what was not saved by this program, when it was first read.
    package let made: Date
    /// The revision that was put back.
    package let restored: Int?

    package init(number: Int, configuration: Configuration, origin: Origin, actor: AuditActor, made: Date, restored: Int? = nil) {
        self.number = number
        self.configuration = configuration
        self.origin = origin
        self.actor = actor
        self.made = made
        self.restored = restored
    }
}

/// How long revisions are kept.
package enum RevisionRetention {
    /// Seconds; 3 years.
    package static let period: TimeInterval = 3 * 365.25 * 86_400
    /// So many of the newest stay, however old the clock says that they are: a clock that is years ahead must not take the history away.
    package static let least = 100
}
