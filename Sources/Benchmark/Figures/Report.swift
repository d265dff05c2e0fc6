import Foundation

/// Everything that one run of the benchmark gave.
struct Report: Encodable {
    /// Processors of the machine; figures in seconds mean little without.
    let processors: Int
    /// Whether the compiler optimized; without, seconds mean nothing.
    let isOptimized: Bool
    let scenarios: [ScenarioReport]

    var allGoalsAreMet: Bool { scenarios.allSatisfy { $0.figures.allSatisfy { $0.isMet != false } } }

    /// Whether this program was built with `-c release`.
    static var isOptimizedBuild: Bool {
        var isDebug = false
        // The argument of an assertion is evaluated in debug builds only.
        assert(
            {
                isDebug = true
                return true
            }())
        return !isDebug
    }

    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// The table for people.
    var table: String {
        var lines: [String] = []
        for scenario in scenarios {
            lines.append("\(scenario.scenario.rawValue): \(scenario.subject)")
            lines += scenario.figures.map(Self.line)
            lines += scenario.remarks.map { "  \($0)" }
            lines.append("")
        }
        lines.append("\(processors) processors, \(isOptimized ? "release" : "debug") build.")
        if !isOptimized {
            lines.append("Seconds and memory of a debug build say nothing; measure with `swift run -c release autoprovision-benchmark`.")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ figure: Figure) -> String {
        let name = "  \(figure.name)".padding(toLength: max(44, figure.name.count + 2), withPad: " ", startingAt: 0)
        let value = text(figure.value, figure.unit)
        let measured = name + String(repeating: " ", count: max(1, 14 - value.count)) + value
        guard let goal = figure.goal, let isMet = figure.isMet else { return measured }
        let word =
            switch goal.relation {
            case .exactly: "="
            case .atMost: "≤"
            case .below: "<"
            }
        let wanted = "\(word) \(text(goal.bound, figure.unit))"
        return "\(measured)   goal \(wanted.padding(toLength: max(14, wanted.count), withPad: " ", startingAt: 0)) \(isMet ? "met" : "NOT MET")"
    }

    static func text(_ value: Double, _ unit: Figure.Unit) -> String {
        switch unit {
        case .count: String(Int(value))
        case .ratio: String(format: "%.3f", value)
        case .seconds: String(format: "%.2f s", value)
        case .milliseconds: String(format: "%.1f ms", value)
        case .bytes: String(format: "%.0f B", value)
        case .megabytes: String(format: "%.0f MB", value)
        }
    }
}
