import CProcess
import Foundation

/// Keeps tokens and secrets, which lie in this process's memory, out of core dumps.
enum CoreDumps {
    /// Forbids dumps of this process and of those that it starts.
    ///
    /// The limit alone is not enough: it does not count where dumps go to a program such as systemd-coredump (core(5)).
    static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = process_forbid_dumps()
    }
}
