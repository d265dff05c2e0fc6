import Engine
import FileHome
import Foundation
import Sync

/// Writes the measures where somebody reads them: to a file, which is replaced as a whole, and to a page on loopback.
struct MetricsPublisher: Sendable {
    private let file: URL?
    private let endpoint: MetricsEndpoint?

    /// No longer than this are the measures old while the program runs.
    static let interval = Duration.seconds(60)

    /// Publishes to these places; `nil` when there are none.
    init?(file: String?, endpoint: MetricsEndpoint?) {
        guard file != nil || endpoint != nil else { return nil }
        self.file = file.map { URL(fileURLWithPath: $0) }
        self.endpoint = endpoint
    }

    /// Measures and publishes. Answers why the file could not be written.
    func publish(_ workspace: Workspace) async -> String? {
        guard let measures = try? await workspace.checks.measures() else { return nil }
        let text = measures.openMetrics
        endpoint?.show(text)
        guard let file else { return nil }
        return Self.write(text, to: file)
    }

    /// Others may read the file: a collector runs as another user. Nothing in it names anybody, and what a power cut takes is measured again a minute later.
    private static func write(_ text: String, to file: URL) -> String? {
        do throws(ConfigurationError) { try SecureFile.write(Data(text.utf8), to: file, isDurable: false, mode: 0o644) } catch {
            return "The measures could not be written to \(file.path). See that its folder is there and may be written to by this user."
        }
        return nil
    }
}
