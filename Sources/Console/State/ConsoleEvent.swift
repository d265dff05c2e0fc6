import Directory
import Foundation
import Provisioning
import Sync
import Terminal

/// Something that changes what the console shows: a key, or news of an operation.
enum ConsoleEvent: Sendable {
    case terminal(TerminalEvent)
    case statusLoaded(WorkspaceStatus)
    /// Files of the home were changed, by this console or another process; how the home is now.
    case homeChanged(WorkspaceStatus)
    /// With their names folded for searching: with many groups that takes longer than a key may.
    case groupsLoaded([Group], names: SearchRanking? = nil)
    case unitsLoaded([OrganizationalUnit])
    case attributesLoaded([DirectoryAttribute])
    /// A few people of the directory.
    case sampleLoaded([Person])
    /// Whom a scope lets in, for the request that asked.
    case scopeCounted(ScopeSummary, request: Int)
    case planLoaded(Plan)
    /// What turning on would lead to.
    case turnOnForetold(Loadable<Plan>)
    /// `nil` where the directory cannot tell, also because it cannot be read now.
    case administratorChecked(address: String, isAdministrator: Bool?, isDirectoryUnreadable: Bool = false)
    case saved(Configuration, SaveFollowUp)
    /// What a save would lead to, in words.
    case consequencesFound(PlanConsequences, Configuration, SaveFollowUp)
    /// The ledger belongs to something else than what is to be saved.
    case rebindingNeeded(ForeignParts, Configuration, clientSecret: String?)
    case authorizationBegun(URL, browserStarted: Bool, hint: String?)
    case authorized
    case authorizationEnded(String)
    /// Runs wait for an answer after a reauthorization; with what is known to be due.
    case resumptionForetold(WorkspaceStatus, ResumptionQuestion, Plan?)
    case pasteRefused(String)
    case runProgressed(RunProgress)
    case runEnded(RunRecord)
    case configurationDeleted
    /// A task has ended.
    case answered(TaskAnswer)
    /// Somebody else saved since a save was begun here.
    case overtaken(Overtaking, Resave)
    /// An operation failed, in words for the person; the part of the screen that waited for it.
    case failed(String, ConsoleEffect.Concern)
}

/// What the console does after a save.
enum SaveFollowUp: Sendable, Equatable {
    case stay
    case back
    case enterApps
    case nextStep(SetupStep)
    case finishSetup
    /// The settings of this revision were put back.
    case restored(Int)
    case signedOut

    /// The revision whose settings are put back by the save.
    var restoredRevision: Int? { if case .restored(let number) = self { number } else { nil } }
}
