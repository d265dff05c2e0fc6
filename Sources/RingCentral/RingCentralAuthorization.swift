package import Foundation
package import OAuth

extension RingCentralProfile {
    /// RingCentral's authorization server: what its codes mean, and that a session without use ends after seven days.
    ///
    /// - Parameter name: the app's name in sentences. RingCentral's service is sold under other names too, with the same codes.
    package static func authorizationServer(named name: String = name) -> AuthorizationServer {
        AuthorizationServer(name: name, sessionEnds: ["OAU-210": .expired, "OAU-213": .revoked], idleDays: 7)
    }
}

extension OAuthSettings.Endpoints {
    /// RingCentral's, on the server at `baseURL`.
    package init(ringCentral baseURL: URL) {
        self.init(
            authorization: baseURL.appending(path: "restapi/oauth/authorize"), token: baseURL.appending(path: "restapi/oauth/token"),
            revocation: baseURL.appending(path: "restapi/oauth/revoke"))
    }
}
