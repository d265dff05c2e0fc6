/// Puts settings back as an earlier revision had them.
package enum ConfigurationRestoration {
    /// What is not put back: who is signed in, and whether autoprovisioning is on, are about now.
    private static let kept: Set<String> = ["administrator", "autoprovisioning.on"]

    /// Why nothing can be put back.
    package enum Obstacle: Error, Sendable, Equatable {
        /// No setting of either configuration has this name.
        case unknownSetting(String)
        /// The revision is from before the setup was finished, and autoprovisioning is on.
        case isOn
        /// The settings do not make a configuration.
        case unreadable
    }

    /// The current configuration with the settings of `revision`.
    ///
    /// - Parameter names: names of settings, or beginnings of them such as `autoprovisioning.scope`, that are put back alone; none means all.
    /// - Throws: ``Obstacle``.
    package static func restoring(_ revision: Configuration, over current: Configuration, only names: [String] = []) throws(Obstacle) -> Configuration
    {
        let documents = SettingsDocument.comparable([current, revision])
        let places = Set(documents[0].order + documents[1].order)
        func isNamed(_ place: SettingsDocument.Place, _ name: String) -> Bool {
            documents.contains { $0.settings[place].map { SettingChange(setting: $0.name, before: nil, after: nil).isAbout(name) } ?? false }
        }
        // A setting may be set in neither configuration, such as a delay that both leave out.
        for name in names where !places.contains(where: { isNamed($0, name) }) && !SettingsTable.isName(name) { throw .unknownSetting(name) }
        var result = documents[0]
        // In the order of the revision, so that lists come back as they were.
        for place in documents[1].order + documents[0].order.filter({ documents[1].settings[$0] == nil }) {
            guard !SettingsDocument.isBookkeeping(place), !kept.contains(place.path), names.isEmpty || names.contains(where: { isNamed(place, $0) })
            else { continue }
            result.take(documents[1].settings[place], at: place)
        }
        var restored: Configuration
        do { restored = try result.configuration() } catch { throw .unreadable }
        restored.revision = current.revision
        // What was never turned on does not become so, and the reverse.
        restored.autoprovisioning.firstTurnedOn = current.autoprovisioning.firstTurnedOn
        guard !restored.autoprovisioning.isOn || restored.autoprovisioning.setupProgress == .finished else { throw .isOn }
        return restored
    }
}
