/// A revision together with what it changed.
package struct RevisionStep: Sendable, Equatable {
    package let revision: ConfigurationRevision
    /// What is different from the revision before; `nil` when that one is not known: what was found has none, and old ones are not kept.
    package let changes: [SettingChange]?

    /// Compares each revision with the one before it.
    ///
    /// - Parameters:
    ///   - revisions: newest first, without a gap.
    ///   - setting: the name of a setting, or the beginning of one such as `autoprovisioning.scope`, that has to be among what was changed.
    ///   - labels: the names of the app's attributes by path.
    package static func all(_ revisions: [ConfigurationRevision], about setting: String? = nil, labels: [String: String] = [:]) -> [RevisionStep] {
        revisions.indices.compactMap { index in
            let revision = revisions[index]
            let isFirst = index + 1 == revisions.count
            // The first save of all is compared with a fresh start; what is missing before another number is not known.
            let before = isFirst ? (revision.number == 1 && revision.origin != .found ? Configuration() : nil) : revisions[index + 1].configuration
            let changes = before?.changes(to: revision.configuration, labels: labels)
            guard let setting else { return RevisionStep(revision: revision, changes: changes) }
            guard changes?.contains(where: { $0.isAbout(setting) }) ?? false else { return nil }
            return RevisionStep(revision: revision, changes: changes)
        }
    }
}

extension SettingChange {
    /// Whether the change is of the setting with this name, or of one below it: `autoprovisioning.scope`, or `scope` alone, is about the groups of the scope too.
    package func isAbout(_ name: String) -> Bool {
        [name, "autoprovisioning.\(name)"].contains { setting == $0 || setting.hasPrefix("\($0).") || setting.hasPrefix("\($0)[") }
    }
}
