extension SettingsTable {
    /// The table of the documentation's page *Configuration and files*, in Markdown: `autoprovision config schema --markdown` prints it.
    package static var page: String {
        let head = "| key | value | without it | `setup` | what it is for |\n|---|---|---|---|---|\n"
        return head
            + all.filter(\.isListed).map { setting in
                let cells = [
                    "`\(setting.path)`", setting.kind.words, setting.isRequired ? "must be there" : setting.standard.map { "`\($0)`" } ?? "",
                    options(of: setting), setting.note,
                ]
                return "| \(cells.joined(separator: " | ")) |\n"
            }.joined()
    }

    private static func options(of setting: SettingDescription) -> String {
        setting.option?.split(separator: ", ").map { "`\($0)`" }.joined(separator: ", ") ?? ""
    }
}

extension SettingKind {
    /// What can be written, in a few words of Markdown.
    fileprivate var words: String {
        switch self {
        case .object: "an object"
        case .objectOrNull: "an object, or `null`"
        case .objects, .named: "a list of objects"
        case .text: "a text"
        case .texts: "a list of texts"
        case .path: "a whole path"
        case .flag: "`true` or `false`"
        case .whole(let range, _, _): range.upperBound < 1 << 53 ? "\(range.lowerBound) to \(range.upperBound)" : "\(range.lowerBound) or more"
        case .percent: "0 to 100"
        case .choice(let choices): choices.map { "`\($0.value)`" }.joined(separator: ", ")
        case .moment: "a moment, such as `2026-11-23T22:49:00Z`"
        case .tables: "an object of tables"
        case .steps: "a list of steps"
        }
    }
}
