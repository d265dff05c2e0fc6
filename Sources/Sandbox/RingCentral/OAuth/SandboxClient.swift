import Foundation

/// An application registered with the sandbox, and the constants that a client needs to connect.
struct SandboxClient: Sendable, Equatable {
    var id: String
    /// `nil` for a public application, which must use PKCE instead.
    var secret: String?

    static let confidential = SandboxClient(id: "sandbox-client-id", secret: "sandbox-client-secret")
    static let publicApplication = SandboxClient(id: "sandbox-public-client-id", secret: nil)
    static let all = [confidential, publicApplication]

    /// Who consents: the administrator of the RingCentral account.
    static let userName = Organisation.administrator
    static let initialPassword = "Sandbox-1"
    static let accountID = "62264420000"
    /// The administrator's personal JWT for the browserless grant; it has the shape of one and no signature worth checking.
    static let personalJWT =
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI2MjI2NDQyMDAwNCIsImF1ZCI6InNhbmRib3gifQ.c2FuZGJveC1wZXJzb25hbC1qd3QtYWRtaW5pc3RyYXRvcg"

    static func registered(_ id: String?) -> SandboxClient? { all.first { $0.id == id } }

    /// Registered redirects: `/oauth/callback` on a loopback host, whatever the port (RFC 8252 §7.3).
    static func isRegistered(redirect: String) -> Bool {
        guard redirect.utf8.count < 512, let parts = URLComponents(string: redirect), parts.scheme == "http",
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return false }
        return (parts.host == "127.0.0.1" || parts.host == "localhost") && parts.percentEncodedPath == "/oauth/callback"
    }
}
