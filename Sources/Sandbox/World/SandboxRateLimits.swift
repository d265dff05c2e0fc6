/// RingCentral's usage plan: requests per group in a sliding window, and the silence asked for after an excess.
///
/// Source: RingCentral developer guide, "Rate limits"; the stock figures are those of a newly registered application.
package struct SandboxRateLimits: Sendable, Equatable, Codable {
    /// Requests per window of the light group: SCIM reads.
    package var light: Int
    /// Requests per window of the medium group; nothing that the sandbox serves belongs to it.
    package var medium: Int
    /// Requests per window of the heavy group: SCIM writes.
    package var heavy: Int
    /// Requests per window of the auth group: tokens and user information.
    package var auth: Int
    /// Length of the sliding window, in seconds.
    package var windowSeconds: Int
    /// Silence after an excess, in seconds; a request inside it restarts it.
    package var penaltySeconds: Int

    /// A plan with these budgets; window and penalty are RingCentral's 60 seconds unless said otherwise.
    package init(light: Int, medium: Int, heavy: Int, auth: Int, windowSeconds: Int = 60, penaltySeconds: Int = 60) {
        self.light = light
        self.medium = medium
        self.heavy = heavy
        self.auth = auth
        self.windowSeconds = windowSeconds
        self.penaltySeconds = penaltySeconds
    }

    /// What a new application is given: 50 light, 40 medium, 10 heavy and 5 auth requests a minute.
    package static let stock = SandboxRateLimits(light: 50, medium: 40, heavy: 10, auth: 5)
    /// A raised plan, so that a demonstration with hundreds of people ends in a minute.
    package static let demo = SandboxRateLimits(light: 1200, medium: 600, heavy: 600, auth: 60)

    func limit(of group: RateLimitGroup) -> Int {
        switch group {
        case .light: light
        case .medium: medium
        case .heavy: heavy
        case .auth: auth
        }
    }
}

/// The usage-plan groups that RingCentral names in `X-Rate-Limit-Group`.
enum RateLimitGroup: String, Sendable, Codable {
    case light, medium, heavy, auth
}
