import Foundation

/// What a process did while nobody asked it for anything, from proc(5).
struct IdleUse {
    /// Seconds of processor time, in the kernel's ticks.
    let processorSeconds: Double
    /// How often one of its threads was woken.
    let wakeups: Int

    /// What `process` uses in so many seconds.
    static func of(_ process: pid_t, over seconds: Double) async throws -> IdleUse {
        let (ticks, before) = (ticks(process), switches(process))
        try await Task.sleep(for: .seconds(seconds))
        // A thread that is new was woken at least as often as it says; one that is gone was woken to end.
        let after = switches(process)
        let wakeups = after.reduce(0) { $0 + $1.value - (before[$1.key] ?? 0) } + before.keys.filter { after[$0] == nil }.count
        return IdleUse(processorSeconds: Double(Self.ticks(process) - ticks) / Double(sysconf(Int32(_SC_CLK_TCK))), wakeups: wakeups)
    }

    /// Waits until `process` has used no processor time for so many seconds: what was asked for is done, and threads that waited for more work have ended.
    static func settle(_ process: pid_t, for seconds: Double) async throws {
        var (last, since) = (ticks(process), ContinuousClock.now)
        while ContinuousClock.now - since < .seconds(seconds) {
            try await Task.sleep(for: .milliseconds(200))
            let now = ticks(process)
            if now != last { (last, since) = (now, .now) }
        }
    }

    private static func ticks(_ process: pid_t) -> Int {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return 0 }
        // The name in parentheses may hold spaces; utime and stime are the 12th and 13th field behind it.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        return fields.count > 13 ? (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0) : 0
    }

    /// How often each thread has waited and was woken, by its number.
    private static func switches(_ process: pid_t) -> [String: Int] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.reduce(into: [:]) { switches, thread in
            let status = (try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
            switches[thread] = line.flatMap { Int($0.filter(\.isNumber)) }
        }
    }
}
