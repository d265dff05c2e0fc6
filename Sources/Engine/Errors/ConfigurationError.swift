package import Provisioning

/// Why the configuration or the credentials could not be read or saved. The file on disk is as it was.
package enum ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// No JSON; line and column count from 1 and are `nil` where the decoder does not tell.
    case malformed(file: String, line: Int?, column: Int?, reason: String)
    /// JSON, but with values that cannot be right.
    case invalid(file: String, problems: [ConfigurationProblem])
    /// There is none, but the ledger beside it links this many accounts.
    case missing(file: String, ledger: String, accounts: Int)
    case unknownVersion(file: String, found: Int)
    case unreadable(file: String, reason: String)
    case unwritable(file: String, reason: String)
    /// The home is another user's; `owner` is that user's name.
    case foreignHome(folder: String, owner: String)
    /// A file of the home is another user's, and closed to `user`.
    case foreignFile(file: String, owner: String, user: String)
    /// The home is no folder.
    case notAFolder(String)
    /// Others on this machine may read it; mode as octal digits.
    case insecureMode(file: String, mode: String)
    /// The credentials were sealed under another key, or changed.
    case wrongKey(file: String)
    case invalidKey(place: String)
    /// Another run is writing.
    case runLocked(holder: String)
    /// The file system cannot lock the file.
    case unlockable(file: String, reason: String)
    /// Somebody removed or replaced the file of a lock while it was held, so that it keeps nobody out any more.
    case lockReplaced(file: String)
    /// This process held a right at a shared home that ran out, or that another one has by now.
    case leaseLost(home: String, holder: String?)
    /// The home is in a database, and there is something wrong with that.
    case database(DatabaseFailure)
    /// The credentials of a shared home are sealed, and this machine has no key; `keyFile` is where it belongs.
    case keyElsewhere(home: String, keyFile: String)
    /// Something else stands where a file of the home should be: `kind` is "a symbolic link", for example.
    case notAFile(file: String, kind: String)
    /// Others on this machine may write into the home; mode as octal digits.
    case writableByOthers(folder: String, mode: String)

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .malformed: "configuration-malformed"
        case .invalid: "configuration-invalid"
        case .missing: "configuration-missing"
        case .unknownVersion: "configuration-version-unknown"
        case .unreadable: "file-unreadable"
        case .unwritable: "file-unwritable"
        case .foreignHome: "home-foreign"
        case .foreignFile: "file-foreign"
        case .notAFolder: "home-not-a-folder"
        case .insecureMode: "file-mode-insecure"
        case .wrongKey, .invalidKey: "key-wrong"
        case .runLocked: "run-locked"
        case .unlockable: "file-unlockable"
        case .lockReplaced: "lock-replaced"
        case .leaseLost: "lease-lost"
        case .database(let error): error.code
        case .keyElsewhere: "key-missing"
        case .notAFile: "file-not-regular"
        case .writableByOthers: "home-writable-by-others"
        }
    }

    package var description: String {
        switch self {
        case .malformed(let file, let line, let column, let reason):
            "\(file)\(line.map { ":\($0)" } ?? "")\(column.map { ":\($0)" } ?? ""): not valid JSON: \(reason). Correct it by hand; it was not changed."
        case .invalid(let file, let problems):
            problems.map { "\(file)\($0.place): \($0)" }.joined(separator: "\n  ") + " Correct it by hand; it was not changed."
        case .missing(let file, let ledger, let accounts):
            "\(file) is missing, but the ledger knows \(accounts == 1 ? "1 account" : "\(accounts) accounts"). Put a copy of the file back. To begin anew and forget whose the accounts are, move "
                + "\(ledger) away."
        case .unknownVersion(let file, let found):
            "\(file): version \(found) is not known; this program writes version \(Configuration.currentVersion). Use a newer autoprovision; it was not changed."
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason). Correct the permissions or the disk, then try again."
        case .unwritable(let file, let reason):
            "\(file) cannot be written: \(reason). Nothing was lost; make room or correct the permissions, then repeat."
        case .foreignHome(let folder, let owner):
            "\(folder) belongs to \(owner), and only that user may open it. Run the command as that user: sudo -u \(owner) autoprovision ..., or name a home of your own."
        case .foreignFile(let file, let owner, let user):
            "\(file) belongs to \(owner), and \(user) may not open it. Give it back: sudo chown \(user): '\(file)'"
        case .notAFolder(let path): "\(path) is not a folder. Name the folder that holds config.json, or one that is to be made."
        case .insecureMode(let file, let mode): "\(file) can be read by others (mode \(mode)). Run: chmod 600 '\(file)'"
        case .wrongKey(let file):
            "\(file) cannot be unsealed: the key is another one, or the file was changed. Restore the key, or delete the file and authorize again."
        case .invalidKey(let place): "The key in \(place) is not 32 bytes in base64. Write one with: head -c 32 /dev/urandom | base64"
        case .runLocked(let holder): "Another run is under way: \(holder). Wait for it, or stop it."
        case .unlockable(let file, let reason):
            "\(file) cannot be locked: \(reason). Without locks two runs could work at once, so nothing was done. Keep the home on a file system that has locks, "
                + "such as a local disk."
        case .lockReplaced(let file):
            "\(file) was removed or replaced while it was in use, so another run may be under way. Nothing more was written; what was done is recorded. Do not "
                + "remove lock files: a run that died leaves none held. The next run continues."
        case .leaseLost(let home, let holder):
            "This process no longer has the right to write at \(home)\(holder.map { ": \($0) has it" } ?? ", and nobody else has it"). Nothing more was written; what was done "
                + "is recorded. The next run continues."
        case .database(let error): error.description
        case .keyElsewhere(let home, let keyFile):
            "The credentials at \(home) are sealed with a key that this machine does not have. Copy the key from a machine that has it to \(keyFile) (mode 600), or set "
                + "AUTOPROVISION_KEY; nothing was changed."
        case .notAFile(let file, let kind): "\(file) is \(kind), not a file. Move it away, or put the file itself in its place; nothing was changed."
        case .writableByOthers(let folder, let mode):
            "Other users may write into \(folder) (mode \(mode)), so they could replace its files. Run: chmod go-w '\(folder)'"
        }
    }
}
