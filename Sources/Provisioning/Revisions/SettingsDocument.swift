import Foundation

/// A configuration taken apart into its settings, each with a name that stays the same in every revision.
///
/// Members of objects are settings of their own: `autoprovisioning.deprovisioning.suspended.suspend`. So are the elements of lists of things that have an identity:
/// `autoprovisioning.mapping[title]`. What only makes sense as a whole, such as a limit of the safeguards, is one setting.
struct SettingsDocument: Sendable {
    /// What tells a setting from all others.
    struct Place: Sendable, Hashable {
        /// The names of the objects' members that lead to it.
        let members: [String]
        /// The identity of the list's element; `nil` when the setting is in no such list.
        let element: String?

        var path: String { members.joined(separator: ".") }
    }

    /// A setting as it is in this configuration.
    struct Setting: Sendable, Equatable {
        /// The name for machines and people: an element of a list is named by what people know it by.
        let name: String
        let value: SettingValue
    }

    private(set) var settings: [Place: Setting] = [:]
    /// The places in the order in which the configuration has them.
    private(set) var order: [Place] = []
    /// The objects and lists that hold the settings: they are there when they are empty, too.
    private var containers: [(members: [String], isList: Bool)] = []
    private let unitIDs: [String: String]

    /// What the program keeps about the file itself, or about what happened: nobody chose it.
    private static let bookkeeping = SettingsTable.paths(keptBy: .program)
    /// Objects that are one setting.
    private static func isWhole(_ path: String) -> Bool { SettingsTable.setting(at: path)?.isOneSetting ?? false }

    /// Takes a configuration apart.
    ///
    /// - Parameter unitIDs: ids of units by path, from all configurations that are compared: one may know a unit by its path only, another by its id.
    init(_ configuration: Configuration, unitIDs: [String: String] = [:]) {
        self.unitIDs = unitIDs
        guard let text = try? configuration.jsonText(), let value = try? JSONDecoder().decode(SettingValue.self, from: Data(text.utf8)) else {
            return
        }
        take(value, at: [])
    }

    /// Takes several configurations apart so that they can be compared setting by setting.
    static func comparable(_ configurations: [Configuration]) -> [SettingsDocument] {
        let units = configurations.flatMap(\.userAccess.organizationalUnits)
        let ids = Dictionary(units.compactMap { unit in unit.id.map { (unit.path, $0) } }, uniquingKeysWith: { first, _ in first })
        return configurations.map { SettingsDocument($0, unitIDs: ids) }
    }

    static func isBookkeeping(_ place: Place) -> Bool { bookkeeping.contains(place.path) }

    private mutating func take(_ value: SettingValue, at members: [String]) {
        let path = members.joined(separator: ".")
        switch value {
        case .object(let object) where !Self.isWhole(path):
            if !members.isEmpty { containers.append((members, false)) }
            for key in object.keys.sorted() { object[key].map { take($0, at: members + [key]) } }
        case .list(let list):
            let identities = list.map { identity(of: $0, at: path) }
            guard !identities.contains(nil), Set(identities).count == list.count else {
                return set(value, at: Place(members: members, element: nil), name: path)
            }
            containers.append((members, true))
            for (element, identity) in zip(list, identities) {
                set(element, at: Place(members: members, element: identity), name: "\(path)[\(Self.knownAs(element) ?? identity ?? "")]")
            }
        default: set(value, at: Place(members: members, element: nil), name: path)
        }
    }

    private func identity(of element: SettingValue, at path: String) -> String? {
        if path == SettingsTable.units { return element["id"]?.string ?? element["path"]?.string.map { unitIDs[$0] ?? $0 } }
        return element["id"]?.string ?? element["target"]?.string ?? element["path"]?.string
    }

    private static func knownAs(_ element: SettingValue) -> String? {
        ["email", "path", "target", "id"].lazy.compactMap { element[$0]?.string }.first
    }

    private mutating func set(_ value: SettingValue, at place: Place, name: String) {
        if settings.updateValue(Setting(name: name, value: value), forKey: place) == nil { order.append(place) }
    }

    /// Takes a setting as another configuration has it; `nil` takes it away.
    mutating func take(_ setting: Setting?, at place: Place) {
        if let setting {
            set(setting.value, at: place, name: setting.name)
        } else if let removed = settings.removeValue(forKey: place) {
            order.removeAll { $0 == place }
            if case .list = removed.value, place.element == nil { containers.append((place.members, true)) }
        }
    }

    /// The configuration that these settings make.
    ///
    /// - Throws: a `DecodingError` when they do not make one.
    func configuration() throws -> Configuration {
        var root: [String: SettingValue] = [:]
        for container in containers { Self.put(container.isList ? .list([]) : .object([:]), isElement: false, at: container.members[...], in: &root) }
        for place in order {
            guard let value = settings[place]?.value else { continue }
            Self.put(value, isElement: place.element != nil, at: place.members[...], in: &root)
        }
        return try Configuration(jsonText: String(decoding: JSONEncoder().encode(SettingValue.object(root)), as: UTF8.self))
    }

    private static func put(_ value: SettingValue, isElement: Bool, at members: ArraySlice<String>, in object: inout [String: SettingValue]) {
        guard let name = members.first else { return }
        guard members.count == 1 else {
            var inner: [String: SettingValue] = if case .object(let known)? = object[name] { known } else { [:] }
            put(value, isElement: isElement, at: members.dropFirst(), in: &inner)
            object[name] = .object(inner)
            return
        }
        if isElement {
            let before: [SettingValue] = if case .list(let known)? = object[name] { known } else { [] }
            object[name] = .list(before + [value])
        } else {
            object[name] = value
        }
    }
}
