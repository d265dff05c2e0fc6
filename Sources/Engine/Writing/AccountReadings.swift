import Foundation
import Provisioning
import Synchronization
import Timing

/// Accounts that are read before something is done to them: one by one, or by pages of the list where that costs fewer requests. A reading serves once, and not for long.
final class AccountReadings: Sendable {
    /// So long a page counts, in seconds. Under a slow limit of writes the list is read again.
    static let age: TimeInterval = 300

    private struct State {
        var ahead: [String: ObservedAccount] = [:]
        var read = Date.distantPast
        /// The list is too long, or was refused.
        var isGivenUp = false
    }

    private let state = Mutex(State())
    private let time: Time

    init(time: Time = .system) { self.time = time }

    /// Whether nothing is left that was read ahead.
    var isEmpty: Bool { state.withLock { $0.ahead.isEmpty || isOld($0.read) } }

    /// Whether reading ahead came to nothing, so that it is not tried again.
    var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

    /// Reads pages ahead when so many accounts that have to be read soon cost more requests one by one.
    ///
    /// - Parameters:
    ///   - ids: the accounts of the plan, by their ids; others on the pages are not kept.
    ///   - linked: how many accounts there are at least.
    func readAhead(_ soon: Int, of ids: Set<String>, linked: Int, from accounts: any AccountService) async {
        let pages = (linked + accounts.pageLength - 1) / accounts.pageLength
        guard isEmpty, !isGivenUp, soon > max(1, pages), !accounts.replacesWhole else { return }
        let began = time.now()
        do throws(AccountError) {
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

    /// The account, from a page that was read ahead or by a request of its own; `nil` when the app surely says that there is none. That an account is on no
    /// page says nothing.
    func account(id: String, isWhole: Bool, from accounts: any AccountService) async throws(AccountError) -> ShownAccount? {
        let ahead = state.withLock { state in isOld(state.read) ? nil : state.ahead.removeValue(forKey: id) }
        if let ahead, !isWhole || ahead.isWhole { return ShownAccount(ahead) }
        return try await accounts.shownAccount(id: id)
    }

    /// A clock that was set back makes a page old as well.
    private func isOld(_ read: Date) -> Bool {
        let age = time.now().timeIntervalSince(read)
        return age < 0 || age > Self.age
    }
}
