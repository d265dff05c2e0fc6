import Foundation
import JSON
import Provisioning

/// A value as text of the ledger, and back: JSON, with members in one order.
enum KeptData {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        // Where all of it is shorter than the longest text, none of its texts is too long.
        guard data.count > Ledger.longestMessage, let whole = JSONValue(data) else { return String(decoding: data, as: UTF8.self) }
        return String(decoding: bounded(whole).data, as: UTF8.self)
    }

    /// The value; `nil` when something of it is missing, or is a word that this program does not know.
    static func value<Value: Decodable>(_ type: Value.Type, of text: String) -> Value? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try? decoder.decode(type, from: Data(text.utf8))
    }

    /// With each of its texts as ``Ledger/kept(_:)`` has it: a server may say anything at any length.
    private static func bounded(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(Ledger.kept(text))
        case .array(let elements): .array(elements.map(bounded))
        case .object(let members): .object(members.mapValues(bounded))
        case .null, .bool, .number, .digits: value
        }
    }
}

extension LoggedReason {
    /// Reads the two columns: data, or for an entry of an older version its sentence.
    init(data: String?, sentence: String) {
        if let data, let reason = KeptData.value(PlanReason.self, of: data) {
            self = .plan(reason)
        } else if let data, let matter = KeptData.value(DecisionMatter.self, of: data) {
            self = .decision(matter)
        } else {
            self = .written(sentence)
        }
    }

    /// What the two columns are to hold.
    func columns() throws -> (data: String?, sentence: String) {
        switch self {
        case .plan(let reason): (try KeptData.text(reason), "")
        case .decision(let matter): (try KeptData.text(matter), "")
        case .written(let sentence): (nil, Ledger.kept(sentence))
        }
    }
}

extension OutcomeDetail {
    /// Reads the three columns; `nil` where there is nothing to say.
    init?(data: String?, code: String?, sentence: String?) {
        if let data, let detail = KeptData.value(OutcomeDetail.self, of: data) {
            self = detail
        } else if let sentence {
            self = .written(code: code ?? "", sentence: sentence)
        } else {
            return nil
        }
    }

    /// What the columns of data and of the sentence are to hold.
    func columns() throws -> (data: String?, sentence: String?) {
        if case .written(_, let sentence) = self { (nil, Ledger.kept(sentence)) } else { (try KeptData.text(self), nil) }
    }
}
