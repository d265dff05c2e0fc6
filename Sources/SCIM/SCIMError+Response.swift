import Foundation
import HTTP
import JSON

extension SCIMError {
    /// Reads an error answer in SCIM's shape (RFC 7644 §3.12) or in the platform's; anything else is told by its status.
    init(_ response: HTTPResponse, url: URL, application: String) {
        let body = JSONValue(response.body)
        let said = body?["detail"]?.text ?? body?["errors"]?.elements.first?["message"]?.text ?? Self.plainWords(response.body)
        let detail = said.map(ServerText.bounded) ?? "status \(response.status)"
        switch response.status {
        case 400: self = .badRequest(detail: detail, scimType: (body?["scimType"]?.text).map(ServerText.bounded))
        case 401:
            self = .authorization(
                .reauthorizationNeeded(reason: "\(application.startingSentence) no longer accepts the authorization (\(detail)).", since: nil))
        case 403 where detail.lowercased().contains("license") || detail.lowercased().contains("licence"): self = .licencesExhausted(detail: detail)
        case 403: self = .forbidden(detail: detail)
        case 404 where Self.isSCIM(body): self = .notFound(id: url.lastPathComponent)
        case 404, 410: self = .absenceUnconfirmed(status: response.status, detail: detail)
        case 405, 415, 501: self = .notOffered(status: response.status, detail: detail)
        case 409: self = .conflict(detail: detail)
        case 429: self = .throttled(retryAfter: response.headers.seconds("Retry-After") ?? 60)
        case 500...599: self = .serverUnavailable(status: response.status)
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

    /// The same error, seen from the transport.
    init(_ error: HTTPTransportError) {
        switch error {
        case .cancelled: self = .noAnswer(error.description)
        case .unreachable, .untrustedServer: self = .unreachable(error.description)
        case .noAnswer, .answerTooLong: self = .noAnswer(error.description)
        }
    }
}
