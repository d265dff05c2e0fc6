package import Foundation

/// A JSON value, for resources whose members are only known at run time.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    /// A whole number of more digits than a `Double` keeps for certain, as its text: an id, as a rule.
    case digits(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads JSON text (RFC 8259); `nil` when it is not JSON.
    ///
    /// - Parameter isRepairing: reads what is spoilt inside one text or number as U+FFFD or `null`, so that one spoilt record does not take a whole list with it. What
    ///   was read so must not be written back.
    package init?(_ data: Data, isRepairing: Bool = false) {
        guard let value = data.withUnsafeBytes({ JSONReader.read($0, isRepairing: isRepairing) }) else { return nil }
        self = value
    }

    /// The JSON text, with the members in the order of their names.
    package var data: Data { Data(JSONWriter.text(of: self)) }

    /// The member `name`, in any case (RFC 7643 §2.1: attribute names compare without case).
    package subscript(name: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            if let exact = members[name] { return exact }
            return members.first { Self.areSameName($0.key, name) }?.value
        }
        set {
            var members: [String: JSONValue] = [:]
            if case .object(let existing) = self { members = existing }
            members[members[name] == nil ? members.keys.first { Self.areSameName($0, name) } ?? name : name] = newValue
            self = .object(members)
        }
    }

    /// Whether two names differ at most in case.
    private static func areSameName(_ first: String, _ second: String) -> Bool {
        let isSame = first.utf8.elementsEqual(second.utf8) { first, second in
            first == second || (first | 0x20 == second | 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20))
        }
        // Nearly all names are ASCII; among them there is no other way to be the same.
        return isSame || (!(isASCII(first) && isASCII(second)) && first.lowercased() == second.lowercased())
    }

    private static func isASCII(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }

    /// The text of a string; numbers and booleans as their text; an empty string counts as unassigned (RFC 7643 §2.5).
    package var text: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .digits(let digits): digits
        case .bool(let flag): String(flag)
        case .null, .array, .object: nil
        }
    }

    /// A string as it is; `nil` for anything else.
    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// A boolean as it is; `nil` for anything else.
    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// Whether it has members.
    package var isObject: Bool {
        if case .object = self { true } else { false }
    }

    /// A whole number, also one that a server wrote as a text; `nil` for anything else.
    package var wholeNumber: Int? {
        switch self {
        case .number(let number): Int(exactly: number)
        case .digits(let digits), .string(let digits): Int(digits)
        default: nil
        }
    }

    /// A boolean, also one that a server wrote as "True" or "False".
    package var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string(let text): ["true": true, "false": false][text.lowercased()]
        default: nil
        }
    }

    /// The elements of an array; none for anything else.
    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }
}
