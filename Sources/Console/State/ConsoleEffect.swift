import Foundation
import Provisioning
import Sync

/// Something to be done outside of the console's state; its news come back as a ``ConsoleEvent``.
enum ConsoleEffect: Sendable, Equatable {
    /// A task of a page or of the console.
    case begin(AnyTask)
    /// Tells from now on when files of the home change.
    case watchHome
    case beginAuthorization
    case openBrowser(URL)
    case authorizeAtSandbox(URL)
    case pasteRedirect(String)
    case cancelAuthorization
    case run(released: Set<ActionKind>, releasesUnitMoves: Bool = false)
    /// Takes back what a run did; a run of its own.
    case undo(run: Int64)
    case stopRun
    /// Lets no write of the run begin from now on, or lets it go on.
    case pauseRun(Bool)
    case copy(String)
    case quit
}
