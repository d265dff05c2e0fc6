import Foundation
import Provisioning
import Sync

/// What the administrator does about the findings that are left when everything else is done.
extension SimulatedWorld {
    /// Ignores whatever still waits. From then on nothing waits: the alert is closed, and neither a comparison nor a run opens it again.
    func ignoreTheRest() async throws {
        // Where nobody knows what is to be found, nobody knows what is left either.
        guard odd.chance(33), canCompare else { return }
        let waiting = Set(try await findings().map(\.accountID)).sorted()
        guard !waiting.isEmpty else { return }
        note("\(waiting.count) accounts with findings are ignored")
        let (proposals, refusals) = try await process.workspace.runs.propose(.ignore, aboutEach: waiting)
        for refusal in refusals { violate(.undecided, "a finding cannot be ignored: \(refusal)") }
        try await process.workspace.runs.decide(proposals)
        alertOracle.unsettle()
        try await checkNothingWaits()
        clock.advance(by: 120)
        try await run(released: Set(ActionKind.allCases))
        try await checkNothingWaits()
    }

    private func checkNothingWaits() async throws {
        for finding in try await findings() { violate(.undecided, "\(finding.userName): \(finding.key) still waits after it was ignored") }
    }
}
