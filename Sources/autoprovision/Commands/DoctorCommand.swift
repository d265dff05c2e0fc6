import ArgumentParser
import Engine
import Foundation
import Sync
import Terminal
import Wording

/// Looks at everything that can be wrong before it goes wrong.
struct DoctorCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything that can be wrong before it goes wrong. Writes nothing.",
        discussion: "Ends with 2 when a check failed, otherwise with 0. Each check says why it matters and how to fix what it found.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the checks as JSON.") var json = false

    private struct Report: Encodable {
        let name: String
        let result: String
        let finding: String
        let why: String
        let mend: String?
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try report(await workspace.checks()) }

    func perform(without error: OperationError) -> CommandOutcome? { try? report([Check.opening(error)]) }

    private func report(_ checks: [Check]) throws -> CommandOutcome {
        if json {
            try Output.json(checks.map { Report(name: $0.name, result: $0.result.rawValue, finding: $0.finding, why: $0.why, mend: mend($0)) })
        } else {
            show(checks)
        }
        return checks.contains { $0.result == .failed } ? .misconfigured : .done
    }

    private func mend(_ check: Check) -> String? { check.mend.map(homeOptions.completing) }

    private func show(_ checks: [Check]) {
        // An app may have a long name.
        let nameColumns = (checks.map { DisplayWidth.columns(of: DisplayText.truncated($0.name, columns: 40)) }.max() ?? 0) + 2
        for check in checks {
            let mark =
                switch check.result {
                case .passed: "ok      "
                case .warning: "WARNING "
                case .failed: "FAILED  "
                }
            let name = DisplayText.truncated(check.name, columns: 40)
            let fill = String(repeating: " ", count: max(2, nameColumns - DisplayWidth.columns(of: name)))
            Output.line("\(mark)\(name)\(fill)\(homeOptions.completing(check.finding))")
            guard let mend = mend(check) else { continue }
            let margin = String(repeating: " ", count: 8 + nameColumns)
            Output.line("\(margin)Why it matters: \(check.why)")
            Output.line("\(margin)To fix it: \(mend)")
        }
    }
}
