/// The page that asks for user name and password.
enum SignInPage {
    static func html(client: SandboxClient, query: String, csrfToken: String, problem: String?, hint: String) -> String {
        Page.html(
            title: "Sign in – RingCentral sandbox", class: "card",
            body: """
                <h1>Sign in</h1>
                <p>to let <strong>\(client.id.htmlEscaped)</strong> manage the users of this account</p>
                \(problem.map { "<p class=\"problem\" role=\"alert\">\($0.htmlEscaped)</p>" } ?? "")
                <form method="post" action="/restapi/oauth/authorize/sign-in">
                <input type="hidden" name="request" value="\(query.htmlEscaped)">
                <input type="hidden" name="csrf" value="\(csrfToken.htmlEscaped)">
                <label for="username">User name</label>
                <input id="username" name="username" type="email" autocomplete="username" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <div class="actions"><button class="primary" type="submit">Sign in</button></div>
                </form>
                <p class="note">\(hint.htmlEscaped)</p>
                """)
    }

    /// A request that cannot be answered by a redirect.
    static func problem(_ message: String) -> String {
        Page.html(
            title: "Authorization request refused", class: "card",
            body: """
                <h1>This request cannot be authorized</h1>
                <p class="problem" role="alert">\(message.htmlEscaped)</p>
                """)
    }
}

/// The page that asks whether the application may act.
enum ConsentPage {
    static func html(client: SandboxClient, userName: String, query: String, csrfToken: String) -> String {
        Page.html(
            title: "Authorize – RingCentral sandbox", class: "card",
            body: """
                <h1>Authorize <strong>\(client.id.htmlEscaped)</strong>?</h1>
                <p>It asks to:</p>
                <ul><li>read the accounts of your company (ReadAccounts)</li><li>create, change and delete them (EditAccounts)</li></ul>
                <form method="post" action="/restapi/oauth/authorize/consent">
                <input type="hidden" name="request" value="\(query.htmlEscaped)">
                <input type="hidden" name="csrf" value="\(csrfToken.htmlEscaped)">
                <div class="actions">
                <button class="primary" type="submit" name="decision" value="authorize">Authorize</button>
                <button type="submit" name="decision" value="deny">Deny</button>
                </div></form>
                <p class="note">Signed in as \(userName.htmlEscaped)</p>
                """)
    }
}
