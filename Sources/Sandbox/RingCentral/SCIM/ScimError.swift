/// Errors in SCIM's own shape (RFC 7644 §3.12).
enum ScimError {
    enum Kind: String, Sendable {
        case uniqueness, invalidSyntax, invalidFilter, invalidPath, invalidValue, noTarget
    }

    static func refusal(_ status: Int, _ kind: Kind? = nil, _ detail: String) -> Refusal {
        Refusal(
            response: .json(
                .present([
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": .string(String(status)), "detail": .string(detail),
                    "scimType": .optional(kind?.rawValue),
                ]), status: status, type: "application/scim+json;charset=UTF-8"))
    }

    static func invalidValue(_ detail: String) -> Refusal { refusal(400, .invalidValue, detail) }
    static func invalidSyntax(_ detail: String) -> Refusal { refusal(400, .invalidSyntax, detail) }
    static func invalidPath(_ path: String) -> Refusal { refusal(400, .invalidPath, "Path '\(path.prefix(200))' is not supported") }
    static func notFound(_ id: String) -> Refusal { refusal(404, nil, "Resource \(id.prefix(64)) not found") }
    static let duplicate = refusal(409, .uniqueness, "Email is already in use")
    /// The observed text for "no free unassigned extension"; there is no `scimType`.
    static let licences = refusal(403, nil, "License limit has been reached.")
}
