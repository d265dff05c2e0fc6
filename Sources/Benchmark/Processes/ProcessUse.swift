import Foundation

/// What the system says of this process.
enum ProcessUse {
    /// The largest resident size so far, in bytes (`VmHWM` of proc(5), which counts in kibibytes); 0 where there is no such file.
    static var peak: Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
    }

    /// Seconds of processor time that this process used so far: unlike those of a clock they do not grow when others use the machine.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }
}
