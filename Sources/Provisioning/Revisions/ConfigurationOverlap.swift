/// Two administrators changed the configuration at the same time: what either changed, setting by setting, since the revision that both began with.
package struct ConfigurationOverlap: Sendable, Equatable {
    /// Whose value is taken.
    package enum Choice: String, Sendable {
        case theirs
        case mine
    }

    /// One setting that at least one of the two changed.
    package struct Setting: Sendable, Equatable {
        /// The setting's name, as in ``SettingChange/setting``.
        package let name: String
        /// The name of the app's attribute, as in ``SettingChange/label``.
        package let label: String?
        /// The value that both began with; `nil` when it was not set.
        package let base: String?
        /// The value that is saved now.
        package let theirs: String?
        /// The value that was to be saved on top.
        package let mine: String?
        /// Whose value is taken unless somebody chooses: that of whoever changed it; `nil` when both did, differently.
        package let proposal: Choice?
        let place: SettingsDocument.Place

        package static func == (one: Self, other: Self) -> Bool { one.place == other.place && one.theirs == other.theirs && one.mine == other.mine }
    }

    /// What either changed, in the order of the console's pages.
    package let settings: [Setting]
    /// The saved configuration, with its revision.
    package let theirs: Configuration
    private let mine: Configuration

    /// Compares.
    ///
    /// - Parameters:
    ///   - base: the revision that both began with; `nil` when it is not known any more. Then every difference is to be chosen.
    ///   - labels: the names of the app's attributes by path.
    package init(base: Configuration?, theirs: Configuration, mine: Configuration, labels: [String: String] = [:]) {
        (self.theirs, self.mine) = (theirs, mine)
        let documents = SettingsDocument.comparable([base ?? theirs, theirs, mine])
        let places = SettingOrder.sorted(Set(documents.flatMap(\.order))) { place in
            documents.lazy.compactMap { $0.settings[place]?.name }.first ?? place.path
        }
        settings = places.compactMap { place in
            guard !SettingsDocument.isBookkeeping(place) else { return nil }
            let (before, saved, wanted) = (documents[0].settings[place], documents[1].settings[place], documents[2].settings[place])
            let isTheirs = base != nil && !SettingText.isSame(before?.value, saved?.value)
            let isMine = base == nil ? !SettingText.isSame(saved?.value, wanted?.value) : !SettingText.isSame(before?.value, wanted?.value)
            guard isTheirs || isMine else { return nil }
            let isAgreed = SettingText.isSame(saved?.value, wanted?.value)
            let name = (wanted ?? saved ?? before)?.name ?? place.path
            return Setting(
                name: name, label: SettingChange.attribute(of: name).flatMap { labels[$0] },
                base: base == nil ? nil : before.map { SettingText.of($0.value) },
                theirs: saved.map { SettingText.of($0.value) }, mine: wanted.map { SettingText.of($0.value) },
                proposal: isAgreed || !isMine ? .theirs : isTheirs || base == nil ? nil : .mine, place: place)
        }
    }

    /// Whether somebody has to choose.
    package var hasConflicts: Bool { settings.contains { $0.proposal == nil } }

    /// The saved configuration with the settings of mine that are chosen. Its revision is the saved one, so that it can be saved.
    ///
    /// - Parameter choices: what is taken for each of ``settings``, in their order.
    /// - Throws: a `DecodingError` when the chosen settings make no configuration.
    package func merged(_ choices: [Choice]) throws -> Configuration {
        let documents = SettingsDocument.comparable([theirs, mine])
        var result = documents[0]
        for (setting, choice) in zip(settings, choices) where choice == .mine { result.take(documents[1].settings[setting.place], at: setting.place) }
        var configuration = try result.configuration()
        configuration.revision = theirs.revision
        return configuration
    }
}
