package import Engine
import FileHome
package import Foundation
package import Provisioning

extension HistoryService {
    /// The file at a path that somebody typed.
    package nonisolated func exportFile(atPath path: String) -> URL { Home.file(atPath: path) }

    /// Writes what a query finds to a new CSV file; answers how many rows, or `nil` when there is a file already and `replacing` does not allow it.
    package nonisolated func export(
        _ query: ActivityQuery, as form: TableForm<ActivityEntry>, to file: URL, replacing: Bool
    ) async throws(OperationError) -> Int? {
        let found = try await find(query).found
        guard let export = try ExportFile(file, replacing: replacing) else { return nil }
        try export.append(form.header)
        for start in stride(from: 0, to: found.count, by: Self.exportedAtOnce) {
            for entry in try await entries(found.ids(start..<start + Self.exportedAtOnce)) { try export.append(form.record(entry)) }
        }
        try export.finish()
        return found.count
    }

    /// Writes the standing failures to a new CSV file, as ``export(_:as:to:replacing:)``.
    package nonisolated func exportFailures(
        as form: TableForm<StandingFailure>, to file: URL, replacing: Bool
    ) async throws(OperationError) -> Int? {
        let failures = try await standingFailures()
        guard let export = try ExportFile(file, replacing: replacing) else { return nil }
        try export.append(form.header)
        for failure in failures { try export.append(form.record(failure)) }
        try export.finish()
        return failures.count
    }

    /// Entries read in one step, so that a long export takes little memory and lets a run record in between.
    private static let exportedAtOnce = 500
}
