import Foundation

/// What a process measured of its own work.
struct ProcessFigures: Codable {
    /// By the wall clock.
    var seconds: Double
    /// Of the processor; the rest was spent waiting.
    var processorSeconds: Double
    /// The process's largest resident size, in bytes.
    var peakMemory: Int
    /// Actions carried out.
    var done: Int
    /// Actions that failed.
    var failed: Int
    /// Of the seconds, those for which the app's answers were waited for; `nil` where it was not measured.
    var answerSeconds: Double?

    /// Measures `work`, which answers how many actions it carried out and how many failed.
    static func of(_ work: () async throws -> (done: Int, failed: Int)) async throws -> ProcessFigures {
        let clock = ContinuousClock()
        let (started, processorBefore) = (clock.now, ProcessUse.processorSeconds)
        let (done, failed) = try await work()
        let elapsed = (clock.now - started) / .seconds(1)
        return ProcessFigures(
            seconds: elapsed, processorSeconds: ProcessUse.processorSeconds - processorBefore, peakMemory: ProcessUse.peak, done: done, failed: failed
        )
    }

    /// Prints it for the process that asked.
    func report() throws { FileHandle.standardOutput.write(try JSONEncoder().encode(self)) }
}
