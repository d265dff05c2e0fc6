import Foundation

/// That a program may not become another user or group, as the units of this program and of many others say (`NoNewPrivileges=`): it changes what a `sendmail`
/// can do that has to.
package enum LimitedRights {
    /// Where the kernel says what this process may do; absent, it may do what any process may.
    private static let status = URL(fileURLWithPath: "/proc/self/status")

    /// Whether this process, and whatever it starts, stays the user that it is.
    package static var areSet: Bool { areSet(in: (try? String(contentsOf: status, encoding: .utf8)) ?? "") }

    static func areSet(in status: String) -> Bool { status.contains(#/(?m)^NoNewPrivs:\s+1$/#) }

    /// The program that has to become another user or group when mail is handed to the `sendmail` at `path`: itself, as Exim's, or the one beside it that puts
    /// mail into the queue, as Postfix' and nullmailer's. `nil` when none has to.
    package static func changer(startedBy path: String) -> String? {
        let program = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let helpers = ["postdrop", "nullmailer-queue"].map { program.deletingLastPathComponent().appending(path: $0) }
        return ([program] + helpers).map(\.path).first(where: changesUser)
    }

    private static func changesUser(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & (S_ISUID | S_ISGID) != 0
    }
}
