import Files
import Foundation
import Provisioning

/// A note beside the ledger of the alerts that are open, so that nobody is told anew after an older ledger was put in its place.
///
/// The note is written after the ledger, so that a crash between the two leaves an older note, which does not count.
struct AlertNote: Sendable {
    private let file: URL
    private static let limit = 4 * 1_048_576

    init(ledger: URL) { file = ledger.deletingPathExtension().appendingPathExtension("alerts") }

    /// `nil` when there is no note, or none that can be read.
    var remembered: AlertMemory? {
        guard let data = try? RegularFile.read(file, limit: Self.limit) else { return nil }
        return KeptData.value(AlertMemory.self, of: String(decoding: data, as: UTF8.self))
    }

    /// That it cannot be written stops nothing: it only means that a replaced ledger would tell what was told already.
    func remember(_ memory: AlertMemory) {
        guard let text = try? KeptData.text(memory) else { return }
        try? Data(text.utf8).write(to: file, options: .atomic)
        chmod(file.path, 0o600)
    }
}
