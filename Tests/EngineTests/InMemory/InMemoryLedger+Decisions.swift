import Foundation
import Provisioning

@testable import Engine

extension InMemoryLedger {
    func applyTimerChanges(_ changes: [TimerChange]) async throws(LedgerError) {
        write { content in
            for change in changes {
                switch change {
                case .start(let person, let timer): content.state.timers[person, default: []].append(timer)
                case .cancel(let person, let cause):
                    content.state.timers[person]?.removeAll { $0.cause == cause }
                    content.state.decisions[person]?.removeAll { $0.cause == cause }
                }
            }
        }
    }

    func record(_ decisions: [(personID: String, decision: PendingDecision)], now: Date) async throws(LedgerError) {
        write { content in
            for (person, decision) in decisions {
                content.state.decisions[person]?.removeAll { $0.cause == decision.cause && $0.action == decision.action }
                content.state.decisions[person, default: []].append(decision)
            }
        }
    }

    func record(_ decisions: [(personID: String, decision: HeldDecision)]) async throws(LedgerError) {
        write { content in
            for (person, decision) in decisions {
                content.state.heldDecisions[person]?.removeAll { $0.kind == decision.kind }
                content.state.heldDecisions[person, default: []].append(decision)
            }
        }
    }

    func forget(_ lapsed: [LapsedDecision]) async throws(LedgerError) {
        write { content in for decision in lapsed { content.state.heldDecisions[decision.personID]?.removeAll { $0.kind == decision.kind } } }
    }

    func forgetAccountDecisions(_ decisions: [(accountID: String, logged: LoggedDecision)], run: Int64?, now: Date) async throws(LedgerError) {
        write { content in
            for (account, logged) in decisions {
                content.state.accountDecisions.removeAll { $0.accountID == account }
                content.logged.append(logged)
            }
        }
    }

    func log(_ decisions: [LoggedDecision], now: Date) async throws(LedgerError) { write { $0.logged += decisions } }
}
