import Foundation
import Testing

/// A process of its own, as a shell would start it: no inherited files, default signals, nothing blocked.
///
/// Foundation's `Process` passes the signal mask of a thread of this process on, and waits for a socket that grandchildren inherit: a tmux server that stays
/// in the background would be waited for.
final class ChildProcess: Sendable {
    let identifier: pid_t
    private let ending: Task<Int32, Never>

    /// Starts `executable`; input comes from, output and errors go to these files.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null", output: String = "/dev/null",
        errors: String = "/dev/null"
    )
        throws
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        for number: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, number) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var every = sigset_t()
        sigemptyset(&none)
        sigfillset(&every)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let all = ProcessInfo.processInfo.environment.merging(TestHome.environmentOfAll) { $1 }.merging(environment) { $1 }
        let variables = all.map { "\($0.key)=\($0.value)" }
        let argumentPointers = ([executable] + arguments).map { strdup($0) } + [nil]
        let variablePointers = variables.map { strdup($0) } + [nil]
        defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
        var started: pid_t = 0
        let failure = posix_spawn(&started, executable, &actions, &attributes, argumentPointers, variablePointers)
        try #require(failure == 0, "\(executable): \(String(cString: strerror(failure)))")
        let identifier = started
        self.identifier = identifier
        // A thread of its own: those of the pool that the tests run on are only as many as processors, and must not wait.
        let (codes, report) = AsyncStream.makeStream(of: Int32.self)
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            report.yield(status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
            report.finish()
        }
        ending = Task {
            for await code in codes { return code }
            return -1
        }
    }

    /// Waits for the end; a signal counts as 128 and its number.
    func exitCode() async -> Int32 { await ending.value }

    /// Asks it to end.
    func terminate() { kill(identifier, SIGTERM) }
}
