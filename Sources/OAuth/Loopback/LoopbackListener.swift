package import Foundation

/// Waits on loopback for the browser to come back from the consent (RFC 8252 §7.3).
package actor LoopbackListener {
    /// Where the browser is to come back.
    package nonisolated let redirectURL: URL
    private let server: LoopbackServer
    private let redirects: AsyncStream<URLComponents>
    private let found: AsyncStream<URLComponents>.Continuation
    private var isStopped = false

    /// Where the redirect goes on loopback.
    static let path = "/oauth/callback"
    /// Redirects that are kept until somebody looks at them.
    private static let maximumRedirects = 64

    /// Listens on `port` of 127.0.0.1; 0 takes any free one.
    ///
    /// - Throws: ``OAuthError/listener(_:)`` when the port is taken.
    package static func start(port: UInt16) async throws(OAuthError) -> LoopbackListener {
        let (redirects, found) = AsyncStream.makeStream(of: URLComponents.self, bufferingPolicy: .bufferingNewest(maximumRedirects))
        let server: LoopbackServer
        do { server = try LoopbackServer(port: port) { answer(to: $0, found: found) } } catch {
            throw .listener(
                "Port \(port) on 127.0.0.1 cannot be used for the redirect: another program may hold it. Close that program, or change application.redirectPort."
            )
        }
        guard let url = URL(string: "http://127.0.0.1:\(server.port)\(path)") else { throw .listener("The loopback address could not be read.") }
        return LoopbackListener(redirectURL: url, server: server, redirects: redirects, found: found)
    }

    /// A page of another site cannot come back here under a name of its own that it resolved to 127.0.0.1 (DNS rebinding).
    private static func answer(to request: LoopbackRequest?, found: AsyncStream<URLComponents>.Continuation) -> LoopbackServer.Answer {
        guard let request else { return .init(status: "400 Bad Request") }
        guard request.host == "127.0.0.1" || request.host == "localhost" else { return .init(status: "403 Forbidden") }
        guard request.target.path == path else { return .init(status: "404 Not Found") }
        guard request.method == "GET" else { return .init(status: "405 Method Not Allowed") }
        // Whoever was refused, or refused, is not thanked.
        let isAllowed = request.target.queryItems?.contains { $0.name == "code" && $0.value?.isEmpty == false } ?? false
        return .init(status: "200 OK", body: isAllowed ? Self.thanks : Self.refusal) { found.yield(request.target) }
    }

    private init(
        redirectURL: URL, server: LoopbackServer, redirects: AsyncStream<URLComponents>, found: AsyncStream<URLComponents>.Continuation
    ) {
        self.found = found
        self.redirectURL = redirectURL
        self.server = server
        self.redirects = redirects
    }

    /// The code of the first redirect with this state; redirects with another one are refused and waiting goes on.
    package func waitForCode(state: String) async throws(OAuthError) -> String {
        for await components in redirects {
            do throws(OAuthError) {
                return try AuthorizationRequest.code(in: components, state: state)
            } catch .foreignRedirect {
                continue
            }
        }
        throw .cancelled
    }

    /// Stops listening, which ends ``waitForCode(state:)``; idempotent.
    package func stop() async {
        guard !isStopped else { return }
        isStopped = true
        found.finish()
        await server.stop()
    }

    private static let thanks = page("Thank you", "You can close this window and go back to the terminal.")
    private static let refusal = page(
        "Access was not allowed", "Nothing was changed. You can close this window; the terminal says what happened and how to try again.")

    private static func page(_ title: String, _ text: String) -> String {
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>autoprovision</title>
        <style>:root{color-scheme:light dark}body{font:1.1rem system-ui,sans-serif;margin:20vh auto;max-width:30rem;text-align:center}</style>
        <h1>\(title)</h1><p>\(text)</p></html>
        """
    }
}
