import Foundation
import HTTP
import JSON

extension SCIMError {
    /// Reads an error answer in SCIM's shape (RFC 7644 §3.12) or in the platform's; anything else is told by its status.
    init(_ response: HTTPResponse, to request: HTTPRequest, application: String, now: Date) {
        let url = request.url
        let body = JSONValue(response.body)
        let first = body?["errors"]?.elements.first
        let code = (first?["errorCode"]?.text ?? body?["errorCode"]?.text).map(ServerText.bounded)
        let detail = Self.detail(body, first: first, code: code, response)
        switch response.status {
        case 400: self = .badRequest(detail: detail, scimType: (body?["scimType"]?.text).map(ServerText.bounded) ?? code)
        case 401:
            self = .authorization(
                .reauthorizationNeeded(reason: "\(application) no longer accepts the authorization (\(detail)).", since: nil))
        case 403 where detail.lowercased().contains("license") || detail.lowercased().contains("licence"): self = .licencesExhausted(detail: detail)
        case 403: self = .forbidden(detail: detail)
        // A creation that is refused so may be about its person: something that the account refers to is missing.
        case 404 where request.method == .post && body != nil: self = .badRequest(detail: detail, scimType: code)
        case 404 where url.lastPathComponent == "Users": self = .serviceMissing(address: url.deletingLastPathComponent().withoutQuery)
        case 404 where Self.isSCIM(body): self = .notFound(id: url.lastPathComponent)
        case 404, 410: self = .absenceUnconfirmed(status: response.status, detail: detail)
        case 405, 415, 501: self = .notOffered(status: response.status, detail: detail)
        case 409: self = .conflict(detail: detail)
        case 429: self = .throttled(retryAfter: response.retryAfter(now: now) ?? 60)
        case 500...599: self = .serverUnavailable(status: response.status, retryAfter: response.retryAfter(now: now))
        default: self = .unexpectedAnswer(detail)
        }
    }

    /// Whether this is an error in SCIM's own words, about status 404 (RFC 7644 §3.12: `status` is a text).
    private static func isSCIM(_ body: JSONValue?) -> Bool {
        guard let body, body["schemas"]?.elements.contains(where: { $0.text?.lowercased() == SCIMClient.errorSchema.lowercased() }) == true else {
            return false
        }
        return (body["status"]?.wholeNumber ?? 404) == 404
    }

    /// The first words of a page or a text, without its tags; `nil` when there are none.
    private static func plainWords(_ body: Data) -> String? {
        let text = String(decoding: body.prefix(2_000), as: UTF8.self).replacing(
            /<(style|script)[^>]*>.*?<\/(style|script)>/.dotMatchesNewlines(), with: " "
        )
        .replacing(/<[^>]*>/, with: " ")
        let words = text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } }.joined(separator: " ")
        return words.isEmpty || words.hasPrefix("{") ? nil : String(words.prefix(120))
    }

    /// What the server said of a refusal, for people.
    static func detail(of response: HTTPResponse) -> String {
        let body = JSONValue(response.body)
        let first = body?["errors"]?.elements.first
        return detail(body, first: first, code: (first?["errorCode"]?.text ?? body?["errorCode"]?.text).map(ServerText.bounded), response)
    }

    /// The same, with its code and the permission that it names.
    private static func detail(_ body: JSONValue?, first: JSONValue?, code: String?, _ response: HTTPResponse) -> String {
        let permission = ((first?["permissionName"] ?? body?["permissionName"])?.text).map(ServerText.bounded)
        let marks = [code, permission.map { "permission \($0)" }].compactMap(\.self).joined(separator: ", ")
        if let text = (body?["detail"]?.text ?? first?["message"]?.text ?? body?["message"]?.text).map(ServerText.bounded) {
            return marks.isEmpty || text.contains(marks) ? text : "\(text) (\(marks))"
        }
        let status = "status \(response.status)"
        if !marks.isEmpty { return "\(status), \(marks)" }
        // A sign-in page, or that of a proxy or firewall, is nothing that a SCIM service says.
        guard body == nil, !response.body.isEmpty else { return status }
        let words = plainWords(response.body).map { " (\(ServerText.bounded($0)))" } ?? ""
        return "\(status), without an answer of a SCIM service\(words): a proxy or firewall may stand between"
    }

    /// The same error, seen from the transport.
    init(_ error: HTTPTransportError) {
        switch error {
        case .cancelled: self = .noAnswer(error.description)
        case .unreachable, .untrustedServer, .libraryMissing: self = .unreachable(error.description)
        case .noAnswer, .answerTooLong: self = .noAnswer(error.description)
        }
    }
}

extension URL {
    fileprivate var withoutQuery: String {
        var components = URLComponents(url: self, resolvingAgainstBaseURL: false)
        components?.query = nil
        let text = components?.string ?? absoluteString
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
