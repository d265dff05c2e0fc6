import Foundation
import Provisioning
import Synchronization

@testable import Engine

/// An app that keeps its accounts in memory. It does what it is asked, unless a fault says otherwise.
final class InMemoryAccounts: AccountService {
    /// What it is asked.
    enum Request: Equatable, CustomStringConvertible {
        case check, list
        case lookUp(String)
        case read(String)
        case create(String)
        case change(String)
        case suspend(String)
        case delete(String)

        var isWrite: Bool {
            switch self {
            case .check, .list, .lookUp, .read: false
            case .create, .change, .suspend, .delete: true
            }
        }

        var description: String {
            switch self {
            case .check: "check"
            case .list: "list"
            case .lookUp(let name): "look up \(name)"
            case .read(let id): "read \(id)"
            case .create(let person): "create \(person)"
            case .change(let id): "change \(id)"
            case .suspend(let id): "suspend \(id)"
            case .delete(let id): "delete \(id)"
            }
        }
    }

    /// What goes wrong with a request.
    struct Fault: Sendable {
        let error: AccountError
        /// Whether the request was carried out all the same.
        var hasEffect = false
        /// How often.
        var times = Int.max
    }

    private struct Content {
        var accounts: [String: ObservedAccount] = [:]
        var made = 0
        var faults: [(matches: @Sendable (Request) -> Bool, fault: Fault)] = []
        var turnsTaken = 0
        var answer: ObservedAccount?
    }

    let application = "Example"
    let keepsExternalID = true
    let listsAreShort = false
    let replacesWhole = false
    let mustListToLookUp = false
    let pageLength = 100
    /// Writes that may be under way at once.
    let writesAtOnce: Int
    private let trace: Trace
    private let content = Mutex(Content())
    private let asked = Mutex<(@Sendable (Request) -> Void)?>(nil)

    init(trace: Trace, writesAtOnce: Int = 16) {
        self.trace = trace
        self.writesAtOnce = writesAtOnce
    }

    /// All of them by their ids.
    var byID: [String: ObservedAccount] { content.withLock { $0.accounts } }

    func put(_ account: ObservedAccount) { content.withLock { $0.accounts[account.id] = account } }

    /// Lets requests fail.
    func fail(_ matches: @escaping @Sendable (Request) -> Bool, _ fault: Fault) { content.withLock { $0.faults.append((matches, fault)) } }

    func endFaults() { content.withLock { $0.faults = [] } }

    /// Called with every request as it arrives.
    func onRequest(_ body: @escaping @Sendable (Request) -> Void) { asked.withLock { $0 = body } }

    /// The next creation is answered with this account.
    func answerCreation(with account: ObservedAccount) { content.withLock { $0.answer = account } }

    private func perform<Value>(_ request: Request, _ effect: (inout Content) -> Value) throws(AccountError) -> Value {
        trace.note(request.isWrite ? "write \(request)" : "ask \(request)")
        asked.withLock { $0 }?(request)
        let result: Result<Value, AccountError> = content.withLock { content in
            guard let index = content.faults.firstIndex(where: { $0.matches(request) && $0.fault.times > 0 }) else {
                return .success(effect(&content))
            }
            content.faults[index].fault.times -= 1
            if content.faults[index].fault.hasEffect { _ = effect(&content) }
            return .failure(content.faults[index].fault.error)
        }
        return try result.get()
    }

    func checkAuthorization() async throws(AccountError) { try perform(.check) { _ in } }

    func accounts(pages: Int) async throws(AccountError) -> [ObservedAccount]? {
        try perform(.list) { content in content.accounts.values.sorted { $0.id < $1.id } }
    }

    func account(userName: String) async throws(AccountError) -> ObservedAccount? {
        try perform(.lookUp(userName)) { content in content.accounts.values.first { $0.userName.lowercased() == userName.lowercased() } }
    }

    func account(userName: String, orExternalID externalID: String) async throws(AccountError) -> ObservedAccount? {
        if let account = try await account(userName: userName) { return account }
        return try await accounts().first { $0.externalID == externalID }
    }

    func shownAccount(id: String) async throws(AccountError) -> ShownAccount? {
        try perform(.read(id)) { content in content.accounts[id].map { ShownAccount($0) } }
    }

    func create(_ values: [String: String], for personID: String) async throws(AccountError) -> ObservedAccount? {
        try perform(.create(personID)) { content in
            if let answer = content.answer {
                content.answer = nil
                return answer
            }
            content.made += 1
            let account = ObservedAccount(
                id: "made-\(personID)-\(content.made)", externalID: personID, userName: values[MappingTable.userNamePath] ?? "", isActive: true,
                values: values)
            content.accounts[account.id] = account
            return account
        }
    }

    func change(_ id: String, _ change: AccountChange, over account: ShownAccount?) async throws(AccountError) -> ObservedAccount? {
        let changed: ObservedAccount?? = try perform(change.isActive == false ? .suspend(id) : .change(id)) { content in
            guard let account = content.accounts[id] else { return nil }
            var values = account.values
            for path in Set(change.before.keys).union(change.after.keys) where change.before[path] != change.after[path] {
                values[path] = change.after[path]
            }
            let changed = ObservedAccount(
                id: id, externalID: change.externalID ?? account.externalID, userName: values[MappingTable.userNamePath] ?? account.userName,
                isActive: change.isActive ?? account.isActive, values: values)
            content.accounts[id] = changed
            return changed
        }
        guard let changed else { throw AccountError(.accountMissing(id: id), .personOrRun) }
        return changed
    }

    func delete(_ id: String) async throws(AccountError) { try perform(.delete(id)) { content in content.accounts[id] = nil } }

    func takeWriteTurn() async -> WriteTurn {
        content.withLock { content in
            guard content.turnsTaken < writesAtOnce else { return .waitForAnswer }
            content.turnsTaken += 1
            return .sendNow
        }
    }

    func giveBackWriteTurn() async { content.withLock { $0.turnsTaken -= 1 } }

    func withTakenTurn<Value: Sendable>(_ body: (any AccountService) async -> Value) async -> Value {
        let value = await body(self)
        await giveBackWriteTurn()
        return value
    }

    func freeLicenses() async -> Int? { nil }

    func secondsNeeded(writes: Int, reads: Int) async -> Double? { nil }

    /// Turns that were taken and not given back.
    var turnsTaken: Int { content.withLock { $0.turnsTaken } }
}
