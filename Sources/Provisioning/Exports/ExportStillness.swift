package import Directory
package import Foundation

/// When a file counts: not before its size and its modification time stood still for a minute, because it may still be being copied until then.
package enum ExportStillness {
    /// So long a file has to stand still, in seconds.
    package static let period: TimeInterval = 60

    /// The moment from which the file counts; `nil` when it counts now.
    ///
    /// A modification time that is a minute old says by itself that the file stood still. One in the future says nothing (the clock of a file server may be ahead), and
    /// then the time counts that runs saw the file unchanged.
    ///
    /// - Parameter seen: the file as a run saw it last; `nil` when none did.
    package static func countsFrom(_ file: ExportedFile, seen: ExportMemory.Seen?, now: Date) -> Date? {
        if now.timeIntervalSince(file.modified) >= period { return nil }
        let since = seen.flatMap { $0.file == file && $0.since <= now ? $0.since : nil } ?? now
        if now.timeIntervalSince(since) >= period { return nil }
        return file.modified <= now ? min(file.modified, since) + period : since + period
    }

    /// The file that counts last of these and from when; `nil` when all count now.
    package static func waitsFor(_ files: [ExportedFile], memory: ExportMemory, now: Date) -> (file: ExportedFile, until: Date)? {
        files.compactMap { file in countsFrom(file, seen: memory.files[file.name], now: now).map { (file, $0) } }.max { $0.1 < $1.1 }
    }
}
