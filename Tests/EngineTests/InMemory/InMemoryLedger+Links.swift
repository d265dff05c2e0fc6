import Foundation
import Provisioning

@testable import Engine

extension InMemoryLedger {
    func linkCount() async throws(LedgerError) -> Int { read { $0.state.links.count } }

    func holders(ofAccounts ids: [String]) async throws(LedgerError) -> [String: String] {
        read { content in
            Dictionary(
                content.state.links.values.filter { ids.contains($0.accountID) }.map { ($0.accountID, $0.personID) }, uniquingKeysWith: min)
        }
    }

    func withoutBegunAccount(_ people: [String]) async throws(LedgerError) -> [String] {
        read { content in
            let begun = Set(content.journal.filter { $0.entry.kind == .create || $0.entry.kind == .adopt }.map(\.entry.personID))
            return people.filter { !begun.contains($0) }
        }
    }

    func updateLinks(_ links: [AccountLink]) async throws(LedgerError) {
        write { content in for link in links { content.state.links[link.personID] = link } }
    }

    func correctLinks(_ corrections: LinkCorrections, now: Date) async throws(LedgerError) {
        write { content in content.state.links = corrections.applied(to: content.state.links) }
    }

    func noteActivated(accounts: [String]) async throws(LedgerError) {
        write { content in
            for (person, link) in content.state.links where link.awaitsActivation && accounts.contains(link.accountID) {
                content.state.links[person]?.isActive = true
                content.state.links[person]?.awaitsActivation = false
            }
        }
    }

    func bind(toCustomer id: String, now: Date) async throws(LedgerError) { write { $0.customerID = id } }

    func linkDoubt(hasBegunRun: Bool) async throws(LedgerError) -> LinkDoubt? { read { $0.doubt } }

    func restartTimers(now: Date) async throws(LedgerError) { write { Self.restartTimers(&$0, now: now) } }

    static func restartTimers(_ content: inout Content, now: Date) {
        content.state.timers = content.state.timers.mapValues { timers in
            timers.map { DeprovisioningTimer(cause: $0.cause, firstSeen: now) }
        }
        content.doubt = .replaced
    }

    func countAsReplaced() async { write { $0.isReplaced = true } }
}
