import Foundation

/// Measures in the form that Prometheus and others read (OpenMetrics 1.0, which is also valid in Prometheus' own text format).
struct OpenMetricsText {
    /// What a measure is.
    enum Kind: String {
        case gauge
        /// It only rises; its samples end in `_total`.
        case counter
    }

    /// The type by which a server announces it.
    static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    private var lines: [String] = []

    /// The whole text.
    var text: String { (lines + ["# EOF"]).joined(separator: "\n") + "\n" }

    /// Adds a family of measures; one without samples is left out.
    mutating func add(_ kind: Kind, _ name: String, _ help: String, _ samples: [(labels: [String: String], value: Double)]) {
        guard !samples.isEmpty else { return }
        let family = "autoprovision_\(name)"
        lines += ["# TYPE \(family) \(kind.rawValue)", "# HELP \(family) \(Self.escaped(help))"]
        for sample in samples {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            lines.append("\(family)\(kind == .counter ? "_total" : "")\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))")
        }
    }

    /// Adds one gauge without labels; `nil` leaves it out.
    mutating func add(_ name: String, _ help: String, _ value: Double?) {
        if let value { add(.gauge, name, help, [([:], value)]) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point: a moment in seconds is read as it was written.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
