import Engine
import FileHome
import Foundation
import Ledger
import Provisioning
import RingCentral
import Synchronization
import Timing

/// How a save came to be, for the history.
enum ConfigurationSave: Sendable, Equatable {
    case saved
    /// The settings of this revision were put back.
    case restored(Int)
    case deleted

    var origin: ConfigurationRevision.Origin {
        switch self {
        case .saved: .saved
        case .restored: .restored
        case .deleted: .deleted
        }
    }
}

/// The configuration file together with its history in the ledger. The two are two files: how a death between them is healed is decided by ``RevisionJudgement``.
///
/// A configuration that is read here has the number of its revision in the history. That is the number in the file, except after a change by hand: an editor leaves it.
final class ConfigurationHistory: Sendable {
    private let store: ConfigurationStore
    private let ledger: Ledger
    private let time: Time
    /// The number of the revision that this state of the file is.
    private let known = Mutex<(version: DocumentVersion, number: Int)?>(nil)

    init(store: ConfigurationStore, ledger: Ledger, time: Time) {
        (self.store, self.ledger, self.time) = (store, ledger, time)
    }

    /// The configuration as it is saved now; `nil` when there is no file. What is new about it becomes a revision.
    func current() throws(OperationError) -> Configuration? {
        let version = try configured(store.version())
        let file = try load()
        // A file that was replaced between the two looks gets its number at the next one.
        if let version, let number = known.withLock({ known in known.flatMap { $0.version == version ? $0.number : nil } }) {
            return file?.numbered(number)
        }
        if let (newest, intention) = try? ledger.newestRevision(), intention == nil {
            let judgement = RevisionJudgement(file: file, newest: newest, intention: nil)
            if judgement.discovery == nil {
                remember(judgement.number, version)
                return file?.numbered(judgement.number)
            }
        }
        return recordIfPossible() ?? file
    }

    /// Reading never fails because nothing can be written: then the next reader writes it down. Answers the configuration with its number.
    private func recordIfPossible() -> Configuration? {
        guard let lock = try? store.lock() else { return nil }
        defer { lock.release() }
        return try? record()
    }

    /// Brings the history up to what the file says. Only call it while holding the lock.
    private func record() throws(OperationError) -> Configuration? {
        let version = try configured(store.version())
        let file = try load()
        let (newest, intention) = try recorded(ledger.newestRevision())
        let judgement = RevisionJudgement(file: file, newest: newest, intention: intention)
        var discovered: (revision: ConfigurationRevision, entry: LoggedDecision)?
        if let discovery = judgement.discovery {
            let last = judgement.confirmsIntention ? intention : newest
            let revision = ConfigurationRevision(
                number: discovery.number, configuration: file ?? Configuration(), origin: discovery.origin, actor: discovery.actor, made: time.now())
            discovered = (revision, entry(of: revision, since: last))
        }
        if judgement.discovery != nil || intention != nil {
            try recorded(
                ledger.settle(
                    confirming: judgement.confirmsIntention ? intention.map { (entry(of: $0, since: newest), $0.made) } : nil,
                    adding: discovered, now: time.now()))
        }
        remember(judgement.number, version)
        return file?.numbered(judgement.number)
    }

    /// Saves on top of the revision that `edited` was made from; returns it with its number.
    ///
    /// - Throws: ``OperationError/overtaken(_:)`` when there is a newer one.
    func save(_ edited: Configuration, as kind: ConfigurationSave, by actor: AuditActor) throws(OperationError) -> Configuration {
        let lock = try configured(store.lock())
        defer { lock.release() }
        // Turning off works while the ledger cannot be written, too: the next reader finds what was saved.
        let isUnrecordable: Bool
        let saved: Configuration?
        do throws(OperationError) { (saved, isUnrecordable) = (try record(), false) } catch {
            guard case .ledger = error else { throw error }
            saved = try load()
            guard edited.onlyTurnsOff(saved) else { throw error }
            isUnrecordable = true
        }
        guard edited.revision == saved?.revision ?? 0 else { throw .overtaken(try overtaking(of: edited, by: saved)) }
        try configured(store.requireValid(edited))
        var next = edited
        next.revision = max(saved?.revision ?? 0, isUnrecordable ? 0 : try newestNumber()) + 1
        if !isUnrecordable {
            let restored: Int? = if case .restored(let number) = kind { number } else { nil }
            let revision = ConfigurationRevision(
                number: next.revision, configuration: next, origin: kind.origin, actor: actor, made: time.now(), restored: restored)
            do throws(LedgerError) { try ledger.intend(revision) } catch {
                guard next.onlyTurnsOff(saved) else { throw unsaved(error) }
            }
        }
        do throws(ConfigurationError) { try store.write(next) } catch {
            // Whether the file was replaced in spite of the error is found out by looking.
            _ = try? record()
            throw .configuration(error)
        }
        // It is saved: if the history cannot be written now, whoever reads next completes it.
        _ = try? record()
        return next
    }

