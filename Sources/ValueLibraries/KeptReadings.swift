import Foundation
import Synchronization

/// What was read of values once, so that it is read once only: a process keeps it in memory, and a run leaves it in a file for the next process. The file is worth what the
/// libraries were worth that made it: with others it is read as empty.
final class KeptReadings: Sendable {
    /// Where readings are left for the next process.
    struct Place: Sendable {
        let read: @Sendable () -> Data?
        let write: @Sendable (Data) -> Void
    }

    /// So many readings are kept in memory; when there are more, all are forgotten. One takes about 150 bytes.
    private static let capacity = 400_000
    private static let mark = "\t=\t"

    private struct State {
        /// What the file held; `nil` before it was read.
        var left: [String: String]?
        /// What was asked for in this process: only that is left for the next one.
        var used: [String: String] = [:]
        /// Whether the file does not hold all of it.
        var isNew = false
    }

    private let place: Place?
    private let stamp: @Sendable () -> String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - place: `nil` keeps readings in memory only.
    ///   - stamp: one line about the libraries and files that readings come from.
    init(_ place: Place? = nil, stamp: @escaping @Sendable () -> String) { (self.place, self.stamp) = (place, stamp) }

    /// Whether a run before left readings by these very libraries: then they are there.
    var isFilled: Bool { state.withLock { !left(&$0).isEmpty } }

    /// What was read under this key, or what `make` reads now; `nil` when nothing can be read now, which is not kept.
    func value(for key: String, orElse make: () -> String?) -> String? {
        let known = state.withLock { state -> String? in
            if let known = state.used[key] { return known }
            guard let known = left(&state)[key] else { return nil }
            state.used[key] = known
            return known
        }
        if let known { return known }
        guard let made = make() else { return nil }
        state.withLock { state in
            if state.used.count >= Self.capacity { state.used.removeAll() }
            state.used[key] = made
            if Self.canBeLeft(key, made) { state.isNew = true }
        }
        return made
    }

    /// Forgets everything: other libraries or files count from now on. What the file holds is read again when it was made by these very ones.
    func forget() { state.withLock { $0 = State() } }

    /// Leaves what was asked for to the next process, if the file does not hold it.
    func leave() {
        guard let place else { return }
        let text = state.withLock { state -> String? in
            guard state.isNew else { return nil }
            state.isNew = false
            let lines = state.used.lazy.filter { Self.canBeLeft($0.key, $0.value) }.map { $0.key + Self.mark + $0.value }
            return ([stamp()] + lines).joined(separator: "\n")
        }
        if let text { place.write(Data(text.utf8)) }
    }

    /// Whether a line would be read back as this very reading. Any other is read anew by each process.
    private static func canBeLeft(_ key: String, _ value: String) -> Bool {
        let line = (key + mark + value).utf8
        return !line.contains(UInt8(ascii: "\n")) && endOfKey(line) == line.index(line.startIndex, offsetBy: key.utf8.count)
    }

    /// Where the first mark of a line begins; searched for byte by byte, because there may be many lines.
    private static func endOfKey<Line: Collection<UInt8>>(_ line: Line) -> Line.Index? {
        var place = line.startIndex
        while let tab = line[place...].firstIndex(of: UInt8(ascii: "\t")) {
            if line[tab...].starts(with: mark.utf8) { return tab }
            place = line.index(after: tab)
        }
        return nil
    }

    /// The readings of a file; none when it was made by others than `stamp` says.
    private static func readings(in file: Data, stamp: String) -> [String: String] {
        file.withUnsafeBytes { bytes in
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            guard let first = lines.first, first.elementsEqual(stamp.utf8) else { return [:] }
            var readings = [String: String](minimumCapacity: lines.count)
            for line in lines.dropFirst() {
                guard let end = endOfKey(line) else { continue }
                readings[String(decoding: line[..<end], as: UTF8.self)] = String(decoding: line[(end + mark.utf8.count)...], as: UTF8.self)
            }
            return readings
        }
    }

    private func left(_ state: inout State) -> [String: String] {
        if let left = state.left { return left }
        let left = place?.read().map { Self.readings(in: $0, stamp: stamp()) } ?? [:]
        state.left = left
        return left
    }
}
