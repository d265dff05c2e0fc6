/// The text of a setting's value, in the form in which `autoprovision setup` takes it where it takes it.
enum SettingText {
    /// - Parameter saysPath: whether a unit's path is part of its value, because it is what changed.
    static func of(_ value: SettingValue, sayingPath saysPath: Bool = false) -> String {
        switch value {
        case .null: return "off"
        case .flag(let flag): return flag ? "true" : "false"
        case .whole(let number): return "\(number)"
        case .number(let number): return "\(number)"
        case .text(let text): return text
        case .list(let list): return list.map { of($0) }.joined(separator: ", ")
        case .object(let members): return object(members, saysPath)
        }
    }

    private static func object(_ members: [String: SettingValue], _ saysPath: Bool) -> String {
        // A unit's setting; the name of the setting says which unit.
        if let access = members["access"]?.string, let path = members["path"]?.string { return saysPath ? "\(access), at \(path)" : access }
        // A group, by the name that people gave it.
        if let name = members["name"]?.string, let email = members["email"]?.string { return name == email ? email : "\(name) <\(email)>" }
        // Somebody who is excluded.
        if members["id"] != nil, members.count == 2, let email = members["email"]?.string { return email }
        // A condition of the scope, as --scope-condition takes it.
        if let attribute = members["attribute"]?.string, let condition = condition(attribute, members) { return condition.words }
        // A limit, as --safeguard takes it.
        if let number = members["number"], let percent = members["percent"] { return "\(of(number)):\(of(percent))" }
        // A source of the mapping, as --map takes it.
        if members.count == 1, let attribute = members["attribute"]?.string { return attribute }
        if members.count == 1, let text = members["fixed"]?.string { return "\"\(text)\"" }
        if case .list(let steps)? = members["steps"] {
            var source = members
            source["steps"] = nil
            return ([object(source, saysPath)] + steps.map(step)).joined(separator: " > ")
        }
        var rest = members
        var parts: [String] = []
        if members["target"] != nil, case .list(let sources)? = members["from"] {
            rest["target"] = nil
            rest["from"] = nil
            parts.append(sources.isEmpty ? "nothing" : sources.map { of($0) }.joined(separator: "|"))
        }
        parts += rest.sorted { $0.key < $1.key }.map { "\($0.key): \(of($0.value))" }
        return parts.joined(separator: ", ")
    }

    private static func condition(_ attribute: String, _ members: [String: SettingValue]) -> ScopeCondition? {
        for test in ScopeCondition.Test.allCases {
            if case .list(let values)? = members[test.rawValue] { return ScopeCondition(attribute, test, values.compactMap(\.string)) }
        }
        return nil
    }

    /// A step of the mapping: its name, and what is set for it.
    private static func step(_ value: SettingValue) -> String {
        guard case .object(let members) = value, let (name, settings) = members.first, case .object(let parts) = settings else { return of(value) }
        return ([name] + parts.sorted { $0.key < $1.key }.map { of($0.value) }).joined(separator: ":")
    }

    /// Whether two values mean the same: that a run found out the id of a unit is no change of a setting.
    static func isSame(_ first: SettingValue?, _ second: SettingValue?) -> Bool {
        guard case .object(var one)? = first, case .object(var other)? = second, one["access"] != nil, other["access"] != nil else {
            return first == second
        }
        one["id"] = nil
        other["id"] = nil
        return one == other
    }

    /// The path of a unit; `nil` for other settings.
    static func path(of value: SettingValue?) -> String? { value?["access"] == nil ? nil : value?["path"]?.string }
}
