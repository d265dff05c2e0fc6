/// One key of `config.json`: what it may hold, what holds without it, what people call it and how it is chosen. ``SettingsTable`` lists all of them.
package struct SettingDescription: Sendable {
    /// Who writes it.
    package enum Keeper: Sendable {
        /// Somebody chose it.
        case administrator
        /// The setup and the switch write it; a file with settings cannot.
        case wizard
        /// The program's own bookkeeping: nobody chose it, and no history tells of it.
        case program
    }

    /// The path from the root of the file, without the numbers of lists: `autoprovisioning.mapping.target`.
    package let path: String
    package let kind: SettingKind
    /// The name in sentences; of a list of things, the words before the name of an element. `nil` where the key has none of its own.
    package var words: String?
    /// What holds where the key is missing, for the documentation; `nil` where that is nothing.
    package var standard: String?
    /// The option of `autoprovision setup` that writes it.
    package var option: String?
    package var keeper = Keeper.administrator
    /// Whether a file without it cannot be read, provided that the object around it is there.
    package var isRequired = false
    /// Whether the object with all that is in it is one setting in histories and comparisons.
    package var isOneSetting = false
    /// Whether the documentation lists it; no where the same key stands once more for another kind of action.
    package var isListed = true
    /// What it is for, in a sentence.
    package var note: String

    init(
        _ path: String, _ kind: SettingKind, words: String? = nil, standard: String? = nil, option: String? = nil, keeper: Keeper = .administrator,
        isRequired: Bool = false, isOneSetting: Bool = false, isListed: Bool = true, _ note: String
    ) {
        (self.path, self.kind, self.words, self.standard, self.option) = (path, kind, words, standard, option)
        (self.keeper, self.isRequired, self.isOneSetting, self.isListed, self.note) = (keeper, isRequired, isOneSetting, isListed, note)
    }

    /// The key itself.
    package var key: String { path.split(separator: ".").last.map(String.init) ?? path }

    /// The path of the object that the key is in; empty for the root.
    package var parent: String { path.split(separator: ".").dropLast().joined(separator: ".") }
}

/// What a key of `config.json` may hold.
package enum SettingKind: Sendable {
    /// One of the words that a key may hold.
    package struct Choice: Sendable, Equatable {
        /// As it is written in the file.
        package let value: String
        /// As a sentence says it: "after 7 days".
        package let words: String
    }

    /// An object whose keys are settings too.
    case object
    /// An object whose keys are settings too, or `null`.
    case objectOrNull
    /// A list of such objects. `oneOf` names keys of which exactly one must be there.
    case objects(oneOf: [String] = [])
    /// A list of objects with a name, of which nothing else matters to people: groups and excluded people.
    case named
    case text
    case texts
    /// The whole path of a file or folder of this machine.
    case path
    case flag
    /// A whole number; `lowest` says what the lowest one means, `unit` what is counted.
    case whole(ClosedRange<Int>, lowest: String = "", unit: String = "")
    /// A share in percent.
    case percent
    case choice([Choice])
    /// A moment such as 2026-11-23T22:49:00Z.
    case moment
    /// Tables of texts by name.
    case tables
    /// Steps of the attribute mapping.
    case steps

    /// One of the words of a type.
    static func choice<Word: RawRepresentable & CaseIterable>(_: Word.Type, words: (Word) -> String = { $0.rawValue }) -> SettingKind
    where Word.RawValue == String {
        .choice(Word.allCases.map { Choice(value: $0.rawValue, words: words($0)) })
    }

    /// What can be written, for people; empty where any value of the kind can.
    package var valid: [String] {
        switch self {
        case .choice(let choices): choices.map(\.value)
        case .moment: ["dates such as 2026-11-23T22:49:00Z"]
        default: []
        }
    }
}
