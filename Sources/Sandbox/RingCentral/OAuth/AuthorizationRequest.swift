import Foundation

/// The parameters of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), validated in the order that decides where an error may be shown.
struct AuthorizationRequest: Sendable {
    /// What is wrong with a request.
    enum Fault: Error, Equatable {
        /// The client or its redirect cannot be trusted: told to the person, never sent along.
        case shown(String)
        /// Sent back to the client with an error code.
        case returned(to: String, error: String, description: String, state: String?)
    }

    var client: SandboxClient
    var redirectURI: String
    var state: String?
    var challenge: String?
    var prompt: String?
    /// The query as it came, to be carried through the forms.
    var query: String

    init(query: String) throws(Fault) {
        let fields = FormFields(encoded: query)
        guard query.utf8.count <= 8192 else { throw .shown("The authorization request is too long.") }
        guard let client = SandboxClient.registered(fields["client_id"]) else {
            throw .shown("No application is registered under this client_id. The page at / shows the one to use.")
        }
        guard let redirect = fields["redirect_uri"], SandboxClient.isRegistered(redirect: redirect) else {
            throw .shown(
                "This redirect_uri is not registered. Registered: http://127.0.0.1:PORT/oauth/callback and http://localhost:PORT/oauth/callback, any port."
            )
        }
        func back(_ error: String, _ description: String) -> Fault {
            .returned(to: redirect, error: error, description: description, state: fields["state"])
        }
        guard fields["response_type"] == "code" else { throw back("unsupported_response_type", "response_type must be code") }
        let challenge = fields.nonEmpty("code_challenge")
        if let challenge {
            // RFC 7636 §4.3 makes "plain" the default; the sandbox wants the method said and S256, as a client on a shared machine should.
            guard fields["code_challenge_method"] == "S256" else { throw back("invalid_request", "code_challenge_method must be S256") }
            guard Data(base64URL: challenge)?.count == 32 else { throw back("invalid_request", "code_challenge is not an S256 challenge") }
        } else if client.secret == nil || fields.contains("code_challenge_method") {
            throw back("invalid_request", "code_challenge is required")
        }
        self.client = client
        redirectURI = redirect
        state = fields["state"]
        self.challenge = challenge
        prompt = fields["prompt"]
        self.query = query
    }

    func callback(_ parameters: [(String, String)]) -> SandboxResponse {
        Self.callback(to: redirectURI, parameters, state: state)
    }

    static func callback(to redirect: String, _ parameters: [(String, String)], state: String?) -> SandboxResponse {
        var all = parameters
        if let state { all.append(("state", state)) }
        return .redirect(to: redirect + "?" + all.map { "\($0.0)=\($0.1.queryEncoded)" }.joined(separator: "&"), status: 302)
    }
}

extension AuthorizationRequest.Fault {
    var response: SandboxResponse {
        switch self {
        case .shown(let message): .html(SignInPage.problem(message), status: 400)
        case .returned(let redirect, let error, let description, let state):
            AuthorizationRequest.callback(to: redirect, [("error", error), ("error_description", description)], state: state)
        }
    }
}
