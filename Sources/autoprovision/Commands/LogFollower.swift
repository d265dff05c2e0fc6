import Engine
import Provisioning
import Sync

/// Prints entries of the log as they come. Each has an id that rises; whoever passes the last one seen goes on behind it and misses nothing.
struct LogFollower: Sendable {
    let workspace: Workspace
    let query: ActivityQuery
    /// The newest entry that is known already; `nil` begins with what comes from now on.
    let after: Int64?
    let json: Bool

    private static let readAtOnce = 500

    /// Prints until somebody presses Ctrl-C.
    func follow() async throws -> CommandOutcome {
        do {
            try await cancellingOnInterrupt(saying: "") {
                var last: Int64
                if let after { last = after } else { last = try await newest() }
                for try await _ in try StatusTimes(workspace).times { last = try await printEntries(behind: last) }
            }
        } catch OperationError.cancelled {
            return .done
        } catch is CancellationError {
            return .done
        }
        return .done
    }

    private func newest() async throws -> Int64 {
        try await workspace.history.find(ActivityQuery(text: "", what: .everything, run: nil)).found.ids(0..<1).first ?? 0
    }

    /// Prints what is behind `last`, the oldest first; answers up to where. An action that is under way has no outcome yet: what is behind it waits with it, so that
    /// nothing is passed over.
    private func printEntries(behind last: Int64) async throws -> Int64 {
        let found = try await workspace.history.find(query).found
        let ids = Array(found.ids(0..<found.place(of: last)).reversed())
        var last = last
        for start in stride(from: 0, to: ids.count, by: Self.readAtOnce) {
            let piece = Array(ids[start..<min(ids.count, start + Self.readAtOnce)])
            for entry in try await workspace.history.entries(piece).sorted(by: { $0.id < $1.id }) {
                guard entry.state != .open else { return last }
                if json { try Output.jsonLine(ActivityReport(entry)) } else { Output.line(ActivityReport.sentence(entry)) }
                last = entry.id
            }
        }
        return last
    }
}
