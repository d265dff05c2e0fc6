import Foundation

/// Copies of a home, as a disk image would have them.
enum HomeFiles {
    /// Copies what is in `folder` at this moment to a new folder. Locks die with their holders, and SQLite builds the shared-memory index anew from the
    /// write-ahead log.
    static func copy(from folder: URL, to target: URL) {
        let files = FileManager.default
        try? files.removeItem(at: target)
        try? files.createDirectory(at: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where !name.hasSuffix(".lock") && !name.hasSuffix("-shm") {
            try? files.copyItem(at: folder.appending(path: name), to: target.appending(path: name))
        }
    }

    /// Replaces the ledger in `folder` by the one in `backup`; what lies beside it stays.
    static func restoreLedger(from backup: URL, in folder: URL) {
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
            try? FileManager.default.copyItem(at: backup.appending(path: name), to: folder.appending(path: name))
        }
    }
}
