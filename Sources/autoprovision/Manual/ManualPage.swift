import Foundation

/// The manual in the language of man(7), made of the commands' own help, so that the two never differ.
struct ManualPage {
    let program: CommandDescription
    let version: String
    /// The day at the foot of the page.
    let date: Date

    /// The whole page.
    var text: String {
        let day = date.formatted(.iso8601.year().month().day())
        var lines = [
            ".TH \(program.commandName.uppercased()) 1 \(day) \"\(program.commandName) \(version)\" \"User Commands\"", ".SH NAME",
            "\(program.commandName) \\- \(Self.escaped(program.abstract ?? ""))", ".SH SYNOPSIS", ".B \(program.commandName)",
            ".RI [ command ] \" \" [ options ]", ".SH DESCRIPTION",
        ]
        lines += Self.paragraphs(program.discussion)
        lines.append(".SH COMMANDS")
        for command in program.subcommands ?? [] where command.shouldDisplay ?? true && command.commandName != "help" {
            lines += section(command, command.commandName)
            for inner in command.subcommands ?? [] where inner.commandName != "help" {
                lines += section(inner, "\(command.commandName) \(inner.commandName)")
            }
        }
        lines += ManualSections.all.flatMap(\.lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ command: CommandDescription, _ name: String) -> [String] {
        var lines = [".SS \(Self.escaped(name))", Self.escaped(command.abstract ?? "")] + Self.paragraphs(command.discussion)
        // Every command has these; they are said once, above.
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isOfAllCommands }
        // A flag and its opposite are one thing.
        for (place, argument) in arguments.enumerated() {
            let explanation = Self.explanation(argument)
            let follows = place + 1 < arguments.count && argument.kind == "flag" && Self.explanation(arguments[place + 1]) == explanation
            lines += follows ? [".TP", Self.term(argument) + ","] : [".TP", Self.term(argument), explanation]
        }
        return lines
    }

    private static func term(_ argument: CommandDescription.Argument) -> String {
        let names = (argument.names ?? []).map { "\\fB\(escaped($0.typed))\\fR" }.joined(separator: ", ")
        let value = argument.kind == "flag" ? "" : "\\fI\(escaped(argument.valueName ?? "value"))\\fR"
        let repeats = argument.isRepeating ? " ..." : ""
        return [names, value].filter { !$0.isEmpty }.joined(separator: " ") + repeats
    }

    private static func explanation(_ argument: CommandDescription.Argument) -> String {
        let standard = argument.kind == "flag" ? nil : argument.defaultValue.map { " Without it: \($0)." }
        return escaped((argument.abstract ?? "") + (standard ?? ""))
    }

    private static func paragraphs(_ text: String?) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        return text.components(separatedBy: "\n\n").flatMap { paragraph -> [String] in
            let lines = paragraph.split(separator: "\n").map(String.init)
            // Lines that are set off are an example, which stays as it is.
            let text = lines.prefix { !$0.hasPrefix("  ") }.joined(separator: " ")
            let example = lines.drop { !$0.hasPrefix("  ") }.map { escaped($0) }
            return [".PP"] + (text.isEmpty ? [] : [escaped(text)]) + (example.isEmpty ? [] : [".nf"] + example + [".fi"])
        }
    }

    /// Text that the formatter takes as it is: no line of it is a request, and hyphens can be copied (man(7)).
    static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\n", with: " ")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
