package import Foundation

/// A value as a database keeps it. Truth is an integer, 1 or 0; times are seconds since 1970, UTC.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case double(Double)
    case text(String)
    case blob(Data)
}

/// The same text for the same value, whatever database it came from: the log's chain is hashed over it, so it never changes.
extension SQLValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let integer): String(integer)
        case .double(let double): String(double)
        case .text(let text): String(reflecting: text)
        case .blob(let data): "Data(\(data.description))"
        }
    }
}

/// What can be an argument of a statement.
package protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// What a column can be read as.
package protocol SQLReadable {
    /// `nil` when the value is none of this type.
    static func read(_ value: SQLValue) -> Self?
}

extension SQLValue: SQLBindable {
    package var sqlValue: SQLValue { self }
}

extension String: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(self) }

    package static func read(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }
}

extension Int64: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(self) }

    package static func read(_ value: SQLValue) -> Int64? {
        if case .integer(let integer) = value { integer } else { nil }
    }
}

extension Int: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package static func read(_ value: SQLValue) -> Int? { Int64.read(value).flatMap(Int.init(exactly:)) }
}

extension Bool: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    package static func read(_ value: SQLValue) -> Bool? { Int64.read(value).map { $0 != 0 } }
}

extension Double: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .double(self) }

    package static func read(_ value: SQLValue) -> Double? {
        switch value {
        case .double(let double): double
        case .integer(let integer): Double(integer)
        case .null, .text, .blob: nil
        }
    }
}

extension Data: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .blob(self) }

    package static func read(_ value: SQLValue) -> Data? {
        if case .blob(let data) = value { data } else { nil }
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package static func read(_ value: SQLValue) -> Wrapped?? {
        if case .null = value { return .some(nil) }
        return Wrapped.read(value).map(Optional.some)
    }
}
