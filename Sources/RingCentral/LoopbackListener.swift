import FlyingFox
import FlyingSocks
package import Foundation

/// Waits on loopback for the browser to come back from the consent (RFC 8252 §7.3).
package actor LoopbackListener {
    /// Where the browser is to come back.
    package nonisolated let redirectURL: URL
    private let server: HTTPServer
    private let running: Task<Void, any Error>
    private let redirects: AsyncStream<URLComponents>
    private let found: AsyncStream<URLComponents>.Continuation
    private var isStopped = false

    /// Where the redirect goes on loopback.
    static let path = "/oauth/callback"

    /// Listens on `port` of 127.0.0.1; 0 takes any free one.
    ///
    /// - Throws: ``OAuthError/listener(_:)`` when the port is taken.
    package static func start(port: UInt16) async throws(OAuthError) -> LoopbackListener {
        let (redirects, found) = AsyncStream.makeStream(of: URLComponents.self)
        do {
            let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), timeout: 15, logger: .disabled)
            await server.appendRoute(HTTPRoute("GET \(path)")) { request in
                let host = request.headers[.host]?.split(separator: ":").first.map(String.init)
                guard host == "127.0.0.1" || host == "localhost" else { return HTTPResponse(statusCode: .forbidden) }
                var components = URLComponents()
                components.path = path
                components.queryItems = request.query.map { URLQueryItem(name: $0.name, value: $0.value) }
                found.yield(components)
                return HTTPResponse(
                    statusCode: .ok, headers: [.contentType: "text/html; charset=utf-8", HTTPHeader("Cache-Control"): "no-store"],
                    body: Data(page.utf8))
            }
            let running = Task { try await server.run() }
            do {
                try await server.waitUntilListening(timeout: 5)
                guard case .ip4(_, port: let actual)? = await server.listeningAddress,
                    let url = URL(string: "http://127.0.0.1:\(actual)\(path)")
                else { throw OAuthError.listener("The loopback address could not be read.") }
                return LoopbackListener(redirectURL: url, server: server, running: running, redirects: redirects, found: found)
            } catch {
                running.cancel()
                throw error
            }
        } catch {
            throw .listener(
                "Port \(port) on 127.0.0.1 cannot be used for the redirect: another program may hold it. Close that program, or change application.redirectPort."
            )
        }
    }

    private init(
        redirectURL: URL, server: HTTPServer, running: Task<Void, any Error>, redirects: AsyncStream<URLComponents>,
        found: AsyncStream<URLComponents>.Continuation
    ) {
        self.found = found
        self.redirectURL = redirectURL
        self.server = server
        self.running = running
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
        await server.stop(timeout: 1)
        running.cancel()
    }

    private static let page = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>autoprovision</title>
        <style>:root{color-scheme:light dark}body{font:1.1rem system-ui,sans-serif;margin:20vh auto;max-width:30rem;text-align:center}</style>
        <h1>Thank you</h1><p>You can close this window and go back to the terminal.</p></html>
        """
}
