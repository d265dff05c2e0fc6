import Provisioning
import Sync
import Terminal

/// A page that one can go to from anywhere.
enum Place: CaseIterable, Sendable {
    case apps
    case app
    case identities
    case preview
    case pending
    case activity
    case people
    case accounts
    case failures
    case usage
    case run
    case userAccess
    case settings
    case history
    case authorization
    case mapping
    case scope
    case deprovisioning
    case safeguards
    case connection
    case singleSignOn

    /// The page's name.
    func title(_ model: ConsoleModel) -> String {
        switch self {
        case .apps: "Web and mobile apps"
        case .app: model.applicationTitle
        case .identities: "Changed ids"
        case .preview: "Preview"
        case .pending: "Pending"
        case .activity: "Activity"
        case .people: "People"
        case .accounts: "Accounts"
        case .failures: "Failures"
        case .usage: "Usage"
        case .run: "Run"
        case .userAccess: "User access"
        case .settings: "Settings"
        case .history: "History"
        case .authorization: "App authorization"
        case .mapping: "Attribute mapping"
        case .scope: "Provisioning scope"
        case .deprovisioning: "Deprovisioning"
        case .safeguards: "Safeguards"
        case .connection: "Connection"
        case .singleSignOn: "Single sign-on"
        }
    }

    /// What one finds there, in the words that somebody may look for.
    var words: String {
        switch self {
        case .apps: "the list of apps"
        case .app: "the switch and the last 30 days"
        case .identities: "people under another id; carry over"
        case .preview: "what the next run does; release, reject"
        case .pending: "suspensions and deletions to come"
        case .activity: "what was done, log, export"
        case .people: "find a person: why, status, account"
        case .accounts: "who has one; adopt, link, suspend"
        case .failures: "what the app refused, cause, cure, retry"
        case .usage: "the last 30 days, day by day; chart"
        case .run: "progress, time left, stop; the last run"
        case .userAccess: "for whom the app is on, units and groups"
        case .settings: "edit or delete the configuration"
        case .history: "who changed the settings, when; put back"
        case .authorization: "authorize again, token, sign-in"
        case .mapping: "which attribute the app gets from which"
        case .scope: "restrict to groups"
        case .deprovisioning: "delays of suspend and hard delete"
        case .safeguards: "limits that hold mass changes back"
        case .connection: "directory and app registration"
        case .singleSignOn: "what to set up first"
        }
    }

    /// Words that are searched too, but never shown.
    var keywords: String {
        switch self {
        case .preview: "plan dry run held safeguards"
        case .pending: "cancel postpone countdown timers"
        case .activity: "undo a run csv audit history"
        case .failures: "errors problems csv"
        case .accounts: "reconciliation drift compare adopt link orphan unlinked okta entra by hand"
        case .run: "sync pause undo"
        case .identities: "user id column identity export"
        case .authorization: "reauthorize revoked password"
        case .userAccess: "on off for everyone"
        case .scope: "search groups"
        case .safeguards: "held"
        case .history: "revisions audit diff restore configuration undo"
        default: ""
        }
    }

    /// Whether there is anything to see now.
    func isReachable(_ model: ConsoleModel) -> Bool {
        switch self {
        case .apps, .app, .userAccess, .connection, .singleSignOn: true
        // It stays to be read when the configuration is deleted.
        case .history: model.configuration.revision > 0
        // What was done stays to be read when the configuration is deleted.
        case .activity, .run: model.configuration.autoprovisioning.setupProgress == .finished || model.status?.lastRun != nil
        default: model.configuration.autoprovisioning.setupProgress == .finished
        }
    }

    /// The pages from the start to this one.
    func way(_ model: ConsoleModel) -> [any Page] {
        let way: [any Page] =
            switch self {
            case .apps: []
            case .app: [AppPage()]
            case .identities: [AppPage(), IdentityPage()]
            case .preview: [AppPage(), PreviewPage()]
            case .pending: [AppPage(), PendingPage()]
            case .activity: [AppPage(), ActivityPage()]
            case .people: [AppPage(), PeoplePage(.why)]
            case .accounts: [AppPage(), AccountsPage()]
            case .failures: [AppPage(), FailuresPage()]
            case .usage: [AppPage(), UsagePage()]
            case .run: [AppPage(), RunPage()]
            case .userAccess: [AppPage(), UserAccessPage(model)]
            case .settings: [AppPage(), SettingsPage()]
            case .history: [AppPage(), HistoryPage()]
            case .authorization: [AppPage(), SettingsPage(), AuthorizePage(mode: .edit)]
            case .mapping: [AppPage(), SettingsPage(), AttributesPage(mode: .edit, model)]
            case .scope: [AppPage(), SettingsPage(), ScopePage(mode: .edit, model)]
            case .deprovisioning: [AppPage(), SettingsPage(), DeprovisioningPage(mode: .edit, model)]
            case .safeguards: [AppPage(), SettingsPage(), SafeguardsPage(model)]
            case .connection: [AppPage(), ConnectionPage(model)]
            case .singleSignOn: [AppPage(), SingleSignOnPage(mode: .edit, model)]
            }
        return [AppListPage()] + way
    }
}
