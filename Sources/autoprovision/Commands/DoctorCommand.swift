import ArgumentParser
import Foundation
import Sync

/// Looks at everything that can be wrong before it goes wrong.
struct DoctorCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything that can be wrong before it goes wrong. Writes nothing.",
        discussion: "Ends with 2 when a check failed, otherwise with 0. Each check says why it matters and how to mend what it found.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the checks as JSON.") var json = false

    private struct Report: Encodable {
        let name: String
        let result: String
        let finding: String
        let why: String
        let mend: String?
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let checks = await workspace.checks()
        if json {
            try Output.json(checks.map { Report(name: $0.name, result: $0.result.rawValue, finding: $0.finding, why: $0.why, mend: $0.mend) })
        } else {
            for check in checks {
                let mark =
                    switch check.result {
                    case .passed: "ok      "
                    case .warning: "WARNING "
                    case .failed: "FAILED  "
                    }
                Output.line("\(mark)\(check.name.padding(toLength: 14, withPad: " ", startingAt: 0))\(check.finding)")
                if let mend = check.mend {
                    let margin = String(repeating: " ", count: 22)
                    Output.line("\(margin)Why it matters: \(check.why)")
                    Output.line("\(margin)To mend it: \(mend)")
                }
            }
        }
        return checks.contains { $0.result == .failed } ? .misconfigured : .done
    }
}
