import Foundation
import SQL

/// Values in the text form in which they go to the server and come back.
enum PostgresValues {
    // The numbers of types in pg_type, which never change.
    static let boolean: CUnsignedInt = 16
    static let bytes: CUnsignedInt = 17
    static let bigint: CUnsignedInt = 20
    static let text: CUnsignedInt = 25
    static let double: CUnsignedInt = 701

    /// The type of an argument; a null has none, so that the server finds it.
    static func type(_ value: SQLValue) -> CUnsignedInt {
        switch value {
        case .null: 0
        case .integer: bigint
        case .double: double
        case .text: text
        case .blob: bytes
        }
    }

    /// The text of an argument; a null has none.
    static func argument(_ value: SQLValue) -> String? {
        switch value {
        case .null: nil
        case .integer(let integer): String(integer)
        case .double(let number): number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : String(number)
        case .text(let words): PostgresText.kept(words)
        case .blob(let data): "\\x" + data.map { hexadecimal($0 >> 4) + hexadecimal($0 & 15) }.joined()
        }
    }

    /// A value of the server.
    static func value(_ bytes: UnsafeBufferPointer<UInt8>, type: CUnsignedInt) -> SQLValue {
        let words = String(decoding: bytes, as: UTF8.self)
        switch type {
        case boolean: return .integer(words == "t" ? 1 : 0)
        case bigint, 21, 23, 26: return Int64(words).map(SQLValue.integer) ?? .text(words)
        case double, 700: return Double(words).map(SQLValue.double) ?? .text(words)
        // Sums of integers are "numeric".
        case 1700: return Int64(words).map(SQLValue.integer) ?? Double(words).map(SQLValue.double) ?? .text(words)
        case Self.bytes: return blob(words) ?? .text(words)
        default: return .text(PostgresText.read(words))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16) }

    private static func blob(_ words: String) -> SQLValue? {
        guard words.hasPrefix("\\x"), words.utf8.count % 2 == 0 else { return nil }
        let digits = Array(words.utf8.dropFirst(2))
        var data = Data(capacity: digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else { return nil }
            data.append(byte)
        }
        return .blob(data)
    }
}
