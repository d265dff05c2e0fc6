import Foundation

/// How a sandbox is to start: the one argument of its program, as JSON.
package struct SandboxLaunch: Codable, Sendable, Equatable {
    /// TCP port on 127.0.0.1; 0 takes any free one.
    package var port: UInt16
    /// People in the sample organization.
    package var users: Int
    /// The sample organization is a function of `users` and `seed`.
    package var seed: UInt64
    /// How much longer every answer takes, in milliseconds.
    package var latency: Int
    /// The file in which the state is kept between runs; `nil` forgets everything at the end.
    package var stateFile: String?
    /// Whether RingCentral's stock limits are in force instead of generous ones.
    package var hasStockLimits: Bool
    /// Whether values are taken that RingCentral would refuse.
    package var takesAnyValue: Bool

    package init(
        port: UInt16, users: Int, seed: UInt64, latency: Int, stateFile: String? = nil, hasStockLimits: Bool = false, takesAnyValue: Bool = false
    ) {
        self.port = port
        self.users = users
        self.seed = seed
        self.latency = latency
        self.stateFile = stateFile
        self.hasStockLimits = hasStockLimits
        self.takesAnyValue = takesAnyValue
    }

    /// What the program was told; `nil` when its arguments are no launch.
    ///
    /// - Parameter arguments: those of the process, its name first.
    package init?(arguments: [String]) {
        guard arguments.count == 2, let launch = try? JSONDecoder().decode(Self.self, from: Data(arguments[1].utf8)) else { return nil }
        self = launch
    }

    /// The arguments of the program, without its name.
    var arguments: [String] { (try? JSONEncoder().encode(self)).map { [String(decoding: $0, as: UTF8.self)] } ?? [] }
}
