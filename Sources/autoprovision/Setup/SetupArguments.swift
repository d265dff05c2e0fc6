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
            throw ValidationError("\"\(text)\" is not a valid \(name); there are \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return value
    }
}

/// `TARGET=SOURCE|SOURCE`, where a source is a directory attribute or a fixed text in double quotes; `TARGET=` leaves the attribute out.
struct MappingArgument {
    /// As it was written.
    let text: String
    let mapping: AttributeMapping

    /// Reads the text.
    ///
    /// - Throws: how it is written.
    init(parsing text: String) throws {
        let sign = Self.separator(of: text)
        let target = sign.map { String(text[..<$0]).trimmed } ?? ""
        guard let sign, !target.isEmpty else { throw ValidationError("Write TARGET=SOURCE, such as title=organizations[primary].title.") }
        let sources = text[text.index(after: sign)...].split(separator: "|").map { $0.trimmed }.filter { !$0.isEmpty }
        self.text = text
        mapping = AttributeMapping(
            target: target,
            sources: sources.map { source in
                source.count >= 2 && source.hasPrefix("\"") && source.hasSuffix("\"")
                    ? .fixed(String(source.dropFirst().dropLast())) : .attribute(source)
            })
    }

    /// The first `=` outside of the brackets and quotes of a SCIM path (`emails[type eq "work"].value=...`).
    private static func separator(of text: String) -> String.Index? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "[": depth += 1
            case "]": depth -= 1
            case "=" where depth == 0: return index
            default: break
            }
        }
        return nil
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

extension ActionKind {
    /// All kinds, for sentences.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
