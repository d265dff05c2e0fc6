/// What the service says about itself (RFC 7644 §4), and the frame of its listings.
enum ScimCatalogue {
    /// Most resources in one page.
    static let maximumResults = 200

    static func list(_ resources: [JSONValue], total: Int, start: Int) -> JSONValue {
        [
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": .integer(total), "startIndex": .integer(start),
            "itemsPerPage": .integer(resources.count), "Resources": .array(resources),
        ]
    }

    static func serviceProviderConfig(baseURL: String) -> JSONValue {
        [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], "patch": ["supported": true],
            "bulk": ["supported": false, "maxOperations": 0, "maxPayloadSize": 0],
            "filter": ["supported": true, "maxResults": .integer(maximumResults)],
            "changePassword": ["supported": false], "sort": ["supported": false], "etag": ["supported": false],
            "authenticationSchemes": [["type": "oauth2", "name": "OAuth 2.0", "description": "Bearer token of RingCentral's platform"]],
            "meta": ["resourceType": "ServiceProviderConfig", "location": .string("\(baseURL)/scim/v2/ServiceProviderConfig")],
        ]
    }

    static func resourceTypes(baseURL: String) -> [JSONValue] {
        [
            [
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": "User", "name": "User", "endpoint": "/Users",
                "description": "User account", "schema": .string(Account.coreSchema),
                "schemaExtensions": [["schema": .string(Account.enterpriseSchema), "required": false]],
                "meta": ["resourceType": "ResourceType", "location": .string("\(baseURL)/scim/v2/ResourceTypes/User")],
            ]
        ]
    }

    static func schemas(baseURL: String) -> [JSONValue] {
        func schema(_ id: String, _ name: String, _ attributes: [JSONValue]) -> JSONValue {
            [
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": .string(id), "name": .string(name), "description": .string(name),
                "attributes": .array(attributes), "meta": ["resourceType": "Schema", "location": .string("\(baseURL)/scim/v2/Schemas/\(id)")],
            ]
        }
        let user = [
            attribute("userName", required: true, uniqueness: "server"), attribute("externalId", caseExact: true),
            attribute(
                "name", type: "complex", required: true, parts: [attribute("givenName", required: true), attribute("familyName", required: true)]),
            list("emails", types: ["work"], required: true), list("phoneNumbers", types: ["work", "mobile", "other"]),
            list("addresses", types: ["work"], parts: ["streetAddress", "locality", "region", "postalCode", "country"]),
            list("photos", types: ["photo"]), attribute("title"), attribute("active", type: "boolean"),
        ]
        return [schema(Account.coreSchema, "User", user), schema(Account.enterpriseSchema, "EnterpriseUser", [attribute("department")])]
    }

    private static func attribute(
        _ name: String, type: String = "string", required: Bool = false, uniqueness: String = "none", caseExact: Bool = false,
        parts: [JSONValue] = [],
        multiValued: Bool = false, values: [String] = []
    ) -> JSONValue {
        .present([
            "name": .string(name), "type": .string(type), "multiValued": .bool(multiValued), "description": .string(name),
            "required": .bool(required),
            "caseExact": .bool(caseExact), "mutability": "readWrite", "returned": "default", "uniqueness": .string(uniqueness),
            "subAttributes": parts.isEmpty ? nil : .array(parts), "canonicalValues": values.isEmpty ? nil : .array(values.map { .string($0) }),
        ])
    }

    private static func list(_ name: String, types: [String], required: Bool = false, parts: [String] = ["value"]) -> JSONValue {
        let type = attribute("type", required: true, values: types)
        let isValue = parts == ["value"]
        return attribute(name, type: "complex", required: required, parts: [type] + parts.map { attribute($0, required: isValue) }, multiValued: true)
    }
}
