import Foundation
import Provisioning
import Sync

/// The status line: which home this is, whether it is authorized and for how long, and when the next run comes.
enum StatusWords {
    /// The parts, the most important first; what does not fit is left out from the end.
    static func parts(_ model: ConsoleModel) -> [String] {
        guard let status = model.status, status.configuration.administrator != nil else { return [home(model)] }
        // What goes on now comes before what lasts.
        if model.isRunning || status.runHolder != nil { return ["a run is under way"] + lasting(status, model) }
        return lasting(status, model)
    }

    private static func lasting(_ status: WorkspaceStatus, _ model: ConsoleModel) -> [String] {
        [authorization(status.authorization, now: status.time), nextRun(status, model), status.isSandbox ? "sandbox" : "production", home(model)]
            .compactMap(\.self)
    }

    private static func authorization(_ status: AuthorizationStatus, now: Date) -> String {
        switch status {
        case .notAuthorized: return "not authorized"
        case .revoked: return "authorization ended"
        case .authorized(_, _, let deadline):
            guard let deadline else { return "authorized" }
            let days = Int(max(0, deadline.timeIntervalSince(now)) / 86_400)
            return "authorization ends \(days > 0 ? deadline.dayWords : "within a day") if unused"
        }
    }

    private static func home(_ model: ConsoleModel) -> String { "home \(model.homeName)" }

    private static func nextRun(_ status: WorkspaceStatus, _ model: ConsoleModel) -> String? {
        // Without the authorization none can write anything.
        guard status.configuration.autoprovisioning.isOn, model.revocation == nil, !model.isRunning, status.runHolder == nil else { return nil }
        if let question = status.resumption { return "runs wait until \(question.until.clockWords)" }
        return status.unattended == .absent ? "no unattended runs" : nextRun(status.unattended) ?? "unattended runs"
    }

    /// When the next run comes; `nil` when none comes by itself, or nobody knows when.
    static func nextRun(_ unattended: UnattendedService) -> String? {
        if case .present(next: let next?) = unattended { "next run \(next.clockWords)" } else { nil }
    }
}
