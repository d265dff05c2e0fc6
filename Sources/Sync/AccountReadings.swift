import Foundation
import Provisioning
import SCIM
import Synchronization

/// An account as it was read before a write.
struct AccountReading: Sendable, Equatable {
    let account: RemoteAccount
    /// Whether the reading held the whole account; a list may be short.
    let isWhole: Bool

    /// The same for the rules.
    var observed: ObservedAccount { ObservedAccount(account, isWhole: isWhole) }
}

/// Accounts that are read before something is done to them: one by one, or by pages of the list where that costs fewer requests. A reading serves once, and not for long.
final class AccountReadings: Sendable {
    /// So long a page counts, in seconds. Under a slow limit of writes the list is read again.
    static let age: TimeInterval = 300

    private struct State {
        var ahead: [String: RemoteAccount] = [:]
        var read = Date.distantPast
        /// The list is too long, or was refused.
        var isGivenUp = false
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// Whether nothing is left that was read ahead.
    var isEmpty: Bool { state.withLock { $0.ahead.isEmpty || isOld($0.read) } }

    /// Whether reading ahead came to nothing, so that it is not tried again.
    var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

    /// Reads pages ahead when so many accounts that have to be read soon cost more requests one by one.
    ///
    /// - Parameters:
    ///   - ids: the accounts of the plan, by SCIM id; others on the pages are not kept.
    ///   - linked: how many accounts there are at least.
    func readAhead(_ soon: Int, of ids: Set<String>, linked: Int, from accounts: SCIMClient) async {
        let pages = (linked + SCIMClient.pageLength - 1) / SCIMClient.pageLength
        guard isEmpty, !isGivenUp, soon > max(1, pages), !accounts.replacesWhole else { return }
        let began = now()
        do throws(SCIMError) {
            let all = try await accounts.accounts(pages: soon - 1)
            state.withLock { state in
                guard let all else { return state.isGivenUp = true }
                state.ahead = Dictionary(all.lazy.filter { ids.contains($0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
                state.read = began
                // Accounts that are in no page are read one by one, and the list not again for their sake.
                state.isGivenUp = state.ahead.isEmpty
            }
        } catch {
            // One by one says why.
            state.withLock { $0.isGivenUp = true }
        }
    }

    /// The account, from a page that was read ahead or by a request of its own; `nil` when the app says in SCIM's own words that there is none. That an account is on no
    /// page says nothing.
    func account(id: String, isWhole: Bool, from accounts: SCIMClient) async throws(SCIMError) -> AccountReading? {
        let ahead = state.withLock { state in isOld(state.read) ? nil : state.ahead.removeValue(forKey: id) }
        if let ahead, !isWhole || !accounts.listsAreShort { return AccountReading(account: ahead, isWhole: !accounts.listsAreShort) }
        return try await accounts.shownAccount(id: id).map { AccountReading(account: $0, isWhole: true) }
    }

    /// A clock that was set back makes a page old as well.
    private func isOld(_ read: Date) -> Bool {
        let age = now().timeIntervalSince(read)
        return age < 0 || age > Self.age
    }
}
