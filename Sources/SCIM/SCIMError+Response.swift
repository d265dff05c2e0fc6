import Foundation
import HTTP
import JSON

extension SCIMError {
    /// Reads an error answer in SCIM's shape (RFC 7644 §3.12) or in the platform's; anything else is told by its status.
    init(_ response: HTTPResponse, url: URL, application: String) {
        let body = JSONValue(response.body)
        let said = body?["detail"]?.text ?? body?["errors"]?.elements.first?["message"]?.text
        let detail = said.map(ServerText.bounded) ?? "status \(response.status)"
        switch response.status {
        case 400: self = .badRequest(detail: detail, scimType: (body?["scimType"]?.text).map(ServerText.bounded))
        case 401:
            self = .authorization(
                .reauthorizationNeeded(reason: "\(application.startingSentence) no longer accepts the authorization (\(detail)).", since: nil))
        case 403 where detail.lowercased().contains("license") || detail.lowercased().contains("licence"): self = .licencesExhausted(detail: detail)
        case 403: self = .forbidden(detail: detail)
        case 404: self = .notFound(id: url.lastPathComponent)
        case 409: self = .conflict(detail: detail)
        case 429: self = .throttled(retryAfter: response.headers.seconds("Retry-After") ?? 60)
        case 500...599: self = .serverUnavailable(status: response.status)
        default: self = .unexpectedAnswer(detail)
        }
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
