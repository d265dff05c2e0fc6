import Foundation
import Testing

@Suite("The manual and the completions, from the commands' own help", .timeLimit(.minutes(10)))
struct ManualTests {
    @Test("Every command and every option of its help is in the manual page, and no line of text is taken for a request")
    func complete() async throws {
        let manual = try await Program.run(Program.autoprovision, ["manual"]).output
        let readable = manual.replacing("\\-", with: "-").replacing(/\\f[BIR]/, with: "")
        let help = try await Program.run(Program.autoprovision, ["--help"]).output
        let commands = help.split(separator: "SUBCOMMANDS:").last?.matches(of: #/\n  ([a-z][a-z-]+) /#).map { String($0.1) } ?? []
        #expect(commands.count > 15)
        for command in commands {
            #expect(readable.contains(".SS \(command.replacing("(default)", with: ""))\n"), "\(command)")
            let usage = try await Program.run(Program.autoprovision, [command, "--help"]).output
            let options = usage.matches(of: #/\n  (--[a-z-]+)/#).map { String($0.1) }
            for option in options where !["--help", "--version"].contains(option) { #expect(readable.contains(option), "\(command) \(option)") }
        }
        let requests: Set<Substring> = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".RI", ".nf", ".fi"]
        for line in manual.split(separator: "\n") where line.hasPrefix(".") { #expect(requests.contains(line.prefix { $0 != " " }), "\(line)") }
    }

    @Test("Completions for the three shells name every command", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) async throws {
        let script = try await Program.run(Program.autoprovision, ["--generate-completion-script", shell])
        #expect(script.exitCode == 0)
        for command in ["demo", "pending", "failures", "delete-configuration", "manual"] { #expect(script.output.contains(command), "\(command)") }
    }

    @Test("The manual tells of exit codes, files, variables, words and examples, and says nothing twice in a row")
    func sections() async throws {
        let manual = try await Program.run(Program.autoprovision, ["manual"]).output.replacing("\\-", with: "-")
        for title in ["WORDS", "EXIT STATUS", "FILES", "ENVIRONMENT", "EXAMPLES"] { #expect(manual.contains("\n.SH \(title)\n"), "\(title)") }
        for word in ["ACCESSIBLE", "XDG_STATE_HOME", "within24Hours", "ledger.sqlite"] { #expect(manual.contains(word), "\(word)") }
        let lines = manual.split(separator: "\n")
        #expect(zip(lines, lines.dropFirst(3)).allSatisfy { $0 != $1 || $0.count < 60 })
    }

    @Test(
        "In bash, values with colons are completed as one word",
        arguments: [
            (["setup", "--deprovision", "susp"], ["suspended:suspend:within24Hours", "suspended:hardDelete:after21Days"]),
            (["setup", "--deprovision", "suspended", ":", "suspend", ":", "within24H"], ["within24Hours"]),
            (["held", "--release", "s"], ["suspend"]), (["failures", "--retry", "a"], ["all"]), (["pendi"], ["pending"]),
        ] as [([String], [String])])
    func colons(words: [String], found: [String]) async throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(
            try await Program.run(Program.autoprovision, ["--generate-completion-script", "bash"]).output, to: "autoprovision.bash")
        let array = (["autoprovision"] + words).map { "'\($0)'" }.joined(separator: " ")
        let typed = words.last ?? ""
        let talk = """
            source '\(script)'; COMP_WORDS=(\(array)); COMP_CWORD=\(words.count); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            "$(complete -p autoprovision | sed 's/.*-F \\([^ ]*\\).*/\\1/')" autoprovision '\(typed)' '\(words.dropLast().last ?? "autoprovision")'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try await Program.run("/bin/bash", ["--norc", "-c", talk])
        let offered = result.output.split(separator: "\n").map(String.init)
        for word in found { #expect(offered.contains(word), "\(result.output)\(result.errors)") }
        #expect(!offered.contains { $0.contains("\\") })
    }
}
