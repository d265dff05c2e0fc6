import ArgumentParser
import Foundation
import Provisioning

/// `CAUSE:ACTION:DELAY`, such as `suspended:suspend:after7Days`.
struct DeprovisioningArgument: ExpressibleByArgument {
    let cause: DeprovisioningCause
    let action: DeprovisioningAction
    let delay: DeprovisioningDelay

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 3, let cause = DeprovisioningCause(rawValue: parts[0]), let action = DeprovisioningAction(rawValue: parts[1]),
            let delay = DeprovisioningDelay(rawValue: parts[2])
        else { return nil }
        (self.cause, self.action, self.delay) = (cause, action, delay)
    }
}

/// `TARGET=SOURCE|SOURCE`, where a source is a directory attribute or a fixed text in double quotes; `TARGET=` leaves the attribute out.
struct MappingArgument: ExpressibleByArgument {
    let mapping: AttributeMapping

    init?(argument: String) {
        guard let sign = Self.separator(of: argument) else { return nil }
        let target = String(argument[..<sign]).trimmed
        let sources = argument[argument.index(after: sign)...].split(separator: "|").map { $0.trimmed }.filter { !$0.isEmpty }
        guard !target.isEmpty else { return nil }
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
struct SafeguardArgument: ExpressibleByArgument {
    let kind: ActionKind
    let limit: Safeguards.Limit?

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard let kind = parts.first.flatMap(ActionKind.init(rawValue:)) else { return nil }
        self.kind = kind
        if parts.count == 2, parts[1] == "off" {
            limit = nil
        } else if parts.count == 3, let number = Int(parts[1]), let percent = Double(parts[2]) {
            limit = Safeguards.Limit(number: number, percent: percent)
        } else {
            return nil
        }
    }
}
