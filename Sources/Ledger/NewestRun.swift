import Files
import Foundation

/// A note beside the ledger of the newest run that was begun with it, so that an older ledger put in its place is noticed.
///
/// The note is written after the run is in the ledger, so that a crash between the two leaves a note about an earlier run, which the ledger knows.
struct NewestRun: Sendable {
    private let file: URL

    init(ledger: URL) { file = ledger.deletingPathExtension().appendingPathExtension("newest-run") }

    private struct Note: Codable {
        let id: Int64
        /// Seconds since 1970, UTC.
        let started: Double
    }

    /// `nil` when there is no note, or none that can be read: then nothing is known, as at the first run.
    var remembered: (id: Int64, started: Double)? {
        guard let data = try? RegularFile.read(file, limit: 65_536), let note = try? JSONDecoder().decode(Note.self, from: data) else { return nil }
        return (note.id, note.started)
    }

    /// That it cannot be written stops no run: it only means that a replaced ledger would not be noticed.
    func remember(id: Int64, started: Date) {
        guard let data = try? JSONEncoder().encode(Note(id: id, started: started.timeIntervalSince1970)) else { return }
        try? data.write(to: file, options: .atomic)
        chmod(file.path, 0o600)
    }
}
