import Foundation
import Provisioning

/// Takes values out of a JSON object and collects everything that cannot be right, so that an administrator sees all of it at once.
struct ProfileReader {
    private let members: [String: Any]
    private let place: String
    /// Of something that is no object, nothing is missing: that it is none has been told.
    private var isObject = true
    private(set) var problems: [ConfigurationProblem] = []

    /// A reader of the object at `place`, whose other keys than `keys` are problems; a value that is no object reads as an empty one.
    init(_ value: Any, place: String, keys: [String]) {
        self.place = place
        guard let members = value as? [String: Any] else {
            self.members = [:]
            isObject = false
            problems = [ConfigurationProblem(path: place.isEmpty ? "profile" : place, message: "it must be an object: { ... }.")]
            return
        }
        self.members = members
        for key in members.keys.sorted() where !keys.contains(key) {
            report(key, "no such key; there are \(keys.sorted().joined(separator: ", ")).")
        }
    }

    /// The path of a member, as problems name it.
    func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    /// Whether there is such a member.
    func has(_ key: String) -> Bool { members[key] != nil }

    /// The member as it is.
    func value(_ key: String) -> Any? { members[key] }

    /// Notes that a member cannot be right, and what would be valid.
    mutating func report(_ key: String, _ message: String) {
        problems.append(ConfigurationProblem(path: path(key), message: message))
    }

    /// Notes problems of something inside.
    mutating func report(_ others: [ConfigurationProblem]) { problems += others }

    /// A text of 1 to `longest` characters without control characters; `nil` when it is missing or no such text.
    mutating func text(_ key: String, isRequired: Bool = true, longest: Int = 200) -> String? {
        guard let value = members[key] else {
            if isRequired, isObject { report(key, "it is missing; write a text.") }
            return nil
        }
        guard let text = (value as? String)?.trimmed, !text.isEmpty, text.count <= longest,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.properties.generalCategory == .format })
        else {
            report(key, "it must be a text of 1 to \(longest) characters, without control characters.")
            return nil
        }
        return text
    }

    /// One of the cases of an enumeration; `nil` when it is missing or another word.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice? where Choice.RawValue == String {
        let valid = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard let value = members[key] else {
            if isObject { report(key, "it is missing. Valid are \(valid).") }
            return nil
        }
        guard let choice = (value as? String).flatMap(Choice.init(rawValue:)) else {
            report(key, "\(Self.shown(value)) is not known. Valid are \(valid).")
            return nil
        }
        return choice
    }

    /// `true` or `false`; `standard` when it is missing.
    mutating func flag(_ key: String, standard: Bool) -> Bool {
        guard let value = members[key] else { return standard }
        // A number is no flag, although Foundation would bridge 1 to true.
        guard let flag = value as? Bool, Self.isBoolean(value) else {
            report(key, "\(Self.shown(value)) is not a flag; write true or false.")
            return standard
        }
        return flag
    }

    /// A whole number within `range`; `nil` when it is missing or not within.
    mutating func integer(_ key: String, in range: ClosedRange<Int>, isRequired: Bool) -> Int? {
        guard let value = members[key] else {
            if isRequired, isObject { report(key, "it is missing; write \(range.lowerBound) to \(range.upperBound).") }
            return nil
        }
        guard !Self.isBoolean(value), let number = value as? Int, range.contains(number) else {
            report(key, "\(Self.shown(value)) is out of range; write a whole number from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return number
    }

    private static func isBoolean(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return value is Bool }
        return String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }

    private static func shown(_ value: Any) -> String {
        switch value {
        case let text as String: "\"\(text.prefix(60))\""
        case let number as NSNumber: isBoolean(number) ? (number.boolValue ? "true" : "false") : "\(number)"
        case is [Any]: "a list"
        default: "an object"
        }
    }
}
