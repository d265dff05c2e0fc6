package import Foundation

/// Who made a revision, and when.
package struct RevisionSummary: Sendable, Equatable {
    package let number: Int
    package let actor: AuditActor
    package let made: Date
    /// How it came to be, in words: "saved", "edited by hand".
    package let origin: String

    /// Summarizes a revision.
    package init(_ revision: ConfigurationRevision) {
        (number, actor, made, origin) = (revision.number, revision.actor, revision.made, revision.originWords)
    }

    package init(number: Int, actor: AuditActor, made: Date, origin: String) {
        (self.number, self.actor, self.made, self.origin) = (number, actor, made, origin)
    }
}

/// A save that came too late: what the others saved meanwhile, and what was to be saved.
package struct Overtaking: Sendable, Equatable {
    /// What either changed.
    package let overlap: ConfigurationOverlap
    /// The revisions that were saved since, newest first.
    package let others: [RevisionSummary]

    /// Makes one.
    package init(overlap: ConfigurationOverlap, others: [RevisionSummary]) {
        (self.overlap, self.others) = (overlap, others)
    }

    /// "mario (administrator admin@corp.example) at 2026-11-24 10:12".
    package var who: String {
        var seen: Set<String> = []
        let names = others.reversed().filter { seen.insert($0.actor.words).inserted }
        return names.isEmpty
            ? "somebody else"
            : names.map { name in "\(name.actor == .editedByHand ? "somebody with an editor" : name.actor.words) at \(name.made.words)" }
                .joined(separator: " and ")
    }
}

extension Overtaking: CustomStringConvertible {
    package var description: String {
        func words(_ settings: [ConfigurationOverlap.Setting], _ value: (ConfigurationOverlap.Setting) -> String?) -> String {
            settings.map { SettingChange(setting: $0.name, before: $0.base, after: value($0), label: $0.label).words }.joined(separator: "; ")
        }
        let theirs = overlap.settings.filter { $0.base != $0.theirs }
        let mine = overlap.settings.filter { $0.base != $0.mine }
        return "The configuration was changed by \(who), since you opened it. Nothing was saved. Theirs: "
            + "\(theirs.isEmpty ? "nothing that differs" : words(theirs, \.theirs)). Yours: \(mine.isEmpty ? "nothing that differs" : words(mine, \.mine)). "
            + "Look at it, then repeat what you still want."
    }
}
