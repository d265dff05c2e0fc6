import Foundation

/// How the sample organization lets programs read its directory: the service account, its role, the pool of identities, and the machine's metadata server.
struct GoogleAccessState: Codable, Sendable, Equatable {
    /// The privileges of the role that is assigned to the service account; none when no role is.
    var roleRights: Set<String> = Self.readerRights
    /// The unit that the role is limited to; `nil` for the whole organization.
    var roleUnit: String?
    /// Whether the service account is disabled in the Cloud console.
    var isServiceAccountDisabled = false
    /// Scopes of the delegation entry beyond those that are needed.
    var extraDelegatedScopes: Set<String> = []
    /// Scopes that are missing from it.
    var missingDelegatedScopes: Set<String> = []

    /// Whether the pool's provider is enabled.
    var isProviderEnabled = true
    /// The subject that the provider's attribute condition lets in.
    var admittedSubject = FederationStandIn.subject
    /// Whether that identity may act as the service account (`roles/iam.workloadIdentityUser`), and sign for it (`roles/iam.serviceAccountTokenCreator`).
    var mayImpersonate = true
    var maySign = true
    /// The identity provider's private key (P-256, raw); made when it is first needed.
    var identityKey: Data?
    /// The key that Google keeps for the service account; made when it first signs.
    var managedKey: ServiceAccountKey?

    /// Whether the sandbox stands in for a machine of Google's.
    var hasMetadataServer = true
    /// Whether the metadata server gives tokens for the machine's own scopes, whatever scopes were asked for, as on Compute Engine.
    var ignoresAskedScopes = false
    /// The machine's own scopes.
    var machineScopes: Set<String> = [GoogleScope.cloudPlatform]
    /// Tokens that the metadata server gave, by scopes: the same one until shortly before its end.
    var machineTokens: [String: String] = [:]

    /// What a role needs for reading people, groups, units and schemas.
    static let readerRights: Set<String> = ["USERS_RETRIEVE", "GROUPS_RETRIEVE", "ORGANIZATION_UNITS_RETRIEVE", "SCHEMA_RETRIEVE"]
    /// Every privilege that something here asks for.
    static let knownRights = readerRights.union(["DOMAIN_MANAGEMENT", "ROLE_MANAGEMENT"])
}

/// The identity provider and the pool of the sample organization.
enum FederationStandIn {
    static let project = "123456789012"
    static let provider = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/sandbox-pool/providers/sandbox-provider"
    static let subject = "system:serviceaccount:office:autoprovision"
    static let keyID = "sandbox-identity-1"
    static func issuer(_ baseURL: String) -> String { baseURL + "/idp" }
}

/// A token of the pool: it acts as nobody in the directory, but may be exchanged for the service account's.
struct PoolToken: Codable, Sendable, Equatable {
    var subject: String
    var expires: Date
}
