import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What `run` prints: a sentence for each event, and with `--json` a line of JSON.
struct UnattendedLog: Sendable {
    let isJSON: Bool

    func write(_ event: UnattendedRuns.Event, at moment: Date) {
        if case .ran(let run) = event {
            if isJSON { try? Output.jsonLine(RunReport(run)) } else { Output.line("\(moment.words)  run \(run.id) \(run.summary)") }
        }
        if isJSON, let report = RunEventReport(event, at: moment) { try? Output.jsonLine(report) }
        if let sentence = event.sentence { Output.note("\(moment.words)  \(sentence)") }
    }
}

extension UnattendedRuns.Event {
    /// What there is to say about it; `nil` after a run that went as it should.
    fileprivate var sentence: String? {
        switch self {
        case .ran(let run): run.message
        case .isOff: "Autoprovisioning is off. Waiting until it is turned on."
        case .standsBy(let holder): "Standing by: \(holder) starts the runs. This process takes over when that one ends."
        case .leads: "This process starts the runs now."
        case .steppedDown: "Somebody asked this process to leave the runs to another one. It stays away for five minutes."
        case .lostTurn: "Another process starts the runs now. This one stands by."
        case .keptAlive: "The authorization was kept alive."
        case .failed(let error): error.words
        }
    }
}

extension RunEventReport {
    /// `nil` for a run, which has a report of its own, and for what a machine need not know.
    fileprivate init?(_ event: UnattendedRuns.Event, at moment: Date) {
        switch event {
        case .ran, .keptAlive: return nil
        case .isOff: self.init(event: "off", time: moment)
        case .standsBy: self.init(event: "standing-by", time: moment)
        case .leads: self.init(event: "leading", time: moment)
        case .steppedDown: self.init(event: "stepped-down", time: moment)
        case .lostTurn: self.init(event: "turn-lost", time: moment)
        case .failed(let error): self.init(event: "failed", time: moment, error: .init(code: error.code, message: error.words))
        }
    }
}
