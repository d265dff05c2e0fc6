import Provisioning
import Terminal
import Wording

/// A rule drawn as a line in time: from the moment when the cause is seen to what is done last.
enum DeprovisioningTimeline {
    /// The line as text; longer delays have longer strokes.
    /// - Parameter cause: what it is the line of, where that does not stand above it: the line is shorter then, for the smallest screen.
    static func words(_ rule: DeprovisioningRule, of cause: DeprovisioningCause? = nil, line: Character) -> String {
        let seen = cause.map(name)
        guard !rule.isEmpty else {
            return seen.map { "\($0): nothing happens, the account stays as it is." } ?? "Nothing happens: the account stays as it is."
        }
        var text = seen ?? "Cause seen"
        var drawn = 0
        for step in rule.steps {
            let length = length(to: step.delay) / (seen == nil ? 1 : 2)
            let stroke = String(repeating: line, count: max(seen == nil ? 2 : 1, length - drawn))
            text += " \(stroke) \(moment(step.delay, isShort: seen != nil)): \(name(step.action))"
            drawn = length
        }
        if rule.deletesNoLaterThanItSuspends { text += " (never suspended)" }
        return text
    }

    private static func name(_ cause: DeprovisioningCause) -> String {
        switch cause {
        case .appTurnedOff: "App off"
        case .suspended: "Suspended"
        case .deleted: "Deleted"
        }
    }

    private static func length(to delay: DeprovisioningDelay) -> Int {
        switch delay {
        case .within24Hours: 2
        case .after1Day: 4
        case .after7Days: 8
        case .after21Days: 14
        }
    }

    private static func moment(_ delay: DeprovisioningDelay, isShort: Bool) -> String {
        delay == .within24Hours ? (isShort ? "24 h" : "within 24 h") : String(delay.title.dropFirst("After ".count))
    }

    private static func name(_ action: DeprovisioningAction) -> String {
        switch action {
        case .suspend: "suspend"
        case .hardDelete: "hard delete"
        }
    }
}
