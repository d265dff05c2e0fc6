import Foundation

/// How programs are let in on the Google side, by the control API.
extension SandboxWorld {
    mutating func controlGoogle(_ request: SandboxRequest, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (request.method, path.dropFirst().first) {
        case ("GET", nil): break
        case ("POST", nil): try setGoogleAccess(input)
        case ("POST", "rotate-key"): try rotateKey()
        case ("GET", "external-account.json"): return externalAccount(file: request.parameters.nonEmpty("file"))
        default:
            throw ControlError.bad(
                "There is GET and POST /sandbox/google, POST /sandbox/google/rotate-key and GET /sandbox/google/external-account.json.", status: 404)
        }
        return googleAccessValue
    }

    /// Every member is optional.
    private mutating func setGoogleAccess(_ input: ControlInput) throws(Refusal) {
        var access = googleAccess
        if let text = try input.optionalText("roleRights") {
            let rights = Set(text.split(separator: ",").map(String.init))
            guard rights == ["none"] || rights.isSubset(of: GoogleAccessState.knownRights) else {
                throw ControlError.bad("\"roleRights\" is none, or some of \(GoogleAccessState.knownRights.sorted().joined(separator: ",")).")
            }
            access.roleRights = rights.subtracting(["none"])
        }
        if let unit = try input.optionalText("roleUnit") { access.roleUnit = unit == "/" ? nil : unit }
        if let scopes = try input.optionalText("extraDelegatedScopes") { access.extraDelegatedScopes = Self.scopes(scopes) }
        if let scopes = try input.optionalText("missingDelegatedScopes") { access.missingDelegatedScopes = Self.scopes(scopes) }
        if let scopes = try input.optionalText("machineScopes") { access.machineScopes = Self.scopes(scopes) }
        if let subject = try input.optionalText("admittedSubject") { access.admittedSubject = subject }
        let flags: [(String, WritableKeyPath<GoogleAccessState, Bool>)] = [
            ("serviceAccountDisabled", \.isServiceAccountDisabled), ("providerEnabled", \.isProviderEnabled), ("mayImpersonate", \.mayImpersonate),
            ("maySign", \.maySign), ("metadataServer", \.hasMetadataServer), ("ignoresAskedScopes", \.ignoresAskedScopes),
        ]
        for (name, keyPath) in flags where input[name] != nil { access[keyPath: keyPath] = try input.flag(name) }
        googleAccess = access
    }

    /// Names such as `admin.directory.user`, with commas between them.
    private static func scopes(_ text: String) -> Set<String> {
        Set(text.split(separator: ",").filter { $0 != "none" }.map { GoogleScope.prefix + $0 })
    }

    /// Makes another key for the service account; the old one is refused from then on.
    private mutating func rotateKey() throws(Refusal) {
        do throws(SandboxError) {
            state.serviceAccountKey = try ServiceAccountKey.generate()
        } catch {
            throw ControlError.bad(error.description, status: 500)
        }
    }

    /// The `external_account` file, whose token comes from the sandbox's identity provider: by its address, or from the file that `file` names.
    private func externalAccount(file: String?) -> JSONValue {
        let source: JSONValue =
            if let file { ["file": .string(file)] } else {
                [
                    "url": .string(baseURL + "/idp/token?format=json"), "headers": ["X-Identity": "sandbox"],
                    "format": ["type": "json", "subject_token_field_name": "id_token"],
                ]
            }
        return [
            "type": "external_account", "audience": .string(FederationStandIn.provider), "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "token_url": .string(baseURL + "/v1/token"), "universe_domain": "googleapis.com",
            "service_account_impersonation_url": .string(
                "\(baseURL)/v1/projects/-/serviceAccounts/\(ServiceAccountKey.clientEmail):generateAccessToken"), "credential_source": source,
        ]
    }

    private var googleAccessValue: JSONValue {
        let access = googleAccess
        return .present([
            "serviceAccount": .string(ServiceAccountKey.clientEmail), "customerID": .string(Organisation.customerID),
            "roleRights": .array(access.roleRights.sorted().map { .string($0) }), "roleUnit": .string(access.roleUnit ?? "/"),
            "serviceAccountDisabled": .bool(access.isServiceAccountDisabled), "providerEnabled": .bool(access.isProviderEnabled),
            "admittedSubject": .string(access.admittedSubject), "mayImpersonate": .bool(access.mayImpersonate), "maySign": .bool(access.maySign),
            "metadataServer": .bool(access.hasMetadataServer), "ignoresAskedScopes": .bool(access.ignoresAskedScopes),
        ])
    }
}
