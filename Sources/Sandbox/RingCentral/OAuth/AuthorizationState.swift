import Foundation

/// Who is signed in, which codes are out and which sessions hold tokens.
struct AuthorizationState: Codable, Sendable, Equatable {
    /// A browser that visited the sign-in page.
    struct Browser: Codable, Sendable, Equatable {
        var csrfToken: String
        var isSignedIn: Bool
        var lastSeen: Date
    }

    /// An authorization code, kept after its use so that a second use is noticed.
    struct Code: Codable, Sendable, Equatable {
        var clientID: String
        var redirectURI: String
        var challenge: String?
        var expires: Date
        /// The session that the code was exchanged for.
        var sessionID: String?
    }

    /// The administrator's password; whoever changes it ends every session.
    var password = SandboxClient.initialPassword
    var browsers: [String: Browser] = [:]
    var codes: [String: Code] = [:]
    /// Oldest first.
    var sessions: [TokenSession] = []

    /// Ends every token and every browser session.
    mutating func endSessions() {
        sessions.removeAll()
        codes.removeAll()
        browsers.removeAll()
    }

    /// Forgets what can no longer matter, so that a sandbox that runs for months stays small.
    mutating func prune(at now: Date) {
        codes = codes.filter { $0.value.expires > now.addingTimeInterval(-3600) }
        browsers = browsers.filter { $0.value.lastSeen > now.addingTimeInterval(-86_400) }
        sessions.removeAll { $0.refreshExpires < now.addingTimeInterval(-60 * 86_400) }
        // A scanner that never returns its cookie must not fill the memory.
        if browsers.count > 500 { browsers = browsers.filter { $0.value.isSignedIn } }
    }
}
