import ArgumentParser
import Engine
import Foundation
import Sync
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

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try report(await workspace.checks.everything()) }

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
        var list = FactOutput()
        for check in checks {
            let mark =
                switch check.result {
                case .passed: "ok      "
                case .warning: "WARNING "
                case .failed: "FAILED  "
                }
            let more = mend(check).map { ["Why it matters: \(check.why)", "To fix it: \($0)"] } ?? []
            list.append(check.name, [homeOptions.completing(check.finding)] + more, mark: mark)
        }
        list.print()
    }
}
