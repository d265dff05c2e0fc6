import Foundation
import Provisioning

/// What is wrong with a value that could not be read, in words for the person who wrote it.
extension ConfigurationStore {
    /// The problem that `error` found in `object`, the text as JSON.
    static func problem(_ error: DecodingError, in object: Any) -> ConfigurationProblem {
        switch error {
        case .keyNotFound(let key, let context):
            return ConfigurationProblem(path: path(context.codingPath + [key]), message: "it is missing.")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let found = value(at: context.codingPath, in: object).map { "\(shown($0)) is \(kind(of: $0))" } ?? "the value is of another kind"
            return ConfigurationProblem(
                path: path(context.codingPath), message: "\(found); write \(kind(of: type)).\(valid(for: context.codingPath))")
        case .dataCorrupted(let context):
            return ConfigurationProblem(path: path(context.codingPath), message: corrupted(context, in: object))
        @unknown default:
            return ConfigurationProblem(path: "", message: "it cannot be read.")
        }
    }

    private static func corrupted(_ context: DecodingError.Context, in object: Any) -> String {
        let found = value(at: context.codingPath, in: object).map(shown) ?? "the value"
        let valid = valid(for: context.codingPath)
        if !valid.isEmpty { return "\(found) is not valid.\(valid)" }
        let words = context.debugDescription
        // What this program's own types say is for people; the library's words are not.
        if words.contains("Swift") || words.contains("represent") { return "\(found) is not a whole number, or is too large." }
        return words.hasSuffix(".") ? words : words + "."
    }

    private static func valid(for path: [any CodingKey]) -> String {
        let setting = SettingsTable.setting(at: path.filter { $0.intValue == nil }.map(\.stringValue))
        return setting.map(\.kind.valid).flatMap { $0.isEmpty ? nil : " Valid are \($0.joined(separator: ", "))." } ?? ""
    }

    /// A path as problems name it.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)" }
        }
    }

    private static func value(at keys: [any CodingKey], in object: Any) -> Any? {
        keys.reduce(object as Any?) { value, key in
            if let index = key.intValue, let list = value as? [Any] { return list.indices ~= index ? list[index] : nil }
            return (value as? [String: Any])?[key.stringValue]
        }
    }

    private static func shown(_ value: Any) -> String {
        switch value {
        case is NSNull: "null"
        case let text as String: "\"\(text.prefix(60))\(text.count > 60 ? "..." : "")\""
        case is [Any], is [String: Any]: "this"
        case let number as NSNumber: isBoolean(number) ? (number.boolValue ? "true" : "false") : "\(number)"
        default: "this"
        }
    }

    private static func kind(of value: Any) -> String {
        switch value {
        case is NSNull: "no value"
        case is String: "a text"
        case is [Any]: "a list"
        case is [String: Any]: "an object"
        case let number as NSNumber: isBoolean(number) ? "a yes or no" : "a number"
        default: "something else"
        }
    }

    private static func kind(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text in quotation marks"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is any ListType.Type: "a list in [ ]"
        default: "an object in { }"
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

/// What tells lists from other types.
private protocol ListType {}
extension Array: ListType {}
