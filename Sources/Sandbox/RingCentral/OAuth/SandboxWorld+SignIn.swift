import Foundation

/// The pages between the authorization request and its code: sign in, then consent. Plain forms, one cookie.
extension SandboxWorld {
    private static let cookieName = "sandbox_browser"

    mutating func authorizePage(_ request: SandboxRequest) -> SandboxResponse {
        do throws(AuthorizationRequest.Fault) {
            let asked = try AuthorizationRequest(query: request.query)
            let browser = browserSession(of: request)
            if let browser, browser.session.isSignedIn, consentingAccount != nil, asked.prompt != "login" {
                if asked.prompt == "none" { return asked.callback([("error", "consent_required")]) }
                return .html(
                    ConsentPage.html(client: asked.client, userName: SandboxClient.userName, query: asked.query, csrfToken: browser.session.csrfToken)
                )
            }
            if asked.prompt == "none" { return asked.callback([("error", "login_required")]) }
            return signInPage(asked, browserID: browser?.id, problem: nil)
        } catch {
            return error.response
        }
    }

    mutating func signIn(_ request: SandboxRequest) -> SandboxResponse {
        let form = request.form
        do throws(AuthorizationRequest.Fault) {
            let asked = try AuthorizationRequest(query: form["request"] ?? "")
            guard let browser = verifiedBrowser(of: request, form: form) else {
                return signInPage(
                    asked, browserID: nil, problem: "The page was open for too long, or cookies are off. Please sign in again.", status: 403)
            }
            let matches =
                (form["username"] ?? "").lowercased() == SandboxClient.userName && (form["password"] ?? "").equalsSecret(state.authorization.password)
            guard matches, consentingAccount != nil else {
                let problem = matches ? "This account is disabled." : "The user name or the password is wrong."
                return signInPage(asked, browserID: browser.id, problem: problem, status: 401)
            }
            // A new identifier after signing in: whoever planted the old one gains nothing (session fixation).
            state.authorization.browsers[browser.id] = nil
            let id = openBrowser(isSignedIn: true)
            // The prompt was obeyed; carried further it would ask for the password for ever.
            let query = asked.query.split(separator: "&").filter { $0 != "prompt=login" }.joined(separator: "&")
            var response = SandboxResponse.redirect(to: "/restapi/oauth/authorize?" + query)
            response.headers["Set-Cookie"] = cookie(id)
            return response
        } catch {
            return error.response
        }
    }

    mutating func consent(_ request: SandboxRequest) -> SandboxResponse {
        let form = request.form
        do throws(AuthorizationRequest.Fault) {
            let asked = try AuthorizationRequest(query: form["request"] ?? "")
            guard let browser = verifiedBrowser(of: request, form: form), browser.session.isSignedIn, consentingAccount != nil else {
                return signInPage(asked, browserID: nil, problem: "You were signed out. Please sign in again.", status: 403)
            }
            guard form["decision"] == "authorize" else {
                return asked.callback([("error", "access_denied"), ("error_description", "The administrator denied the request")])
            }
            let code = state.secrets.next("code")
            state.authorization.codes[code] = AuthorizationState.Code(
                clientID: asked.client.id, redirectURI: asked.redirectURI, challenge: asked.challenge, expires: now.addingTimeInterval(60))
            return asked.callback([("code", code), ("expires_in", "60")])
        } catch {
            return error.response
        }
    }

    private mutating func signInPage(_ asked: AuthorizationRequest, browserID: String?, problem: String?, status: Int = 200) -> SandboxResponse {
        let id = browserID ?? openBrowser(isSignedIn: false)
        let csrfToken = state.authorization.browsers[id]?.csrfToken ?? ""
        let page = SignInPage.html(
            client: asked.client, query: asked.query, csrfToken: csrfToken, problem: problem,
            hint: "This is a sandbox: sign in as \(SandboxClient.userName) with the password \(state.authorization.password)")
        var response = SandboxResponse.html(page, status: status)
        response.headers["Set-Cookie"] = cookie(id)
        return response
    }

    private mutating func openBrowser(isSignedIn: Bool) -> String {
        let id = state.secrets.next("browser")
        let csrfToken = state.secrets.next("csrf")
        state.authorization.browsers[id] = AuthorizationState.Browser(csrfToken: csrfToken, isSignedIn: isSignedIn, lastSeen: now)
        return id
    }

    private mutating func browserSession(of request: SandboxRequest) -> (id: String, session: AuthorizationState.Browser)? {
        guard let id = request.cookie(Self.cookieName), state.authorization.browsers[id] != nil else { return nil }
        let seen = now
        state.authorization.browsers[id]?.lastSeen = seen
        return state.authorization.browsers[id].map { (id, $0) }
    }

    /// The browser session of a form whose CSRF token is the session's own.
    private mutating func verifiedBrowser(of request: SandboxRequest, form: FormFields) -> (id: String, session: AuthorizationState.Browser)? {
        guard let browser = browserSession(of: request), let token = form["csrf"], token.equalsSecret(browser.session.csrfToken) else { return nil }
        return browser
    }

    private func cookie(_ id: String) -> String { "\(Self.cookieName)=\(id); Path=/restapi/oauth; HttpOnly; SameSite=Lax" }
}
