import Engine
import Provisioning
import Sync

/// After each run somebody looks what administrators have to be told, as the service does.
extension SimulatedWorld {
    /// Looks, twice at times, and holds what is told against what the world knows.
    ///
    /// - Parameter ending: how the run ended.
    func lookAtAlerts(after ending: Result<RunRecord, OperationError>) async throws {
        let (now, isOn) = (clock.shown, cloud.with { $0.rules.isOn })
        alertOracle.look(isOn: isOn, at: now)
        for _ in 0..<(odd.chance(20) ? 2 : 1) {
            let judgement = try await process.workspace.judgeAlerts()
            let (opened, closed) = (judgement.opened.map(\.kind.rawValue), judgement.closed.map(\.kind.rawValue))
            if !opened.isEmpty || !closed.isEmpty { note("alerts: opened \(opened), closed \(closed)") }
            if let finding = alertOracle.hear(opened: opened, closed: closed) { return violate(finding) }
        }
        var truths: [String: Bool?] = [:]
        switch ending {
        case .success(let run):
            truths["reauthorization"] = false
            if run.outcome == .held { truths["held"] = true }
            if run.outcome == .done { truths["held"] = false }
        case .failure(.reauthorizationNeeded): truths["reauthorization"] = true
        case .failure: break
        }
        if character.hasBadClock {
            // By a clock that is ahead, an authorization seems to have ended.
            truths["reauthorization"] = nil
        } else {
            // By a clock that jumps, half an hour is none.
            truths["noService"] = alertOracle.lacksService(at: now)
        }
        if let finding = alertOracle.missed(truths) { violate(finding) }
    }

    private func violate(_ finding: String) {
        let moment = clock.now
        cloud.with { $0.violate(.alerts, finding, at: moment) }
    }
}
