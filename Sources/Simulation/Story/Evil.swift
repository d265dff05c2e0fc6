/// What only some worlds meet, so that worlds with it can be looked for.
package enum Evil: String, Sendable, CaseIterable {
    /// The directory is a folder of exported files.
    case files
    /// An older copy of the ledger may come back.
    case restoredLedger = "restored-ledger"
    /// The app refuses everything about one account for days.
    case refusals
    /// The app's answers to single requests say something else than what happened.
    case falseAnswers = "false-answers"
    /// Units are renamed, moved, deleted and made anew.
    case movingUnits = "moving-units"
    /// Accounts are not active before somebody activates them.
    case activation
    /// Several machines keep one home in a database.
    case machines
    /// The clock of the program's machine is set, rightly and wrongly.
    case wrongClock = "wrong-clock"

    /// Whether the world of a seed meets it.
    func isMet(seed: UInt64) -> Bool {
        let character = SimulatedWorld.begin(seed: seed).character
        return switch self {
        case .files: character.files != nil
        case .restoredLedger: character.hasRestoredLedger
        case .refusals: character.hasRefusals
        case .falseAnswers: character.hasFalseAnswers
        case .movingUnits: character.hasMovingUnits
        case .activation: character.hasActivation
        case .machines: character.machines > 1
        case .wrongClock: character.hasBadClock
        }
    }
}
