import Provisioning
import Terminal

/// A rule drawn as a line in time: from the moment when the cause is seen to what is done last.
enum DeprovisioningTimeline {
    /// The line as text; longer delays have longer strokes.
    static func words(_ rule: DeprovisioningRule, line: Character) -> String {
        guard !rule.isEmpty else { return "Nothing happens: the account stays as it is." }
        var text = "Cause seen"
        var drawn = 0
        for step in rule.steps {
            let length = length(to: step.delay)
            text += " " + String(repeating: line, count: max(2, length - drawn)) + " \(moment(step.delay)): \(name(step.action))"
            drawn = length
        }
        if rule.deletesNoLaterThanItSuspends { text += " (never suspended)" }
        return text
    }

    private static func length(to delay: DeprovisioningDelay) -> Int {
        switch delay {
        case .within24Hours: 2
        case .after1Day: 4
        case .after7Days: 8
        case .after21Days: 14
        }
    }

    private static func moment(_ delay: DeprovisioningDelay) -> String {
        delay == .within24Hours ? "next run" : String(delay.title.dropFirst("After ".count))
    }

    private static func name(_ action: DeprovisioningAction) -> String {
        switch action {
        case .suspend: "suspend"
        case .hardDelete: "hard delete"
        }
    }
}
