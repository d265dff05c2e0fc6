import Foundation

/// A sandbox in a process of its own; it ends with this object.
final class BenchmarkSandbox {
    let url: URL
    private let process: HelperProcess

    init(users: Int, latencyMilliseconds: Int = 0) async throws {
        process = try HelperProcess(["sandbox-helper", "--users", "\(users)", "--latency", "\(latencyMilliseconds)"])
        let line = await process.firstLine()
        guard let url = URL(string: line), url.scheme == "http" else { throw BenchmarkError("The sandbox did not start. Its error is above.") }
        self.url = url
    }

    deinit { process.stop() }
}
