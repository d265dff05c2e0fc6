/// What the history makes of the configuration file as it is now.
///
/// The file and the history are two files, and a process can die between them. A save first writes down in the history what it is about to save, then replaces the file,
/// then confirms. So whatever the file holds afterwards, it is known whether the save took place, and whose it was.
package struct RevisionJudgement: Sendable, Equatable {
    /// A revision that the history does not have yet.
    package struct Discovery: Sendable, Equatable {
        package let number: Int
        package let origin: ConfigurationRevision.Origin

        package init(number: Int, origin: ConfigurationRevision.Origin) {
            self.number = number
            self.origin = origin
        }

        /// Who did it, as far as that can be known.
        package var actor: AuditActor { origin == .found ? .found : .editedByHand }
    }

    /// Whether the save that was begun took place; without one, `false`.
    package let confirmsIntention: Bool
    /// What else the file shows.
    package let discovery: Discovery?
    /// The number of the revision that is in force; 0 when there is no file.
    package let number: Int

    /// Compares.
    ///
    /// - Parameters:
    ///   - file: the content of the file; `nil` when there is none.
    ///   - newest: the newest revision of the history.
    ///   - intention: a save that was begun and not confirmed. Nobody is saving now.
    package init(file: Configuration?, newest: ConfigurationRevision?, intention: ConfigurationRevision?) {
        guard let file else {
            confirmsIntention = false
            let isKnown = newest == nil || newest?.origin == .removedByHand
            discovery = isKnown ? nil : Discovery(number: (newest?.number ?? 0) + 1, origin: .removedByHand)
            number = 0
            return
        }
        // Only that save gives the file this number: an editor leaves the number of the save before.
        let isSaved = intention.map { file.revision == $0.configuration.revision } ?? false
        confirmsIntention = isSaved
        guard let last = isSaved ? intention : newest else {
            number = max(1, file.revision)
            discovery = Discovery(number: number, origin: .found)
            return
        }
        if file == last.configuration, last.origin != .removedByHand {
            number = last.number
            discovery = nil
        } else {
            // A number that the history never gave is that of a save of which it has no record.
            let isUnrecorded = file.revision > last.number
            number = max(last.number + 1, isUnrecorded ? file.revision : 0)
            discovery = Discovery(number: number, origin: isUnrecorded ? .found : .editedByHand)
        }
    }
}
