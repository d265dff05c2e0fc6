package import Engine
package import Foundation

/// A folder of this user alone.
package enum PrivateFolder {
    /// Makes the folder if it is missing.
    ///
    /// - Throws: ``ConfigurationError`` when it is another user's, no folder, may be written by others, or cannot be made.
    package static func make(_ folder: URL) throws(ConfigurationError) {
        try requireOwn(folder)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(file: folder.path, reason: SecureFile.reason(errno))
        }
        guard access(folder.path, W_OK) == 0 else { throw .unwritable(file: folder.path, reason: SecureFile.reason(errno)) }
    }

    /// Whether `user` is to leave a folder alone. Root may write everywhere, but what it makes in another's home that one could not open any more.
    static func isForeign(owner: uid_t, user: uid_t, isWritable: Bool) -> Bool {
        owner != user && (user == 0 || !isWritable)
    }

    /// Makes sure that the folder is this user's own, if it is there.
    static func requireOwn(_ folder: URL) throws(ConfigurationError) {
        var status = stat()
        guard stat(folder.path, &status) == 0 else {
            // Something on the way is a file.
            if errno == ENOTDIR { throw .notAFolder(folder.path) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(folder.path) }
        guard isForeign(owner: status.st_uid, user: geteuid(), isWritable: access(folder.path, W_OK) == 0) else {
            guard FolderAccess.others(status) else { return }
            throw .writableByOthers(folder: folder.path, mode: String(status.st_mode & 0o7777, radix: 8))
        }
        throw .foreignHome(folder: folder.path, owner: UserName.of(status.st_uid))
    }
}
