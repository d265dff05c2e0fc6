/// The words of what changed in the configuration.
extension SettingChange {
    /// "Scope group Sales <sales@corp.example> added", "Suspend limit from 10:5 to 50:20".
    package var words: String {
        switch (before, after) {
        case (_, "true"?) where setting == "autoprovisioning.on": return "autoprovisioning turned on"
        case (_, "false"?) where setting == "autoprovisioning.on": return "autoprovisioning turned off"
        case (let before?, let after?): return "\(title) from \(Self.value(before, of: setting)) to \(Self.value(after, of: setting))"
        case (nil, let after?):
            return plainList?.words.map { "\($0) \(after) added" } ?? "\(title) set to \(Self.value(after, of: setting))"
        case (let before?, nil):
            return plainList?.words.map { "\($0) \(before) removed" } ?? "\(title) removed; it was \(Self.value(before, of: setting))"
        case (nil, nil): return title
        }
    }

    /// The list of which the setting is an element, where that it is there is all that there is to say.
    private var plainList: SettingDescription? {
        guard let list = Self.list(of: setting), case .named = list.kind else { return nil }
        return list
    }

    private static func list(of setting: String) -> SettingDescription? {
        guard setting.hasSuffix("]"), let bracket = setting.firstIndex(of: "[") else { return nil }
        return SettingsTable.setting(at: String(setting[..<bracket]))
    }

    /// The words of the setting's name.
    package var title: String { Self.title(of: setting, label: label) }

    /// The path of the app's attribute whose mapping the setting is; `nil` for other settings.
    package static func attribute(of setting: String) -> String? {
        setting.hasPrefix("\(mapping)[") && setting.hasSuffix("]") ? String(setting.dropFirst(mapping.count + 1).dropLast()) : nil
    }

    private static let mapping = "autoprovisioning.mapping"

    /// The words of a setting's name; the name itself where there are none.
    ///
    /// - Parameter label: the name of the app's attribute, for its mapping.
    package static func title(of setting: String, label: String? = nil) -> String {
        if let words = SettingsTable.setting(at: setting)?.words { return words }
        if let label, attribute(of: setting) != nil { return "mapping of \(label)" }
        guard let list = list(of: setting), let words = list.words else { return setting }
        return "\(words) \(setting.dropFirst(list.path.count + 1).dropLast())"
    }

    /// The words of a value.
    package static func value(_ text: String?, of setting: String) -> String {
        guard let text else { return "not set" }
        switch SettingsTable.setting(at: setting)?.kind {
        case .choice(let choices)?: return choices.first { $0.value == text }?.words ?? text
        case .objectOrNull? where text.contains(":"):
            let parts = text.split(separator: ":")
            return "\(parts.first ?? "") or \(parts.last ?? "") %"
        default: break
        }
        switch text {
        case "true": return setting == "autoprovisioning.on" ? "on" : "yes"
        case "false": return setting == "autoprovisioning.on" ? "off" : "no"
        case "": return "empty"
        default: return text
        }
    }
}

extension [SettingChange] {
    /// One sentence's part with all of them, separated by semicolons.
    package var words: String { isEmpty ? "no setting changed" : map(\.words).joined(separator: "; ") }
}

extension ConfigurationRevision {
    /// How it came to be: "saved", "revision 4 restored", "edited by hand".
    package var originWords: String {
        switch origin {
        case .saved: "saved"
        case .restored: restored.map { "revision \($0) restored" } ?? "restored"
        case .deleted: "configuration deleted"
        case .found: "found as it was"
        case .editedByHand: "edited by hand"
        case .removedByHand: "config.json removed"
        }
    }
}
