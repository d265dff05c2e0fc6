/// One setting that two configurations have differently.
package struct SettingChange: Sendable, Equatable, Codable {
    /// The setting's name: its path in `config.json`, with the element of a list in brackets: `autoprovisioning.scope.groups[sales@corp.example]`.
    package let setting: String
    /// The value before; `nil` when it was not set.
    package let before: String?
    /// The value after; `nil` when it is not set any more.
    package let after: String?
    /// The name of the app's attribute that is mapped otherwise; `nil` for other settings, and where the app's attributes were not known.
    package let label: String?

    package init(setting: String, before: String?, after: String?, label: String? = nil) {
        self.setting = setting
        self.before = before
        self.after = after
        self.label = label
    }
}

extension Configuration {
    /// What is different in `other`, setting by setting, in the order of the console's pages. What nobody chooses, such as the revision, does not count.
    ///
    /// - Parameter labels: the names of the app's attributes by path.
    package func changes(to other: Configuration, labels: [String: String] = [:]) -> [SettingChange] {
        let documents = SettingsDocument.comparable([self, other])
        let (before, after) = (documents[0], documents[1])
        return SettingOrder.sorted(Set(before.order + after.order)) { (after.settings[$0] ?? before.settings[$0])?.name ?? $0.path }
            .compactMap { place in
                guard !SettingsDocument.isBookkeeping(place) else { return nil }
                let (old, new) = (before.settings[place], after.settings[place])
                guard !SettingText.isSame(old?.value, new?.value) else { return nil }
                let saysPath = SettingText.path(of: old?.value) != SettingText.path(of: new?.value) && old != nil && new != nil
                let setting = (new ?? old)?.name ?? place.path
                return SettingChange(
                    setting: setting, before: old.map { SettingText.of($0.value, sayingPath: saysPath) },
                    after: new.map { SettingText.of($0.value, sayingPath: saysPath) },
                    label: SettingChange.attribute(of: setting).flatMap { labels[$0] })
            }
    }
}

/// The order in which settings are listed: that of the pages on which they are chosen.
enum SettingOrder {
    static func sorted(_ places: Set<SettingsDocument.Place>, name: (SettingsDocument.Place) -> String) -> [SettingsDocument.Place] {
        places.map { (place: $0, page: SettingsTable.page(of: $0.path), name: name($0)) }
            .sorted { ($0.page, $0.name) < ($1.page, $1.name) }.map(\.place)
    }
}
