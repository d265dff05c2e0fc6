package import Provisioning

/// The words of an undo.
extension UndoObstacle {
    /// Why, and what can be done by hand where something can.
    package var words: String {
        switch self {
        case .irreversible(.delete): "permanently deleted, which cannot be undone. When the person is entitled again, a new account is created."
        case .irreversible(.create):
            "an undo does not remove an account that was created. Turn the app off for the person to have it suspended or deleted."
        case .irreversible(.adopt): "an account that was linked stays linked. Turn the app off for the person to have it suspended or deleted."
        case .irreversible(let kind):
            "what was \(kind.pastTense) stays as it is. Turn the app off for the person to have the account suspended or deleted."
        case .accountGone: "the account of that run is gone or has another owner."
        case .changedLater(let run):
            "run \(run) changed the same account later: only the newest change of an account can be undone, so start with run \(run)."
        case .takenBack: "the account is as it was before that run: it was already undone."
        case .differs: "the account is no longer as the run left it."
        case .userNameTaken(let userName): "the user name \(userName) now belongs to somebody else. Change that one first."
        }
    }
}

extension UndoEntry {
    /// What keeps the next run from doing it again, and what comes all the same; a sentence each.
    package var consequences: [String] {
        cancelled.map { "The \($0.action == .suspend ? "suspension" : "hard delete") is canceled as long as the cause lasts: \($0.cause.words)." }
            + (rejected == nil ? [] : ["The \(action.kind == .rename ? "new name" : "update") is rejected until the directory says something else."])
            + stillPending.map { "Still to come: \($0.action == .suspend ? "suspend" : "delete") at \($0.due.words), \($0.cause.words)." }
    }
}
