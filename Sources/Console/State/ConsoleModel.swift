import Directory
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// Something that is being fetched.
enum Loadable<Value: Sendable>: Sendable {
    case loading
    case loaded(Value)
    case failed(String)

    var value: Value? {
        if case .loaded(let value) = self { value } else { nil }
    }

    var failure: String? {
        if case .failed(let message) = self { message } else { nil }
    }
}

/// How far the consent in the browser is.
enum AuthorizationStep: Sendable, Equatable {
    case idle
    case starting
    case waiting(URL, browserStarted: Bool, hint: String?)
    case ended(String)
}

/// What all pages show: the state of the home, lists of the directory, and news of running operations.
struct ConsoleModel: Sendable {
    /// What the app accepts.
    let targets: [TargetAttribute]
    /// The place of the files, for the status line.
    let homeName: String
    /// The sandbox's account, in the demo.
    let sandbox: ConsoleOptions.SandboxSignIn?
    /// What the steps of the attribute mapping need to know about the world.
    var valueTools: any ValueTools = NoValueTools()
    /// Makes every command in a sentence name this home, so that it works as it is typed. That is done where sentences are drawn, and nowhere else.
    var completing = Rewording.none
    /// Whether all of it is read line by line: there is no mouse then, and no clipboard.
    var isPlain = false
    /// Whether nothing can be changed here.
    var isReadOnly = false

    var status: WorkspaceStatus?
    var statusFailure: String?
    var groups: Loadable<[Group]> = .loading
    /// The names of the groups that were loaded last, folded for searching.
    var groupNames: SearchRanking?
    var units: Loadable<[OrganizationalUnit]> = .loading
    /// Everybody whom the directory or the ledger knows, as last listed, with their names folded for searching.
    var everybody: PeoplePage.Listed?
    var attributes: Loadable<[DirectoryAttribute]> = .loading
    /// A few people, to show what a mapping does.
    var sample: Loadable<[Person]> = .loading
    /// Whom the scope that is being chosen lets in.
    var scopeSummary: Loadable<ScopeSummary> = .loading
    /// The newest count that was asked for; answers to older ones are dropped.
    var scopeRequest = 0
    var plan: Loadable<Plan> = .loading
    /// Whether ``plan`` is being made anew: what it says may be out of date.
    var isPlanning = false
    var authorizationStep = AuthorizationStep.idle
    var pasteProblem: String?
    var isBusy = false
    /// The rows that the list with the focus has on the screen now: how far PgUp and PgDn lead.
    var listRows = 10
    /// What the page is drawn in.
    var pageSize = Size(columns: 78, rows: 21)
    var run: RunProgress?
    /// Whether the run that was started here was asked to pause.
    var isRunPaused = false
    /// The counters when the run began that was started here: the ledger counts along, and nothing must be counted twice.
    var usageBeforeRun: Usage?
    /// How the last run that was started here ended badly.
    var runFailure: String?

    /// The app's name.
    var application: String { status?.application.name ?? ApplicationSettings.ringCentralName }

    var configuration: Configuration { status?.configuration ?? Configuration() }
    /// Why the switch cannot be turned on; asked of the configuration as it is now, which a save changes before the next status comes.
    var turnOnBlocked: Blocked? {
        status.flatMap {
            SetupGate.turnOn($0.configuration, targets: targets, isAuthorized: $0.authorization.isAuthorized, application: application)
        }
    }

    /// The counters of the last 30 days, with those of the run that is under way.
    var usage: Usage? {
        guard var usage = (run == nil ? nil : usageBeforeRun) ?? status?.usage else { return nil }
        if let run, run.phase != .finished {
            usage.created += run.counts[.create] ?? 0
            usage.suspended += run.counts[.suspend] ?? 0
            usage.deleted += run.counts[.delete] ?? 0
            usage.failures += run.failed
        }
        return usage
    }

    /// Whether a run that was started here is under way.
    var isRunning: Bool { run.map { $0.phase != .finished } ?? false }

    /// The grant's end, when it has ended.
    var revocation: String? {
        if case .revoked(let reason, _) = status?.authorization { reason } else { nil }
    }

    /// The word that the directory's attribute has on the screen.
    func label(ofAttribute id: String) -> String {
        (attributes.value ?? DirectoryAttribute.standard).first { $0.id == id }?.label ?? id
    }
}
