import Foundation
import Provisioning
import Wording

/// A revision of the configuration for machines.
struct RevisionReport: Encodable {
    let revision: Int
    let time: Date
    let origin: String
    /// The user of this machine; "edited by hand" or "found" where nobody of this program did it.
    let actor: String
    let administrator: OrNull<String>
    let restoredRevision: OrNull<Int>
    /// Missing where the revision before is not known.
    let changes: [SettingChangeReport]?

    init(_ step: RevisionStep) { self.init(step.revision, changes: step.changes) }

    init(_ revision: ConfigurationRevision) { self.init(revision, changes: nil) }

    private init(_ revision: ConfigurationRevision, changes: [SettingChange]?) {
        self.revision = revision.number
        time = revision.made
        origin = revision.origin.rawValue
        actor = revision.actor.user
        administrator = OrNull(revision.actor.administrator)
        restoredRevision = OrNull(revision.restored)
        self.changes = changes?.map(SettingChangeReport.init)
    }

    /// One line for people.
    static func sentence(_ step: RevisionStep) -> String { "\(heading(step.revision))  \(step.changes?.words ?? "")" }

    /// Which revision, from when, by whom.
    static func heading(_ revision: ConfigurationRevision) -> String {
        let number = "\(revision.number)"
        let padding = String(repeating: " ", count: max(0, 4 - number.count))
        let actor = revision.actor.isKnown ? "  \(revision.actor.words)" : ""
        return "\(padding)\(number)  \(revision.made.words)\(actor)  \(revision.originWords)"
    }
}

/// A setting that changed, for machines.
struct SettingChangeReport: Encodable {
    let setting: String
    let before: OrNull<String>
    let after: OrNull<String>

    init(_ change: SettingChange) {
        setting = change.setting
        before = OrNull(change.before)
        after = OrNull(change.after)
    }
}

/// Two revisions and what is different between them.
struct RevisionDifference: Encodable {
    let from: RevisionReport
    let to: RevisionReport
    let changes: [SettingChangeReport]
}
