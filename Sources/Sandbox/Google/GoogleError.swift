/// Errors of the Google side: the token endpoint's two members, and the API's envelope.
enum GoogleError {
    static func token(_ error: String, _ description: String, status: Int = 400) -> Refusal {
        Refusal(response: .json(["error": .string(error), "error_description": .string(description)], status: status))
    }

    static func api(
        _ code: Int, reason: String, _ message: String, domain: String = "global", status: String? = nil, details: JSONValue? = nil
    ) -> Refusal {
        let item: JSONValue = ["domain": .string(domain), "reason": .string(reason), "message": .string(message)]
        return Refusal(
            response: .json(
                [
                    "error": .present([
                        "code": .integer(code), "message": .string(message), "errors": [item], "status": .optional(status),
                        "details": details.map { .array([$0]) },
                    ])
                ],
                status: code))
    }

    static func notFound(_ what: String) -> Refusal { api(404, reason: "notFound", "Resource Not Found: \(what)") }
    static func invalid(_ what: String) -> Refusal { api(400, reason: "invalid", "Invalid Input: \(what)") }
    static let unauthorized = api(
        401, reason: "authError", "Request had invalid authentication credentials. Expected OAuth 2 access token.", status: "UNAUTHENTICATED")
    static let insufficientScope = api(
        403, reason: "insufficientPermissions", "Request had insufficient authentication scopes.", status: "PERMISSION_DENIED",
        details: ["reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "domain": "googleapis.com", "metadata": ["service": "admin.googleapis.com"]])

    /// What the IAM APIs say, without the older list of errors.
    static func permissionDenied(_ permission: String) -> Refusal {
        Refusal(
            response: .json(
                [
                    "error": [
                        "code": 403, "message": .string("Permission '\(permission)' denied on resource (or it may not exist)."),
                        "status": "PERMISSION_DENIED",
                        "details": [
                            [
                                "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "IAM_PERMISSION_DENIED",
                                "domain": "iam.googleapis.com",
                                "metadata": ["permission": .string(permission)],
                            ]
                        ],
                    ]
                ], status: 403))
    }
    static let forbidden = api(403, reason: "forbidden", "Not Authorized to access this resource/api")
}
