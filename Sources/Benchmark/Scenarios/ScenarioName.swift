import ArgumentParser

/// What can be measured.
enum ScenarioName: String, Encodable, CaseIterable, ExpressibleByArgument {
    /// A first run over a distant app.
    case creates
    /// Everybody gets another address.
    case renames
    /// A run that has nothing to do, in a large organization.
    case noChange = "no-change"
    /// One in a hundred has changed, in a large organization.
    case onePercent = "one-percent"
    /// The switch is turned off in the middle of a run.
    case switchOff = "switch-off"
    /// One person alone in a large organization.
    case person
    /// What is read before and after single changes.
    case answers
    /// The app's accounts compared with the ledger.
    case accounts
    /// What a year of runs leaves in the ledger.
    case year
    /// A first run under a limit of writes a minute.
    case writeLimit = "write-limit"
    /// Making the plan alone.
    case planning
    /// The same with a home in a database.
    case database
    /// What the steps of the mapping cost.
    case values
    /// How soon the console answers to a key.
    case consoleKeys = "console-keys"
    /// What the console does when nobody does anything.
    case consoleIdle = "console-idle"
    /// How soon the console is there.
    case consoleStart = "console-start"
    /// The search in a long list.
    case consoleSearch = "console-search"

    static let ofTheConsole: Set<ScenarioName> = [.consoleKeys, .consoleIdle, .consoleStart, .consoleSearch]
}
