import Engine
import Foundation
import HTTP
import Sync

/// Walks through a sandbox's sign-in and consent pages as a browser would: follows redirects, keeps cookies, fills forms. For machines without a browser;
/// it is offered for the sandbox only, whose password is no secret.
struct SandboxBrowser {
    let userName: String
    let password: String
    var transport: any HTTPTransport = NetworkTransport()

    private static let maximumSteps = 12

    /// Opens `address`, signs in, authorizes and follows the redirect back to whoever listens on loopback. Returns the address at which it ended.
    @discardableResult
    func authorize(at address: URL) async throws -> URL {
        var request = HTTPRequest(.get, address)
        var cookies: [String: String] = [:]
        for _ in 0..<Self.maximumSteps {
            request.headers["Cookie"] = cookies.isEmpty ? nil : cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
            let response = try await transport.send(request)
            if let cookie = response.headers["Set-Cookie"]?.split(separator: ";").first?.split(separator: "=", maxSplits: 1), cookie.count == 2 {
                cookies[String(cookie[0])] = String(cookie[1])
            }
            if (300..<400).contains(response.status), let location = response.headers["Location"],
                let next = URL(string: location, relativeTo: request.url)?.absoluteURL
            {
                if next.host() != address.host() || next.port != address.port { cookies = [:] }
                request = HTTPRequest(.get, next)
                continue
            }
            guard response.isSuccess else { throw refused("status \(response.status)") }
            let text = String(decoding: response.body, as: UTF8.self)
            guard text.contains("<form") else { return request.url }
            if text.contains("role=\"alert\"") { throw refused("it did not accept \(userName) and the password") }
            request = try submission(of: text, at: request.url)
        }
        throw refused("its pages have no end")
    }

    private func submission(of page: String, at address: URL) throws -> HTTPRequest {
        guard let action = page.firstMatch(of: /<form[^>]*action="([^"]*)"/),
            let url = URL(string: String(action.1), relativeTo: address)?.absoluteURL
        else {
            throw refused("its page holds no form that can be sent")
        }
        var fields: [(String, String)] = []
        for field in page.matches(of: /<(?:input|button)([^>]*)>/) {
            guard let name = Self.value(of: "name", in: field.1) else { continue }
            switch name {
            case "username": fields.append((name, userName))
            case "password": fields.append((name, password))
            case "decision": if Self.value(of: "value", in: field.1) == "authorize" { fields.append((name, "authorize")) }
            default: fields.append((name, Self.value(of: "value", in: field.1) ?? ""))
            }
        }
        return HTTPRequest(
            .post, url, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Data(FormEncoding.encode(fields).utf8))
    }

    private static func value(of attribute: String, in tag: Substring) -> String? {
        guard let start = tag.range(of: " \(attribute)=\"") else { return nil }
        let rest = tag[start.upperBound...]
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        return [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(String(rest[..<end])) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    private func refused(_ reason: String) -> OperationError {
        .application(
            code: "sandbox-sign-in", message: "The sandbox's sign-in did not end at the program: \(reason). Open the address in a browser instead.")
    }
}
