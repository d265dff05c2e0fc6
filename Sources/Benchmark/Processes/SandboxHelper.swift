import ArgumentParser
import Foundation
import Sandbox

/// The sandbox in a process of its own, so that its memory is not counted as ours. Prints its address and ends with its standard input.
struct SandboxHelper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sandbox-helper", shouldDisplay: false)

    @Option var users: Int
    @Option var latency = 0

    mutating func run() async throws {
        let server = SandboxServer(
            options: SandboxOptions(users: users, latency: .milliseconds(latency), licences: users * 2, limits: SandboxRateLimits.unbounded))
        let url = try await server.start()
        FileHandle.standardOutput.write(Data("\(url.absoluteString)\n".utf8))
        // Whoever started this writes nothing: the input ends when that process does.
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                while !FileHandle.standardInput.availableData.isEmpty {}
                continuation.resume()
            }
        }
        await server.stop()
    }
}

extension SandboxRateLimits {
    /// More than any scenario sends: here latency binds, not the limit.
    static let unbounded = SandboxRateLimits(light: 1_000_000, medium: 1_000_000, heavy: 1_000_000, auth: 1_000_000)
}
