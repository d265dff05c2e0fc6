package import Engine
package import FileHome
package import Foundation
import Ledger
package import Provisioning

/// Everything that the app's page shows.
package struct WorkspaceStatus: Sendable {
    package private(set) var configuration: Configuration
    package let authorization: AuthorizationStatus
    /// The last 30 days; `nil` until autoprovisioning was first turned on.
    package let usage: Usage?
    /// Why the switch cannot be turned on; `nil` when it can.
    package let turnOnBlocked: Blocked?
    package let lastRun: RunRecord?
    /// What a safeguard holds, as far as the newest run that planned knows.
    package var held = HeldNow()
    /// Another process that is running a sync, as its lock names it.
    package var runHolder: String?
    /// How far the run got that `runHolder` does; `nil` when there is none.
    package let running: RunProgress?
    /// Whether the app's server is on this machine: a sandbox.
    package let isSandbox: Bool
    /// Unattended runs that failed as a whole, one after the other; `nil` when the newest one did not.
    package var unattendedFailures: UnattendedFailures?
    /// The question whether the runs go on after a reauthorization, while they wait for its answer.
    package var resumption: ResumptionQuestion?
    /// Whether somebody lets runs follow one another, and when the next one comes.
    package var unattended = UnattendedService.absent
    /// The process whose turn it is to let runs follow one another; `nil` where it can only be one of this machine.
    package var serviceHolder: ServiceHolder?
    /// What is typed so that runs follow one another.
    package var serviceCommand = ServiceWay.none(home: nil).command
    /// The days that ``usage`` adds up, from the oldest to today; `nil` until autoprovisioning was first turned on.
    package var usageDays: [UsageDay]?
    /// The newest entries of the log, newest first.
    package var newest: [ActivityEntry] = []
    /// Accounts in the app that belong to a person.
    package var linkedAccounts = 0
    /// Accounts that the app shows as not active although nobody suspended them here: they await their activation.
    package var awaitingActivation = 0
    /// How many accounts the app can still take, as it said last; `nil` when it never did.
    package var capacity: Capacity?
    /// Suspensions and deletions that wait.
    package var pending = PendingCount()
    /// Findings about the app's accounts that wait for a decision.
    package var waitingFindings = 0
    /// Since when the oldest of them is known.
    package var findingsSince: Date?
    /// Alerts that are open.
    package var openAlerts: [OpenAlert] = []
    /// A message about them that could not be delivered, with the reason.
    package var undelivered: AlertMessage?
    /// When the app's accounts were last compared with the ledger; `nil` when they never were.
    package var accountsCompared: Date?
    /// The user name of the account that gave the authorization, when it belongs to a person.
    package var authorizingUserName: String?
    /// The people whose ids changed, which stopped the newest run; `nil` when none did.
    package var identityChange: IdentityChange?
    /// What the ledger belongs to.
    package var bindings = Bindings()
    /// When all this was read.
    package var time = Date.distantPast
    /// The app that accounts are kept in.
    package var application = ApplicationSummary.ringCentral

    /// What the ledger of a home belongs to, and the accounts that no link of it leads to.
    package struct Bindings: Sendable, Equatable {
        /// The address of the app's SCIM service; `nil` until a run bound the ledger.
        package var application: String?
        /// Google's customer id; `nil` until a run bound the ledger, and for exported files.
        package var customerID: String?
        /// Accounts of people who are gone or not entitled that carry their ids without a link, as the newest run found them.
        package var orphans: [OrphanedAccount] = []

        /// Bound to nothing.
        package init() {}

        init(_ ledger: Ledger) throws(LedgerError) {
            let bindings = try ledger.bindings()
            application = bindings.application?.scimBaseURL
            customerID = bindings.customerID
            orphans = try ledger.orphans().accounts
        }
    }

    /// The same with another configuration.
    package func with(_ configuration: Configuration) -> WorkspaceStatus {
        var status = self
        status.configuration = configuration
        status.resumption = configuration.autoprovisioning.isOn ? resumption : nil
        return status
    }
}

/// Whether a process starts the runs on a home.
package enum UnattendedService: Sendable, Equatable {
    /// Nobody does: a run comes only when somebody starts one.
    case absent
    /// Somebody does; the next run comes at this time, or is under way.
    case present(next: Date?)

    init(_ home: any HomeStorage) throws(ConfigurationError) {
        self = try UnattendedMark.isHeld(home) ? .present(next: UnattendedMark.next(home)) : .absent
    }
}

/// The app that accounts are kept in, as the state shows it.
package struct ApplicationSummary: Sendable, Equatable {
    /// RingCentral on its production server.
    package static let ringCentral = ApplicationSummary(
        name: ApplicationSettings.ringCentralName, server: ApplicationSettings.productionBaseURL, authorization: .oauth)

    package let name: String
    /// The address of its SCIM service.
    package let server: String
    /// How it is authorized.
    package let authorization: ApplicationProfile.Authorization
}

extension ApplicationSummary {
    init(_ profile: ApplicationProfile) {
        self.init(name: profile.name, server: profile.scimBaseURL.absoluteString, authorization: profile.authorization)
    }
}
