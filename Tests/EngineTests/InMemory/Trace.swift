import Synchronization

/// What happened, in order: requests to the app and entries of the journal, one line each.
final class Trace: Sendable {
    private let lines = Mutex<[String]>([])

    func note(_ line: String) { lines.withLock { $0.append(line) } }

    var all: [String] { lines.withLock { $0 } }

    /// The lines that begin with one of these words.
    func lines(_ words: String...) -> [String] { all.filter { line in words.contains { line.hasPrefix($0 + " ") } } }

    /// The place of a line; `nil` when it is not there.
    func place(_ line: String) -> Int? { all.firstIndex(of: line) }
}
