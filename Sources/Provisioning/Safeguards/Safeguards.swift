package import Foundation

/// Limits per kind of action that hold mass changes back until an administrator releases them.
package struct Safeguards: Sendable, Equatable {
    /// A limit is reached by whichever is larger, the number or the share of the linked accounts: small companies feel the number, large ones the share.
    package struct Limit: Sendable, Equatable, Codable {
        /// Actions that are always let through.
        package var number: Int
        /// Share of the linked accounts, in percent (0...100).
        package var percent: Double

        package init(number: Int, percent: Double) {
            self.number = number
            self.percent = percent
        }

        /// The words within a sentence: "10 or 5 %".
        var words: String { "\(number) or \(percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") %" }

        /// How many actions are let through with this many linked accounts.
        package func allowance(linkedAccounts: Int) -> Int {
            max(number, Int(percent / 100 * Double(linkedAccounts)))
        }
    }

    /// The limits; a kind without one is never held.
    package var limits: [ActionKind: Limit]

    /// The limits before anybody changes them. Creating has none: the first run creates everyone.
    package static let defaultLimits: [ActionKind: Limit] = [
        .update: Limit(number: 50, percent: 50),
        .rename: Limit(number: 10, percent: 5),
        .suspend: Limit(number: 10, percent: 5),
        .delete: Limit(number: 5, percent: 2),
    ]

    /// Limits look back so many seconds: as long as the longest delay, so that many small runs cannot slip under.
    package static let rollingWindow: TimeInterval = DeprovisioningDelay.allCases.map(\.seconds).max() ?? 0

    /// Makes safeguards.
    package init(limits: [ActionKind: Limit] = Self.defaultLimits) {
        self.limits = limits
    }

    /// Which kinds are over their limit: planned now, together with what would be if the directory had been asked about everybody who is missing, and with what
    /// was done or rejected within the rolling window, against the accounts that were linked before.
    package func exceeded(
        planned: [ActionKind: Int], unconfirmed: [ActionKind: Int] = [:], recent: [ActionKind: Int], rejected: [ActionKind: Int] = [:],
        linkedAccounts: Int
    ) -> [ActionKind: SafeguardHold] {
        var holds: [ActionKind: SafeguardHold] = [:]
        for (kind, limit) in limits {
            let count = planned[kind] ?? 0
            let allowance = limit.allowance(linkedAccounts: linkedAccounts)
            let (missing, before, refused) = (unconfirmed[kind] ?? 0, recent[kind] ?? 0, rejected[kind] ?? 0)
            if count > 0, count + missing + before + refused > allowance {
                holds[kind] = SafeguardHold(kind: kind, planned: count, unconfirmed: missing, recent: before, rejected: refused, allowance: allowance)
            }
        }
        return holds
    }

    package var problems: [ConfigurationProblem] {
        limits.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { kind, limit -> [ConfigurationProblem] in
            var problems = SettingsTable.problems(with: limit.number, at: "safeguards.\(kind.rawValue).number")
            if !(0...100).contains(limit.percent) {
                problems.append(.init(path: "safeguards.\(kind.rawValue).percent", message: "\(limit.percent) is out of range; write 0 to 100."))
            }
            return problems
        }
    }
}

/// A kind of action that is over its limit, in numbers that an administrator can judge.
package struct SafeguardHold: Sendable, Equatable {
    package let kind: ActionKind
    /// How many the plan holds.
    package let planned: Int
    /// How many more are missing from the directory, which was not asked about them yet.
    package var unconfirmed = 0
    /// How many were done within the rolling window.
    package let recent: Int
    /// How many were rejected within it and are still wanted.
    package var rejected = 0
    /// How many would be let through.
    package let allowance: Int
    /// Whether they are more than the limit.
    package var isExceeded = true
    /// How many wait because nobody said whose account authorized the app; no release lets them through.
    package var asksForAuthorizer = 0

    /// The sentence for the screen.
    package var sentence: String {
        let question = asksForAuthorizer > 0 ? AccountProtection.question(asksForAuthorizer, kind) : nil
        return [isExceeded ? limitSentence : nil, question].compactMap(\.self).joined(separator: " ")
    }

    private var limitSentence: String {
        let others = [
            recent > 0 ? "\(recent) in the last 21 days" : nil, rejected > 0 ? "\(rejected) rejected" : nil,
            unconfirmed > 0 ? "\(unconfirmed) more who are missing from the directory" : nil,
        ].compactMap(\.self)
        let (what, they) = planned == 1 ? ("1 \(kind.noun) is", "it exceeds") : ("\(planned) \(kind.noun)s are", "they exceed")
        let sum =
            others.isEmpty ? "more than the limit of \(allowance)." : "with \(others.joined(separator: " and ")) \(they) the limit of \(allowance)."
        return "\(what) held: \(sum) Release or reject \(planned == 1 ? "it" : "them")."
    }
}

extension Safeguards: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let named = try container.decode([String: Limit?].self)
        var limits = Self.defaultLimits
        for (name, limit) in named {
            guard let kind = ActionKind(rawValue: name) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "\"\(name)\" is not a kind of action; there are \(ActionKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            limits[kind] = limit
        }
        self.init(limits: limits)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        var named: [String: Limit?] = [:]
        for kind in ActionKind.allCases where limits[kind] != nil || Self.defaultLimits[kind] != nil { named[kind.rawValue] = .some(limits[kind]) }
        try container.encode(named)
    }
}
