/// What a world has of the rarer evils; most have few, so that each is met alone too.
struct Character: Sendable {
    var hasHands: Bool
    var hasRestoredLedger: Bool
    var hasOtherClient: Bool
    var hasBrowser: Bool
    /// Whether the directory's lists leave out people who exist, for days.
    var hasGaps: Bool
    /// Whether the clock of the program's machine is set now and then, rightly and wrongly.
    var hasBadClock: Bool
    /// Whether the administrator cancels, postpones and restores what is to come.
    var hasDecisions: Bool
    /// Whether the app's answers about its accounts are not to be believed.
    var hasLyingApp: Bool
    /// In percent: how likely a run is disturbed.
    var trouble: Int
    /// Whether organizational units are renamed, moved, deleted and made anew.
    var hasMovingUnits: Bool
    /// Whether the app's answers to single requests say something else than what happened.
    var hasFalseAnswers: Bool
    /// Whether the app refuses everything about one account for days.
    var hasRefusals: Bool
    /// Whether accounts are not active before somebody activates them.
    var hasActivation: Bool
    /// Whether somebody gives accounts to other people in the app's own portal.
    var hasHandovers: Bool
    /// Whether the directory is a folder of exported files, and of which form.
    var files: ExportForm?
    /// Machines that keep one home in a database; 1 has its home in a folder.
    private(set) var machines = 1

    /// Several machines keep one home. What becomes of one that is an older copy as a whole is met with one machine.
    mutating func begin(machines: Int) {
        self.machines = machines
        if machines > 1 { hasRestoredLedger = false }
    }

    /// - Parameters:
    ///   - dice: those of the story.
    ///   - odd: dice of their own for the evils that came later, so that worlds without them stay what they were.
    init(dice: inout Dice, odd: inout Dice) {
        hasHands = dice.chance(8)
        hasRestoredLedger = dice.chance(12)
        hasOtherClient = dice.chance(8)
        hasBrowser = dice.chance(50)
        hasGaps = dice.chance(25)
        hasBadClock = dice.chance(15)
        hasDecisions = dice.chance(35)
        hasLyingApp = dice.chance(20)
        trouble = dice.draw((15, 0), (35, 25), (50, 70))
        hasMovingUnits = odd.chance(25)
        hasFalseAnswers = odd.chance(30)
        hasRefusals = odd.chance(15)
        hasActivation = odd.chance(12)
        hasHandovers = odd.chance(15)
        let form = odd.draw((1, ExportForm.csv), (2, .csvWithIDs), (1, .json), (1, .jsonWithUnits))
        if odd.chance(20) {
            files = form
            // The lists of an export are believed when a second one agrees, so nobody is left out for days.
            hasGaps = false
            // Only such a world may have nobody who tells the time, and that does harm only where the clock is wrong.
            hasBadClock = hasBadClock || odd.chance(40)
        }
    }
}