    /// Makes sure that nobody saved since `edited` was read.
    ///
    /// - Throws: ``OperationError/overtaken(_:)``.
    func requireNewest(_ edited: Configuration) throws(OperationError) {
        let saved = try current()
        guard edited.revision == saved?.revision ?? 0 else { throw .overtaken(try overtaking(of: edited, by: saved)) }
    }

    /// What a save that cannot be recorded fails with: whoever saved thinks of the configuration, not of the ledger.
    private func unsaved(_ error: LedgerError) -> OperationError {
        switch error {
        case .diskFull: .configuration(.unwritable(file: store.path, reason: "the disk is full"))
        case .unusable(_, let reason): .configuration(.unwritable(file: store.path, reason: "the ledger cannot record it (\(reason))"))
        default: .ledger(error)
        }
    }

    private func newestNumber() throws(OperationError) -> Int {
        return try recorded(ledger.newestRevision().newest?.number) ?? 0
    }

    private func overtaking(of edited: Configuration, by saved: Configuration?) throws(OperationError) -> Overtaking {
        let base = try recorded(ledger.revision(edited.revision))
        return Overtaking(
            overlap: ConfigurationOverlap(
                base: edited.revision == 0 ? Configuration() : base?.configuration, theirs: saved ?? Configuration(), mine: edited,
                labels: labels(of: edited)),
            others: try recorded(ledger.revisions().filter { $0.number > edited.revision }.map(RevisionSummary.init)))
    }

    private func remember(_ number: Int, _ version: DocumentVersion?) { known.withLock { known in known = version.map { ($0, number) } } }

    private func entry(of revision: ConfigurationRevision, since before: ConfigurationRevision?) -> LoggedDecision {
        LoggedDecision(revision, since: before?.configuration, labels: labels(of: revision.configuration))
    }

    /// The names of the app's attributes by path; RingCentral's while there is no profile that can be read.
    private func labels(of configuration: Configuration) -> [String: String] {
        let profile = (try? store.profile(of: configuration.application)) ?? nil
        return (profile?.attributes ?? RingCentralProfile.targetAttributes).labelsByPath
    }

    private func load() throws(OperationError) -> Configuration? {
        return try configured(store.load())
    }
}

extension Configuration {
    fileprivate func numbered(_ number: Int) -> Configuration {
        var configuration = self
        configuration.revision = number
        return configuration
    }
}

extension LoggedDecision {
    /// The entry of the log for a revision; `before` is what was in force until then, `labels` are the names of the app's attributes by path.
    init(_ revision: ConfigurationRevision, since before: Configuration?, labels: [String: String]) {
        let verdict: Verdict =
            switch revision.origin {
            case .saved: .configured
            case .restored: .configurationRestored
            case .deleted: .configurationDeleted
            case .found, .editedByHand, .removedByHand: .configurationFound
            }
        // Of what was there before the history, nobody knows what was changed.
        let matter: DecisionMatter =
            revision.origin == .found && before == nil
            ? .firstRevision(revision.number)
            : .settings(
                revision: revision.number, changes: (before ?? Configuration()).changes(to: revision.configuration, labels: labels),
                restored: revision.restored)
        self.init(verdict, matter, by: revision.actor)
    }
}
