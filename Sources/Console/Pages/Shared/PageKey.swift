import Terminal

/// What letters and signs do on the pages: a key means the same wherever it does something, and a meaning has one key. Small letters that are not here lead from
/// the app's page to other pages (``Place/key``); Enter, Space, Tab and the arrows act on what has the focus, and each page says how.
enum PageKey: String, CaseIterable {
    // What safeguards hold.
    case release = "+"
    case reject = "-"
    case releaseKind = "*"
    case rejectKind = "_"
    case releaseAll = "&"

    // What is to come, and what was decided or entered.
    case cancel = "x"
    case cancelAll = "X"
    case postpone = "P"
    case undo = "u"

    // Accounts and people.
    case adopt = "V"
    case link = "L"
    case ignore = "I"
    case suspend = "z"
    case putBack = "b"
    case carryOver = "C"
    case otherPeople = "<"
    case why = "y"

    // Runs and messages.
    case run = "r"
    case runForPerson = "$"
    case stop = "."
    case tryAgain = "t"
    case tryAllAgain = "%"
    case reauthorize = "R"
    case answerRuns = "!"
    case tellByMail = "@"
    case testMessage = "T"

    // Lists.
    case filter = "/"
    case sort = "S"
    case readAgain = "Ctrl-R"
    case days = "d"
    case month = "m"
    case period = "M"
    case ofRun = "#"
    case export = "e"

    // Forms.
    case add = "A"
    case remove = "Del"
    case addAccount = "B"
    case inherit = "i"
    case proposed = "D"
    case fallback = "F"
    case steps = "|"
    case byHand = "H"
    case nextPerson = ">"
    case findPerson = "N"
    case moveDown = "J"
    case moveUp = "K"
    case copyAddress = "Y"
    case secondaryDomains = "W"
    case restoreRevision = "Z"

    // Ways to other pages that are not among the lines of the app's page.
    case conditions = "O"
    case exclusions = "E"
    case quality = "Q"

    // Everywhere.
    case goAnywhere = ":"
    case help = "?"
    case quit = "q"

    /// What it does, in the words of the line at the bottom and of the help.
    var label: String {
        switch self {
        case .release: "Release"
        case .reject: "Reject"
        case .releaseKind: "Release all of this kind"
        case .rejectKind: "Reject all of this kind"
        case .releaseAll: "Release all, run"
        case .cancel: "Cancel"
        case .cancelAll: "Cancel all that are shown"
        case .postpone: "Postpone"
        case .undo: "Undo"
        case .adopt: "Adopt"
        case .link: "Link to"
        case .ignore: "Ignore"
        case .suspend: "Suspend"
        case .putBack: "Put back"
        case .carryOver: "Carry over"
        case .otherPeople: "Other people"
        case .why: "Why"
        case .run: "Run now"
        case .runForPerson: "Run for this person"
        case .stop: "Stop"
        case .tryAgain: "Try again"
        case .tryAllAgain: "Try all again"
        case .reauthorize: "Reauthorize"
        case .answerRuns: "Resume runs?"
        case .tellByMail: "Tell me by mail"
        case .testMessage: "Test message"
        case .filter: "Filter"
        case .sort: "Sort"
        case .readAgain: "Read again"
        case .days: "Days"
        case .month: "Month"
        case .period: "From-to"
        case .ofRun: "This run"
        case .export: "CSV"
        case .add: "Add"
        case .remove: "Remove"
        case .addAccount: "Add an account"
        case .inherit: "Inherit"
        case .proposed: "Take what is proposed"
        case .fallback: "Fallback"
        case .steps: "Steps"
        case .byHand: "By hand"
        case .nextPerson: "Next person"
        case .findPerson: "Find person"
        case .moveDown: "Move down"
        case .moveUp: "Move up"
        case .copyAddress: "Copy address"
        case .secondaryDomains: "Secondary domains"
        case .restoreRevision: "Restore revision"
        case .conditions: "Conditions"
        case .exclusions: "Exclusions"
        case .quality: "Data quality"
        case .goAnywhere: "Go to"
        case .help: "Help"
        case .quit: "Quit"
        }
    }

    /// For the line at the bottom and the help.
    var hint: KeyHint { KeyHint(rawValue, label) }

    /// What arrives when it is pressed.
    var key: Key? { Key(named: rawValue) }
}

extension Sequence<PageKey> {
    var hints: [KeyHint] { map(\.hint) }
}
