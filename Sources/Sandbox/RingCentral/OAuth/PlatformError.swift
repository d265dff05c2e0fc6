/// Errors in the two shapes of RingCentral's platform: the token endpoint's and the gateway's.
enum PlatformError {
    /// A token endpoint failure (RFC 6749 §5.2 with RingCentral's `errors` list).
    static func token(_ error: String, code: String, _ message: String, parameter: String? = nil, status: Int = 400) -> Refusal {
        var item: [String: JSONValue] = ["errorCode": .string(code), "message": .string(message)]
        if let parameter { item["parameters"] = [["parameterName": .string(parameter)]] }
        let body: JSONValue = ["error": .string(error), "error_description": .string(message), "errors": [.object(item)]]
        return Refusal(response: .json(body, status: status))
    }

    /// A gateway failure: 401, 403 and 429 before the service was reached.
    static func gateway(_ status: Int, code: String, _ message: String, name: String? = nil, headers: [String: String] = [:]) -> Refusal {
        var body: [String: JSONValue] = ["errors": [["errorCode": .string(code), "message": .string(message)]], "message": .string(message)]
        body["errorCode"] = .string(name ?? code)
        var response = SandboxResponse.json(.object(body), status: status)
        response.headers.merge(headers) { _, new in new }
        return Refusal(response: response)
    }

    static func unauthorized(code: String, _ message: String) -> Refusal {
        gateway(
            401, code: code, message, name: "TokenInvalid",
            headers: ["WWW-Authenticate": "Bearer realm=\"RingCentral REST API\", error=\"invalid_token\", error_description=\"\(message)\""])
    }
}
