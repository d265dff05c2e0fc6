import Terminal
import Wording

/// Why one person is or is not provisioned, as it stands beside a list of people.
extension Detail {
    init(_ explanation: Explanation) {
        self.init(
            [.heading("\(explanation.name) <\(explanation.email)>"), .text(explanation.answer, .accent), .heading("Why")]
                + explanation.lines.enumerated().map { index, step in
                    let decides = index == explanation.decidingLine
                    return .fact(
                        step.title, "\(step.mark.word)\(decides ? ", decides" : ""): \(step.text)",
                        decides ? .warning : step.mark == .notAsked ? .muted : .normal)
                })
    }
}
