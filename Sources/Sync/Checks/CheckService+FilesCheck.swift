import Engine
import Foundation

extension CheckService {
    /// Whether the files of the home are for their owner only.
    func filesCheck() -> Check {
        let subject = Check.Subject(name: "Files", why: "They tell who works here, and what may be written to the app.")
        let files = context.home.guardedFiles
        let folders = Set(files.map { $0.deletingLastPathComponent().path }).sorted()
        let open = (folders + files.map(\.path)).compactMap { path -> (path: String, mode: mode_t)? in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return (path, status.st_mode & 0o777)
        }
        guard let first = open.first else { return subject.passed("for their owner only") }
        let words = open.map { "\($0.path) (mode \(String($0.mode, radix: 8)))" }.joined(separator: ", ")
        return subject.warning(
            "Others on this machine may open \(words).", mend: "Run: chmod go= '\(first.path)'" + open.dropFirst().map { " '\($0.path)'" }.joined())
    }
}
