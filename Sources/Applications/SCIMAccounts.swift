package import Engine
package import Provisioning
package import SCIM

/// The accounts of an app that speaks SCIM 2.0.
package struct SCIMAccounts: AccountService {
    private let client: SCIMClient
    private let pace: @Sendable (_ writes: Int, _ reads: Int) async -> Double?
    private let licenses: @Sendable () async -> Int?

    /// The accounts behind `client`.
    ///
    /// - Parameter pace: seconds that so many writes and reads take at the pace of the client's limits; `nil` while they are unknown.
    /// - Parameter licenses: how many accounts the app can still take; `nil` where it does not tell: SCIM has no such question.
    package init(
        _ client: SCIMClient, pace: @escaping @Sendable (_ writes: Int, _ reads: Int) async -> Double?,
        licenses: @escaping @Sendable () async -> Int? = { nil }
    ) {
        self.client = client
        self.pace = pace
        self.licenses = licenses
    }

    /// The same for a new run: what the app does not offer is found out anew.
    ///
    /// - Parameter mayWrite: asked directly before each write leaves; when it answers no, nothing is sent, and the refusal is `cancelled`.
    package func fresh(while mayWrite: @escaping @Sendable () async -> Bool = { true }) -> SCIMAccounts {
        SCIMAccounts(client.fresh(while: mayWrite), pace: pace, licenses: licenses)
    }

    package var application: String { client.application }
    package var keepsExternalID: Bool { client.keepsExternalID }
    package var listsAreShort: Bool { client.listsAreShort }
    package var replacesWhole: Bool { client.replacesWhole }
    package var mustListToLookUp: Bool { client.mustListToLookUp }
    package var pageLength: Int { SCIMClient.pageLength }

    package func checkAuthorization() async throws(AccountError) {
        try await asked { () throws(SCIMError) in try await client.checkAuthorization() }
    }

    package func accounts(pages: Int) async throws(AccountError) -> [ObservedAccount]? {
        try await asked { () throws(SCIMError) in try await client.accounts(pages: pages)?.map(listed) }
    }

    package func account(userName: String) async throws(AccountError) -> ObservedAccount? {
        try await asked { () throws(SCIMError) in try await client.account(userName: userName).map(listed) }
    }

    package func account(userName: String, orExternalID externalID: String) async throws(AccountError) -> ObservedAccount? {
        try await asked { () throws(SCIMError) in try await client.account(userName: userName, orExternalId: externalID).map(listed) }
    }

    package func shownAccount(id: String) async throws(AccountError) -> ShownAccount? {
        try await asked { () throws(SCIMError) in
            try await client.shownAccount(id: id).map { ShownAccount(ObservedAccount($0, isWhole: true), original: $0) }
        }
    }

    package func create(_ values: [String: String], for personID: String) async throws(AccountError) -> ObservedAccount? {
        try await answered { () throws(SCIMError) in
            try await client.create(AccountDocument(attributes: values, externalId: personID, active: true))
        }
    }

    package func change(_ id: String, _ change: AccountChange, over account: ShownAccount?) async throws(AccountError) -> ObservedAccount? {
        try await answered { () throws(SCIMError) in
            try await client.patch(
                id: id,
                changes: AccountChanges(from: change.before, to: change.after, externalId: change.externalID, active: change.isActive),
                over: account?.original as? RemoteAccount)
        }
    }

    package func delete(_ id: String) async throws(AccountError) {
        try await asked { () throws(SCIMError) in try await client.delete(id: id) }
    }

    package func takeWriteTurn() async -> WriteTurn {
        switch await client.takeWriteTurn() {
        case .sendNow: .sendNow
        case .wait(let until): .wait(until: until)
        case .waitForAnswer: .waitForAnswer
        }
    }

    package func giveBackWriteTurn() async { await client.giveBackWriteTurn() }

    package func withTakenTurn<Value: Sendable>(_ body: (any AccountService) async -> Value) async -> Value {
        await client.withTakenTurn { await body(SCIMAccounts($0, pace: pace, licenses: licenses)) }
    }

    package func freeLicenses() async -> Int? { await licenses() }

    package func secondsNeeded(writes: Int, reads: Int) async -> Double? { await pace(writes, reads) }

    /// An account as a list has it, which may be short.
    private func listed(_ account: RemoteAccount) -> ObservedAccount { ObservedAccount(account, isWhole: !client.listsAreShort) }

    private func answered(_ body: () async throws(SCIMError) -> AccountAnswer) async throws(AccountError) -> ObservedAccount? {
        try await asked(body).account.map { ObservedAccount($0, isWhole: true) }
    }

    private func asked<Value>(_ body: () async throws(SCIMError) -> Value) async throws(AccountError) -> Value {
        do throws(SCIMError) { return try await body() } catch { throw AccountError(error) }
    }
}

extension ObservedAccount {
    /// An account as the app answered.
    init(_ account: RemoteAccount, isWhole: Bool) {
        self.init(
            id: account.id, externalID: account.externalId, userName: account.userName, isActive: account.active, values: account.attributes,
            isWhole: isWhole)
        tellsActive = account.isActive != nil
    }
}
