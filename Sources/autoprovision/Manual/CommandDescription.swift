import Foundation

/// The commands as the argument parser describes them to tools (`--experimental-dump-help`): names, texts, arguments.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed: `--home`, `-h`.
            var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool

        /// Whether every command has it.
        var isOfAllCommands: Bool { (names ?? []).contains { ["help", "version"].contains($0.name) } }
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?
    let shouldDisplay: Bool?

    /// Reads the parser's description.
    ///
    /// - Throws: when the parser describes itself in another form than this program knows.
    init(dump: String) throws {
        struct Dump: Decodable { let command: CommandDescription }
        self = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    }
}
