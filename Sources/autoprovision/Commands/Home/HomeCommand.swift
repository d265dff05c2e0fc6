import ArgumentParser

/// Where everything is kept.
struct HomeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "home", abstract: "Move a home to another place: from a folder into a database, or back.", subcommands: [HomeMoveCommand.self])
}
