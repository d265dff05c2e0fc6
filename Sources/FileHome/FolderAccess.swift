import Foundation

/// Who else may write into a folder, and so replace what is in it.
enum FolderAccess {
    /// Whether somebody besides the owner may. The owner's own group counts as the owner: many systems give every user a group of that name with nobody else in it,
    /// and let it write into new folders.
    static func others(_ status: stat) -> Bool {
        if status.st_mode & 0o002 != 0 { return true }
        return status.st_mode & 0o020 != 0 && !isPrivate(group: status.st_gid, of: status.st_uid)
    }

    private static func isPrivate(group: gid_t, of owner: uid_t) -> Bool {
        guard let user = getpwuid(owner), user.pointee.pw_gid == group else { return false }
        let name = String(cString: user.pointee.pw_name)
        guard let entry = getgrgid(group), String(cString: entry.pointee.gr_name) == name else { return false }
        var member = entry.pointee.gr_mem
        while let next = member?.pointee {
            if String(cString: next) != name { return false }
            member = member?.advanced(by: 1)
        }
        return true
    }
}
