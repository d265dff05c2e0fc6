import Foundation
import Testing

@Suite("The manual and the completions, from the commands' own help")
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
        let requests: Set<Substring> = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".RI"]
        for line in manual.split(separator: "\n") where line.hasPrefix(".") { #expect(requests.contains(line.prefix { $0 != " " }), "\(line)") }
    }

    @Test("Completions for the three shells name every command", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) async throws {
        let script = try await Program.run(Program.autoprovision, ["--generate-completion-script", shell])
        #expect(script.exitCode == 0)
        for command in ["demo", "pending", "failures", "delete-configuration", "manual"] { #expect(script.output.contains(command), "\(command)") }
    }
}
