import Engine
import Foundation
import Provisioning
import Sync
import Terminal

/// Something that changes what the console shows: a key, or news of something that is under way.
enum ConsoleEvent: Sendable {
    case terminal(TerminalEvent)
    /// A task has ended.
    case answered(TaskAnswer)
    /// Files of the home were changed, by this console or another process; how the home is now.
    case homeChanged(WorkspaceStatus)
    case authorizationBegun(URL, browserStarted: Bool, hint: String?)
    case authorized
    case authorizationEnded(String)
    case pasteRefused(String)
    case runProgressed(RunProgress)
    case runEnded(RunRecord)
    /// Why a run could not go on to its end.
    case runFailed(String)
    /// Something else failed, in words for the person.
    case failed(String)
}
