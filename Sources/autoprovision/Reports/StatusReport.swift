import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Wording

/// The state of a home for machines.
struct StatusReport: Encodable {
    struct Application: Encodable {
        let name: String
        let server: String
        let authorization: String
    }

    struct Authorization: Encodable {
        let state: String
        let owner: String?
        /// The owner's user name in the app, when the account belongs to a person.
        var userName: String?
        let since: Date?
        let idleDeadline: Date?
        let reason: String?

        init(_ status: AuthorizationStatus) {
            switch status {
            case .notAuthorized: (state, owner, since, idleDeadline, reason) = ("notAuthorized", nil, nil, nil, nil)
            case .authorized(let owner, let since, let deadline):
                (state, self.owner, self.since, idleDeadline, reason) = ("authorized", owner, since, deadline, nil)
            case .revoked(let reason, let since): (state, owner, self.since, idleDeadline, self.reason) = ("revoked", nil, since, nil, reason)
            }
        }
    }

    /// Unattended runs that failed as a whole, one after the other.
    struct Failing: Encodable {
        let count: Int
        let since: Date
        let reason: String
        /// When the next one comes, as far as a process lets runs follow one another.
        let nextRun: Date?
    }

    /// What the ledger belongs to; empty members until a run bound it.
    struct Bindings: Encodable {
        let application: String?
        let directory: String?
    }

    /// An account that carries the id of somebody who is gone or not entitled, though the ledger links it to nobody.
    struct OrphanedAccount: Encodable {
        let accountID: String
        let userName: String
        let externalID: String
        let active: Bool
        let reason: String
    }

    let home: String
    let isSandbox: Bool
    let administrator: String?
    let setupProgress: String
    let on: Bool
    let turnOnBlocked: String?
    let application: Application
    let authorization: Authorization
    let usage: Usage?
    let lastRun: RunReport?
    let unattendedFailures: Failing?
    let runHolder: String?
    /// The process whose turn it is to let runs follow one another, at a home that several machines use.
    let serviceHolder: String?
    let running: RunProgress?
    let configurationRevision: Int
    /// Accounts that the app shows as not activated yet.
    let awaitingActivation: Int
    /// People in the directory with the same address under another id, which stopped the last run.
    let identityChanges: [Identity]

    struct Identity: Encodable {
        let address: String
        let name: String
        let from: String
        let to: String
    }
    let bindings: Bindings
    /// Until when runs wait for an answer after a reauthorization; missing when they do not.
    let runsWaitUntil: Date?
    let orphanedAccounts: [OrphanedAccount]
    /// Findings about the app's accounts that wait for a decision, and when the accounts were last compared.
    let waitingFindings: Int
    let accountsCompared: OrNull<Date>

    init(_ status: WorkspaceStatus, home: String) {
        let settings = status.configuration.autoprovisioning
        self.home = home
        isSandbox = status.isSandbox
        administrator = status.configuration.administrator
        setupProgress = settings.setupProgress.rawValue
        on = settings.isOn
        turnOnBlocked = status.turnOnBlocked?.description
        application = Application(
            name: status.application.name, server: status.application.server, authorization: status.application.authorization.rawValue)
        var authorization = Authorization(status.authorization)
        authorization.userName = status.authorizingUserName
        self.authorization = authorization
        usage = status.usage
        lastRun = status.lastRun.map(RunReport.init)
        var nextRun: Date?
        if case .present(let next) = status.unattended { nextRun = next }
        unattendedFailures = status.unattendedFailures.map { Failing(count: $0.count, since: $0.since, reason: $0.reason, nextRun: nextRun) }
        runHolder = status.runHolder
        serviceHolder = status.serviceHolder?.name
        running = status.running
        awaitingActivation = status.awaitingActivation
        configurationRevision = status.configuration.revision
        identityChanges = (status.identityChange?.pairs ?? []).map { Identity(address: $0.address, name: $0.name, from: $0.from, to: $0.to) }
        (waitingFindings, accountsCompared) = (status.waitingFindings, OrNull(status.accountsCompared))
        runsWaitUntil = status.resumption?.until
        bindings = Bindings(application: status.bindings.application, directory: status.bindings.customerID)
        orphanedAccounts = status.bindings.orphans.map {
            OrphanedAccount(
                accountID: $0.account.id, userName: $0.account.userName, externalID: $0.account.externalID, active: $0.account.isActive,
                reason: $0.reason.rawValue)
        }
    }
}
