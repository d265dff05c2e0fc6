import Foundation

/// The metadata server of one of Google's machines, with one service account.
///
/// Source: Compute Engine, "About VM metadata", "Authenticate workloads to Google Cloud APIs using service accounts"; facts 1.3.
extension SandboxWorld {
    /// Whether a request is for the metadata server; its root is that of the sandbox's own page, and the header tells them apart.
    func isForMetadataServer(_ request: SandboxRequest) -> Bool {
        request.segments.first == "computeMetadata" || request.path == "/" && request.headers["metadata-flavor"] != nil
    }

    mutating func metadata(_ request: SandboxRequest) -> SandboxResponse {
        guard googleAccess.hasMetadataServer else { return .plain("Nothing is served under this path.", status: 404) }
        var response: SandboxResponse
        if request.headers["metadata-flavor"] != "Google" {
            response = .plain("Missing Metadata-Flavor:Google header.", status: 403)
        } else if request.headers["x-forwarded-for"] != nil {
            response = .plain("Requests that were forwarded are refused.", status: 403)
        } else if request.method != "GET" {
            response = .plain("Method must be GET.", status: 405)
        } else {
            response = metadataAnswer(request)
        }
        response.headers["Metadata-Flavor"] = "Google"
        return response
    }

    private mutating func metadataAnswer(_ request: SandboxRequest) -> SandboxResponse {
        if request.path == "/" { return .plain("computeMetadata/", status: 200) }
        switch request.segments.dropFirst(2).joined(separator: "/") {
        case "project/project-id": return .plain("sandbox-project", status: 200)
        case "project/numeric-project-id": return .plain(FederationStandIn.project, status: 200)
        default: break
        }
        guard request.segments.count >= 5, request.segments[1] == "v1", request.segments[2] == "instance", request.segments[3] == "service-accounts",
            ["default", ServiceAccountKey.clientEmail].contains(request.segments[4]), !googleAccess.isServiceAccountDisabled
        else { return .plain("The requested URL was not found on this server.", status: 404) }
        let scopes = googleAccess.machineScopes.sorted()
        switch request.segments.dropFirst(5).joined(separator: "/") {
        case "" where request.parameters["recursive"] == "true":
            return .json([
                "aliases": ["default"], "email": .string(ServiceAccountKey.clientEmail), "scopes": .array(scopes.map { .string($0) }),
            ])
        case "email": return .plain(ServiceAccountKey.clientEmail, status: 200)
        case "scopes": return .plain(scopes.joined(separator: "\n"), status: 200)
        case "token": return machineToken(request.parameters.nonEmpty("scopes"))
        default: return .plain("The requested URL was not found on this server.", status: 404)
        }
    }

    /// The same token until a minute before its end.
    private mutating func machineToken(_ asked: String?) -> SandboxResponse {
        let wanted = Set((asked ?? "").split(separator: ",").map(String.init))
        let scopes = wanted.isEmpty || googleAccess.ignoresAskedScopes ? googleAccess.machineScopes : wanted
        let key = scopes.sorted().joined(separator: " ")
        let text: String
        if let known = googleAccess.machineTokens[key], let token = state.googleTokens[known], token.expires > now.addingTimeInterval(60) {
            text = known
        } else {
            text = issueGoogleToken(scopes: scopes, isServiceAccounts: true, lifetime: 3600)
            googleAccess.machineTokens[key] = text
        }
        let seconds = state.googleTokens[text].map { Int($0.expires.timeIntervalSince(now).rounded(.down)) } ?? 0
        return .json(["access_token": .string(text), "expires_in": .integer(seconds), "token_type": "Bearer"])
    }
}
