import Foundation
import Provisioning
import Sync

/// The status line: which home this is, whether it is authorized and for how long, and when the next run comes.
enum StatusWords {
    /// The parts, the most important first; what does not fit is left out from the end.
    static func parts(_ model: ConsoleModel) -> [String] {
        guard let status = model.status, status.configuration.administrator != nil else { return [home(model)] }
        return [authorization(status.authorization, now: status.time), nextRun(status), status.isSandbox ? "sandbox" : "production", home(model)]
            .compactMap(\.self)
    }

    private static func authorization(_ status: AuthorizationStatus, now: Date) -> String {
        switch status {
        case .notAuthorized: return "not authorized"
        case .revoked: return "authorization revoked"
        case .authorized(_, _, let deadline):
            guard let deadline else { return "authorized" }
            let days = Int(max(0, deadline.timeIntervalSince(now)) / 86_400)
            return "authorized, ends \(days > 0 ? deadline.dayWords : "within a day") if unused"
        }
    }

    private static func home(_ model: ConsoleModel) -> String { "home \(model.homeName)" }

    private static func nextRun(_ status: WorkspaceStatus) -> String? {
        guard status.configuration.autoprovisioning.isOn else { return nil }
        if status.runHolder != nil { return "a run is under way" }
        switch status.unattended {
        case .absent: return "no unattended runs"
        case .present(next: nil): return "unattended runs"
        case .present(next: let next?): return "next run \(next.clockWords)"
        }
    }
}
