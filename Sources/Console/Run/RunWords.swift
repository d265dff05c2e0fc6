import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// The words and the bar of a run.
enum RunWords {
    /// How a run ended, for the line at the bottom.
    static func summary(_ run: RunRecord) -> String {
        "Run \(run.id) \(run.outcome?.words ?? "under way"): \(run.words)."
    }

    /// Somebody who turned it on may think that it goes on by itself.
    static func noneFollows(_ status: WorkspaceStatus) -> String {
        "no run follows by itself until a service is started: '\(status.serviceCommand)'."
    }

    /// "about 3 min".
    static func timeLeft(_ seconds: Double) -> String {
        switch seconds.rounded(.up) {
        case ..<1: "a moment"
        case ..<90: "about \(Int(seconds.rounded(.up))) s"
        case ..<5_400: "about \(Int((seconds / 60).rounded(.up))) min"
        default: "about \(Int((seconds / 3_600).rounded(.up))) h"
        }
    }

    /// The person whose account is written now.
    static func who(_ run: RunProgress, _ symbols: SymbolSet) -> String? { run.current.map { symbols.who($0, run.currentAddress ?? $0) } }

    /// How far a run is, over one row.
    static func draw(_ run: RunProgress, on canvas: inout Canvas, in line: Rect) {
        func say(_ words: String) {
            canvas.text(words, at: line.origin, width: line.columns)
            canvas.reads(as: "", state: words, in: line)
        }
        switch run.phase {
        case .reading: say("Reading the directory: \(run.peopleRead) people")
        case .planning: say("Planning for \(run.peopleRead) people")
        case .writing, .finished:
            let handled = run.done + run.failed
            var label = "\(handled) of \(run.total)"
            if run.failed > 0 { label += ", \(run.failed) failed" }
            if run.isPaused { label += ", paused" }
            if let seconds = run.secondsLeft, handled < run.total {
                let left = timeLeft(seconds) + " left"
                // Where a word is too much, this is it.
                label += ", " + (line.columns < 50 ? left.replacing("about ", with: "") : left)
            }
            // On a narrow screen the name gives way, not the numbers.
            if let current = who(run, canvas.symbols), DisplayWidth.columns(of: label) + 40 < line.columns { label += ": \(current)" }
            ProgressBar(fraction: run.total == 0 ? 1 : Double(handled) / Double(run.total), label: label).draw(on: &canvas, in: line)
        }
    }

    /// How far a run is as a bar with nothing but how many, for where the rest is said beside it.
    static func drawBar(_ run: RunProgress, on canvas: inout Canvas, in line: Rect) {
        guard run.phase == .writing || run.phase == .finished else { return draw(run, on: &canvas, in: line) }
        let handled = run.done + run.failed
        ProgressBar(fraction: run.total == 0 ? 1 : Double(handled) / Double(run.total), label: "\(handled.grouped) of \(run.total.grouped)").draw(
            on: &canvas, in: line)
    }
}
