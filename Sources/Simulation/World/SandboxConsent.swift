import Foundation
import JSON
import Sandbox

/// Walks through the sandbox's sign-in and consent pages as the administrator of the world would.
struct SandboxConsent {
    let cloud: Cloud

    /// The address at which the browser ends, with the code in it; `nil` when the pages do not lead there.
    func redirect(from address: URL) -> String? {
        guard let query = address.query(percentEncoded: true), let connection = cloud.with({ Connection($0.control("GET", "connection.json")) })
        else {
            return nil
        }
        let authorize = "/restapi/oauth/authorize"
        let page = cloud.answer(request("GET", "\(authorize)?\(query)", cookie: nil))
        guard let csrf = Self.csrf(in: page) else { return nil }
        let form = Self.form([("request", query), ("csrf", csrf), ("username", connection.userName), ("password", connection.password)])
        let signedIn = cloud.answer(request("POST", "\(authorize)/sign-in", cookie: Self.cookie(in: page), form: form))
        let cookie = Self.cookie(in: signedIn)
        let consent = cloud.answer(request("GET", "\(authorize)?\(query)", cookie: cookie))
        guard let csrf = Self.csrf(in: consent) else { return nil }
        let decision = Self.form([("request", query), ("csrf", csrf), ("decision", "authorize")])
        return cloud.answer(request("POST", "\(authorize)/consent", cookie: cookie, form: decision)).headers["Location"]
    }

    /// What the control API tells a client.
    struct Connection: Sendable {
        let clientID: String
        let clientSecret: String
        let userName: String
        let password: String
        let personalJWT: String
        let administrator: String

        init?(_ object: JSONValue?) {
            guard let app = object?["ringCentral"], let google = object?["google"] else { return nil }
            clientID = app["clientID"]?.string ?? ""
            clientSecret = app["clientSecret"]?.string ?? ""
            userName = app["userName"]?.string ?? ""
            password = app["password"]?.string ?? ""
            personalJWT = app["personalJWT"]?.string ?? ""
            administrator = google["adminAddress"]?.string ?? ""
        }
    }

    private func request(_ method: String, _ target: String, cookie: String?, form: String? = nil) -> SandboxRequest {
        var headers = ["Host": "127.0.0.1"]
        headers["Cookie"] = cookie
        if form != nil { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        return SandboxRequest(method: method, target: target, headers: headers, body: Data((form ?? "").utf8))
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }.joined(separator: "&")
    }

    private static func cookie(in answer: SandboxResponse) -> String? {
        answer.headers["Set-Cookie"].flatMap { $0.split(separator: ";").first.map(String.init) }
    }

    private static func csrf(in answer: SandboxResponse) -> String? {
        let page = String(decoding: answer.body, as: UTF8.self)
        guard let name = page.range(of: "name=\"csrf\""), let value = page.range(of: "value=\"", range: name.upperBound..<page.endIndex),
            let end = page[value.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(page[value.upperBound..<end])
    }
}
