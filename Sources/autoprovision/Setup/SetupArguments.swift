import ArgumentParser
import Foundation
import Provisioning
import Wording

/// `CAUSE:ACTION:DELAY`, such as `suspended:suspend:after7Days`.
struct DeprovisioningArgument {
    let cause: DeprovisioningCause
    let action: DeprovisioningAction
    let delay: DeprovisioningDelay

    /// Every one that can be written.
    static var all: [String] {
        DeprovisioningCause.allCases.flatMap { cause in
            DeprovisioningAction.allCases.flatMap { action in
                DeprovisioningDelay.allCases.map { "\(cause.rawValue):\(action.rawValue):\($0.rawValue)" }
            }
        }
    }

    /// The rules of a policy as they are written.
    static func rules(of policy: DeprovisioningPolicy) -> [String] {
        DeprovisioningCause.allCases.flatMap { cause in
            [(DeprovisioningAction.suspend, policy[cause].suspend), (.hardDelete, policy[cause].hardDelete)].compactMap { action, delay in
                delay.map { "\(cause.rawValue):\(action.rawValue):\($0.rawValue)" }
            }
        }
    }

    /// Reads the text.
    ///
    /// - Throws: which of the three parts is wrong, with what it can be.
    init(parsing text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw ValidationError("Write CAUSE:ACTION:DELAY, such as suspended:suspend:after7Days.") }
        cause = try Self.part(parts[0], "cause")
        action = try Self.part(parts[1], "action")
        delay = try Self.part(parts[2], "delay")
    }

    private static func part<Value: RawRepresentable & CaseIterable>(_ text: String, _ name: String) throws -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text) else {
            throw ValidationError("\"\(text)\" is not a valid \(name); there are \(Value.list).")
        }
        return value
    }
}

/// `KIND:NUMBER:PERCENT`, such as `suspend:10:5`; `KIND:off` lifts the limit.
struct SafeguardArgument {
    /// As it was written.
    let text: String
    let kind: ActionKind
    let limit: Safeguards.Limit?

    /// Reads the text.
    ///
    /// - Throws: what is wrong with it.
    init(parsing text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let kind = ActionKind(rawValue: parts[0]) else {
            throw ValidationError("\"\(parts[0])\" is not a kind of action; there are \(ActionKind.list).")
        }
        self.text = text
        self.kind = kind
        if parts.count == 2, parts[1] == "off" {
            limit = nil
        } else if parts.count == 3, let number = Int(parts[1]), let percent = Double(parts[2]) {
            limit = Safeguards.Limit(number: number, percent: percent)
        } else {
            throw ValidationError("Write \(kind.rawValue):NUMBER:PERCENT, such as \(kind.rawValue):10:5, or \(kind.rawValue):off.")
        }
    }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
    /// All words that can be written, for sentences.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// `NAME=FILE`: a table that steps of the mapping look into; `NAME=` takes the table away.
struct TableArgument {
    let name: String
    /// Empty when the table is to go.
    let file: String

    init(parsing text: String) throws {
        guard let mark = text.firstIndex(of: "="), !text[..<mark].trimmed.isEmpty else {
            throw ValidationError("\"\(text)\" is not a table; write NAME=FILE, or NAME= to take the table away.")
        }
        name = text[..<mark].trimmed
        file = String(text[text.index(after: mark)...])
    }
}
