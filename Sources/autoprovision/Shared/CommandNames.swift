import ArgumentParser

/// The names of the commands, for sentences and for typing errors.
enum CommandNames {
    /// All of them.
    static let all = Autoprovision.configuration.subcommands.compactMap { $0.configuration.commandName }

    /// Those that work on a home.
    static let withHome = Set(names(of: Autoprovision.configuration.subcommands))

    /// Commands of commands are two words: "config history".
    private static func names(of commands: [any ParsableCommand.Type]) -> [String] {
        commands.flatMap { command -> [String] in
            guard let name = command.configuration.commandName else { return [] }
            let hasDefault = command.configuration.defaultSubcommand != nil
            return (command is any WorkspaceCommand.Type || hasDefault ? [name] : [])
                + names(of: command.configuration.subcommands).map { "\(name) \($0)" }
        }
    }

    /// What is wrong with the arguments when the first is meant as a command and is none; `nil` otherwise.
    static func mistake(in arguments: [String]) -> String? {
        guard let name = arguments.first, !name.hasPrefix("-"), name != "help", !all.contains(name) else { return nil }
        let nearest = all.map { (name: $0, distance: distance(name.lowercased(), $0)) }.min { $0.distance < $1.distance }
        // Up to a third of the letters may be wrong: more would be a guess.
        let meant = nearest.flatMap { $0.distance <= max(1, $0.name.count / 3) ? " Did you mean \($0.name)?" : nil } ?? ""
        return "autoprovision: there is no command \"\(name)\".\(meant) See: autoprovision --help"
    }

    /// What the parser says about wrong arguments, in the form that every error of this program has.
    static func words(ofMistake message: String) -> String {
        let start = "Error: "
        return message.hasPrefix(start) ? "autoprovision: " + message.dropFirst(start.count) : message
    }

    /// How many letters have to be inserted, left out, exchanged or swapped with their neighbour to make one text of the other.
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.prefix(40)), Array(second.prefix(40)))
        var rows = [Array(0...b.count)]
        for (i, letter) in a.enumerated() {
            var row = [i + 1]
            for (j, other) in b.enumerated() {
                var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
