import Foundation

/// What of RingCentral's platform API (`/restapi/v1.0/account/…`) a provisioning client asks beside SCIM: extensions, features, permissions, the default role.
///
/// Source: RingCentral's public OpenAPI document; only what is read here is served, in its shapes.
extension SandboxWorld {
    mutating func platform(_ request: SandboxRequest, group: inout RateLimitGroup?) throws(Refusal) -> SandboxResponse {
        let segments = Array(request.segments.dropFirst(2))
        try authenticate(request)
        guard request.method == "GET" else { throw PlatformError.gateway(405, code: "CMN-203", "Method \(request.method.prefix(16)) is not allowed") }
        let isDictionary = segments.first == "dictionary"
        guard isDictionary || segments.first == "account" && segments.count > 2 && segments[1] == "~" else { throw Self.invalidAddress }
        let kind: RateLimitGroup = !isDictionary && segments[2] == "extension" ? .medium : .light
        group = kind
        let headers = try admit(kind)
        return try withRateHeaders(headers) { world throws(Refusal) in
            isDictionary
                ? .json(try world.dictionary(request, Array(segments.dropFirst())))
                : try world.platformResource(request, Array(segments.dropFirst(2)))
        }
    }

    private func platformResource(_ request: SandboxRequest, _ segments: [String]) throws(Refusal) -> SandboxResponse {
        switch segments {
        case ["extension"]: return .json(try extensions(request.parameters))
        case ["extension", "~", "authz-profile"]: return .json(authorizationProfile)
        case ["service-info"]: return .json(serviceInfo)
        case ["user-role", "default"]:
            throw PlatformError.gateway(
                403, code: "CMN-401", "In order to call this API endpoint, application needs to have [RoleManagement] permission")
        default: throw Self.invalidAddress
        }
    }

    static var invalidAddress: Refusal { PlatformError.gateway(404, code: "CMN-120", "Invalid URI") }

    /// The extensions of the account, those without a person included.
    private func extensions(_ parameters: FormFields) throws(Refusal) -> JSONValue {
        let (page, length) = try Self.page(parameters)
        let status = parameters["status"]
        guard status.map(Self.statuses.contains) != false else { throw Self.invalidParameter("status") }
        guard let type = parameters["type"], type != "User" else { return list(status, page, length) }
        return Self.list([], page: page, length: length, total: 0)
    }

    /// Which page is asked for, and how long one is.
    static func page(_ parameters: FormFields) throws(Refusal) -> (page: Int, length: Int) {
        func number(_ name: String, _ standard: Int) throws(Refusal) -> Int {
            guard let text = parameters[name] else { return standard }
            guard let number = Int(text), (1...1_000).contains(number) else { throw Self.invalidParameter(name) }
            return number
        }
        return (try number("page", 1), try number("perPage", 100))
    }

    private static let statuses: Set<String> = ["Enabled", "Disabled", "Frozen", "NotActivated", "Unassigned"]

    static func invalidParameter(_ name: String) -> Refusal {
        PlatformError.gateway(400, code: "CMN-101", "Parameter [\(name)] value is invalid", name: "InvalidParameter")
    }

    private func list(_ status: String?, _ page: Int, _ length: Int) -> JSONValue {
        let assigned = state.accounts.all.filter { status == nil || $0.platformStatus == status }
        let free = status == nil || status == "Unassigned" ? max(0, state.licences - state.accounts.count) : 0
        let range = ((page - 1) * length)..<(page * length)
        let people =
            range.lowerBound < assigned.count ? assigned[range.clamped(to: assigned.indices)].map { $0.platformExtension(baseURL: baseURL) } : []
        // Seats have ids that no account has or had.
        let seats = range.filter { $0 >= assigned.count && $0 < assigned.count + free }.map { index -> JSONValue in
            let id = 90_000_000_000 + index - assigned.count
            return [
                "id": .integer(id), "uri": .string("\(baseURL)/restapi/v1.0/account/~/extension/\(id)"), "type": "User", "status": "Unassigned",
                "hidden": true,
            ]
        }
        return Self.list(people + seats, page: page, length: length, total: assigned.count + free)
    }

    static func list(_ records: [JSONValue], page: Int, length: Int, total: Int) -> JSONValue {
        var paging: [String: JSONValue] = [
            "perPage": .integer(length), "totalElements": .integer(total), "totalPages": .integer((total + length - 1) / length),
        ]
        if !records.isEmpty { paging["page"] = .integer(page) }
        return ["records": .array(records), "paging": .object(paging), "navigation": .object([:])]
    }

    private var settings: PlatformSettings { state.platform ?? PlatformSettings() }

    private var serviceInfo: JSONValue {
        [
            "servicePlanName": "RingEX Advanced",
            "serviceFeatures": [
                ["featureName": "ExternalDirectoryIntegration", "enabled": .bool(settings.hasDirectoryIntegration)],
                ["featureName": "UserManagement", "enabled": true],
            ],
        ]
    }

    private var authorizationProfile: JSONValue {
        let missing = Set(settings.missingPermissions)
        let permissions = ["ReadExtensions", "EditUserInfo", "AddRemoveUsers", "Users", "ReadUserRoles", "ReadCompanyInfo"].filter {
            !missing.contains($0)
        }
        return [
            "uri": .string("\(baseURL)/restapi/v1.0/account/~/extension/~/authz-profile"),
            "permissions": .array(
                permissions.map { id in
                    [
                        "permission": ["id": .string(id), "siteCompatible": "Compatible", "readOnly": false, "assignable": true],
                        "effectiveRole": ["id": "1", "domain": "Account"],
                        "scopes": [.string(settings.reachesOwnExtensionOnly ? "Self" : "AllExtensions")],
                    ]
                }),
        ]
    }
}

extension Account {
    /// The status that RingCentral's own list of extensions shows.
    var platformStatus: String { awaitsActivation == true ? "NotActivated" : active ? "Enabled" : isFrozen == true ? "Frozen" : "Disabled" }

    fileprivate func platformExtension(baseURL: String) -> JSONValue {
        [
            "id": Int(id).map(JSONValue.integer) ?? .string(id), "uri": .string("\(baseURL)/restapi/v1.0/account/~/extension/\(id)"),
            "name": .string("\(givenName) \(familyName)"), "type": "User", "status": .string(platformStatus), "hidden": false,
            "contact": ["firstName": .string(givenName), "lastName": .string(familyName), "email": .string(email)],
        ]
    }
}
