import Foundation
import Provisioning
import Sync

/// Something to be done outside of the console's state; its news come back as a ``ConsoleEvent``.
enum ConsoleEffect: Sendable, Equatable {
    /// Whether a new plan comes of it.
    var makesPlan: Bool {
        switch self {
        case .loadPlan, .decide, .decideHeld, .decideUnitMoves, .retry: true
        default: false
        }
    }

    /// What an operation is about, so that its failure is shown in the right place.
    enum Concern: Sendable, Equatable {
        case status
        case groups
        case units
        case attributes
        case sample
        case count
        case plan
        case signIn
        case save
        case authorization
        case run
        case other
    }

    case loadStatus
    /// Tells from now on when files of the home change.
    case watchHome
    case loadGroups
    case loadUnits
    case loadAttributes
    /// Reads a few people with these attributes, by id; one of them first.
    case loadSample(attributes: Set<String>, first: String?)
    /// Counts whom the scope of a configuration lets in and leaves out.
    case countScope(Configuration, request: Int)
    case loadPlan
    case checkAdministrator(String)
    case save(Configuration, SaveFollowUp)
    /// Saves when the next run changes nothing then; otherwise what it would do is asked about first.
    case saveUnlessConsequences(Configuration, SaveFollowUp)
    case connect(Configuration, clientSecret: String?)
    /// The same, and what of the ledger belongs to something else is rebound.
    case connectRebinding(Configuration, clientSecret: String?, ForeignParts)
    case beginAuthorization
    case openBrowser(URL)
    case authorizeAtSandbox(URL)
    case pasteRedirect(String)
    case cancelAuthorization
    /// What the first run would do is found out before the question whether to turn on.
    case foretellTurnOn
    case turnOn
    case turnOff
    case run(released: Set<ActionKind>, releasesUnitMoves: Bool = false)
    /// Takes back what a run did; a run of its own.
    case undo(run: Int64)
    case decide(PendingChoice, [PendingEntry])
    case decideHeld(HeldChange, [PlanEntry])
    case decideUnitMoves(HeldChange, [UnitMove])
    /// By directory id.
    case retry(String)
    case stopRun
    /// Lets no write of the run begin from now on, or lets it go on.
    case pauseRun(Bool)
    case deleteConfiguration
    /// What is due is found out before the question whether the runs go on.
    case foretellResumption
    case answerResumption(ResumptionAnswer)
    /// A task of a page or of the console.
    case begin(AnyTask)
    case copy(String)
    case quit
}
