/// Who asks the Directory API, and what it may be told.
struct DirectoryCaller {
    let scopes: Set<String>
    /// The privileges of the service account's role; `nil` for an administrator by delegation, who may read everything.
    let rights: Set<String>?
    /// The unit that the role is limited to.
    let unit: String?

    /// The privilege that reading needs, by the scope's name.
    private static let privileges = [
        "user.readonly": "USERS_RETRIEVE", "group.readonly": "GROUPS_RETRIEVE", "group.member.readonly": "GROUPS_RETRIEVE",
        "orgunit.readonly": "ORGANIZATION_UNITS_RETRIEVE", "userschema.readonly": "SCHEMA_RETRIEVE", "domain.readonly": "DOMAIN_MANAGEMENT",
        "rolemanagement.readonly": "ROLE_MANAGEMENT",
    ]

    /// The token's scopes are looked at first, then the role.
    ///
    /// - Parameter names: scopes of which one must be there.
    func need(_ names: [String]) throws(Refusal) {
        let given = names.filter { scopes.contains(GoogleScope.prefix + "admin.directory." + $0) }
        // The scope of the whole cloud is accepted for people, and for nothing else of the directory.
        guard !given.isEmpty || names.contains("user.readonly") && scopes.contains(GoogleScope.cloudPlatform) else {
            throw GoogleError.insufficientScope
        }
        guard let rights else { return }
        guard names.contains(where: { Self.privileges[$0].map(rights.contains) ?? false }) else { throw GoogleError.forbidden }
    }

    /// A service account belongs to no customer, so the alias for one's own means nothing of it.
    func requireCustomerID(_ customer: String?) throws(Refusal) {
        guard rights == nil || customer != "my_customer" else { throw GoogleError.api(400, reason: "invalid", "Invalid Input") }
    }
}

extension SandboxWorld {
    func directoryCaller(_ request: SandboxRequest) throws(Refusal) -> DirectoryCaller {
        guard let text = request.bearerToken, let token = state.googleTokens[text], token.expires > now else { throw GoogleError.unauthorized }
        guard token.isServiceAccounts == true else { return DirectoryCaller(scopes: token.scopes, rights: nil, unit: nil) }
        guard !googleAccess.isServiceAccountDisabled else { throw GoogleError.unauthorized }
        return DirectoryCaller(scopes: token.scopes, rights: googleAccess.roleRights, unit: googleAccess.roleUnit)
    }
}

extension Person {
    /// Whether a role that is limited to `unit` shows this person.
    func isVisible(in unit: String?) -> Bool {
        guard let unit else { return true }
        return orgUnitPath == unit || orgUnitPath.hasPrefix(unit + "/")
    }
}
