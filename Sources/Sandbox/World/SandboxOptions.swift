package import Foundation

/// How a sandbox starts: its size, its seed, its port and its limits.
package struct SandboxOptions: Sendable {
    /// TCP port on 127.0.0.1; 0 takes any free one.
    package var port: UInt16
    /// People in the ordinary directory listing, administrator included; deleted people come on top. At least 1.
    package var users: Int
    /// The organisation is a function of `users` and `seed` alone.
    package var seed: UInt64
    /// Added to every answer of the stand-ins (never to the control API), as a distant service would.
    package var latency: Duration
    /// Where the state is kept between runs; `nil` forgets everything at the end.
    package var stateFile: URL?
    /// Extensions that the RingCentral account owns, used ones included; `nil` means `users + 50`.
    package var licences: Int?
    /// The request budget of the RingCentral side.
    package var limits: SandboxRateLimits
    /// Items on a page of the directory at most, however many were asked for; `nil` gives what was asked for.
    package var directoryPage: Int?

    /// Whether the RingCentral side takes values that RingCentral itself would refuse: for testers of SCIM alone, who make values up.
    package var takesAnyValue: Bool

    /// The defaults are those of a quick test: any free port, 300 people, nothing kept.
    package init(
        port: UInt16 = 0, users: Int = 300, seed: UInt64 = 1, latency: Duration = .zero, stateFile: URL? = nil, licences: Int? = nil,
        limits: SandboxRateLimits = .stock, directoryPage: Int? = nil, takesAnyValue: Bool = false
    ) {
        self.port = port
        self.users = max(1, users)
        self.seed = seed
        self.latency = latency
        self.stateFile = stateFile
        self.licences = licences
        self.limits = limits
        self.directoryPage = directoryPage
        self.takesAnyValue = takesAnyValue
    }
}
