import Foundation
import Provisioning

/// Finds keys that this program does not know: mostly typing errors, which would otherwise silently mean nothing.
enum UnknownKeys {
    static func find(in object: Any) -> [ConfigurationProblem] {
        walk(object, place: "", shown: "")
    }

    private static func walk(_ value: Any, place: String, shown: String) -> [ConfigurationProblem] {
        if let elements = value as? [Any] {
            return elements.enumerated().flatMap { walk($1, place: place, shown: "\(shown)[\($0)]") }
        }
        let allowed = Set(SettingsTable.members(of: place).map(\.key))
        guard let members = value as? [String: Any], !allowed.isEmpty else { return [] }
        // In version 1 the keys are the paths of units.
        if place == "userAccess.organizationalUnits", !shown.hasSuffix("]") { return [] }
        return members.keys.sorted().flatMap { key -> [ConfigurationProblem] in
            let path = shown.isEmpty ? key : "\(shown).\(key)"
            guard allowed.contains(key) else {
                return [ConfigurationProblem(path: path, message: "no such key; there are \(allowed.sorted().joined(separator: ", ")).")]
            }
            return walk(members[key] ?? [], place: place.isEmpty ? key : "\(place).\(key)", shown: path)
        }
    }
}
