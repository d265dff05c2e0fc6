import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Walks the consent pages as a browser does: the session follows redirects (back to loopback too) and keeps cookies; forms are filled by their labels' fields.
struct TestBrowser {
    private let session: URLSession
    /// With the same cookies, but it does not follow redirects.
    private let staying: URLSession

    init() {
        let configuration = URLSessionConfiguration.ephemeral
        session = URLSession(configuration: configuration)
        staying = URLSession(configuration: configuration, delegate: Staying(), delegateQueue: nil)
    }

    /// Stays where it is when a page sends it elsewhere.
    private final class Staying: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }

    /// A page and where it was found.
    struct Page {
        let url: URL
        let text: String
        let status: Int
        /// Where the page sends the browser, when it was told to stay.
        let location: URL?
    }

    func open(_ url: URL) async throws -> Page { try await load(URLRequest(url: url)) }

    /// Signs in and answers the consent; then follows the redirect back, or stays and tells where it leads.
    @discardableResult
    func consent(
        at url: URL, userName: String, password: String, pressing decision: String = "authorize", followsBack: Bool = true
    ) async throws -> Page {
        let signIn = try await open(url)
        try #require(signIn.text.contains("type=\"password\""), "no sign-in page: \(signIn.text)")
        let consent = try await submit(signIn, ["username": userName, "password": password])
        try #require(consent.text.contains("value=\"deny\""), "no consent page: \(consent.text)")
        return try await submit(consent, ["decision": decision], follows: followsBack)
    }

    /// Sends the page's form with its hidden fields and these values.
    func submit(_ page: Page, _ values: [String: String], follows: Bool = true) async throws -> Page {
        let action = try #require(page.text.firstMatch(of: /<form[^>]*action="([^"]*)"/))
        var fields = values
        for input in page.text.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/) {
            fields[String(input.1)] = String(input.2).replacing("&amp;", with: "&").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        }
        var request = URLRequest(url: try #require(URL(string: String(action.1), relativeTo: page.url)))
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        request.httpBody = Data(
            fields.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&").utf8)
        return try await load(request, follows: follows)
    }

    private func load(_ request: URLRequest, follows: Bool = true) async throws -> Page {
        let (data, response) = try await (follows ? session : staying).data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return Page(
            url: answer.url ?? request.url!, text: String(decoding: data, as: UTF8.self), status: answer.statusCode,
            location: answer.value(forHTTPHeaderField: "Location").flatMap(URL.init(string:)))
    }
}
