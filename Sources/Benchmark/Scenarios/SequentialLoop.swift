import Foundation
import HTTP
import OAuth
import Provisioning
import RingCentral
import SCIM
import Sync
import Timing

/// The yardstick: the same requests over the same transport, one after the other, with no ledger, no pace and nothing else that a careful engine does.
enum SequentialLoop {
    /// Reads the directory as a run does and writes what its plan holds.
    static func run(_ workspace: Workspace) async throws -> (done: Int, failed: Int) {
        let plan = try await workspace.runs.preview()
        let settings = try await workspace.setup.configuration().application
        guard let baseURL = URL(string: settings.baseURL) else { throw BenchmarkError("The sandbox's address \(settings.baseURL) is none.") }
        let connection = try await SandboxConnection.load(from: baseURL)
        let transport = NetworkTransport()
        let oauth = OAuthClient(
            settings: OAuthSettings(
                server: RingCentralProfile.authorizationServer(), endpoints: .init(ringCentral: baseURL), clientID: connection.ringCentral.clientID,
                clientSecret: Secret(connection.ringCentral.clientSecret),
                redirectPort: 0),
            transport: transport, time: .system)
        let token = try await oauth.authorize(jwt: Secret(connection.ringCentral.personalJWT)).accessToken
        let accounts = SCIMClient(
            baseURL: RingCentralProfile.scimBaseURL(baseURL), dialect: RingCentralProfile.dialect, transport: transport,
            authorizer: FixedToken(value: token), pacer: NoPace())
        for entry in plan.entries { try await write(entry, accounts) }
        return (plan.entries.count, 0)
    }

    private static func write(_ entry: PlanEntry, _ accounts: SCIMClient) async throws {
        switch (entry.kind, entry.accountID) {
        case (.create, _):
            _ = try await accounts.create(AccountDocument(attributes: entry.after, externalId: entry.personID, active: true))
        case (.adopt, let id?):
            try await accounts.patch(id: id, changes: AccountChanges(from: entry.before, to: entry.after, externalId: entry.personID))
        case (.update, let id?), (.rename, let id?):
            try await accounts.patch(id: id, changes: AccountChanges(from: entry.before, to: entry.after))
        case (.reenable, let id?):
            try await accounts.patch(id: id, changes: AccountChanges(from: entry.before, to: entry.after, active: true))
        case (.suspend, let id?): try await accounts.setActive(id: id, false)
        case (.delete, let id?): _ = try await accounts.delete(id: id)
        case (_, nil): throw BenchmarkError("The plan has a change of \(entry.email) without an account.")
        }
    }

    private struct FixedToken: RequestAuthorizer {
        let value: String

        func authorize(_ request: inout HTTPRequest) { request.headers["Authorization"] = "Bearer \(value)" }
        func rejected(_ request: HTTPRequest) {}
    }

    private struct NoPace: RequestPacing {
        var turnsServeAnyRequest: Bool { false }
        func waitForTurn(_ kind: RequestKind) {}
        func takeTurn(_ kind: RequestKind) -> TurnDecision { .sendNow }
        func giveBack(_ kind: RequestKind) {}
        func observed(_ kind: RequestKind, answer: HTTPResponse?) {}
        func budgets() -> [RequestBudget] { [] }
    }
}
