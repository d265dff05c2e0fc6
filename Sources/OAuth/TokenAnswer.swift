import Foundation
import HTTP
import JSON

/// The answer of a token endpoint (RFC 6749 §5.1), read leniently: a refresh token is spent once it was sent, so the next one must be found in whatever came.
struct TokenAnswer: Equatable {
    /// A token that claims to live longer is asked for again after this time, in seconds: dates stay within what can be shown.
    private static let longestLifetime: TimeInterval = 366 * 86_400
    /// The life of an access token whose answer does not say it, in seconds. One that ends earlier is refused by the app and renewed then.
    static let usualLifetime: TimeInterval = 3_600
    /// More than this of a scope is nobody's to keep, in characters.
    private static let longestScope = 2_000
    /// A shorter life is not believed, in seconds: it would make every request renew the token.
    static let shortestLifetime: TimeInterval = 120

    let accessToken: String?
    let refreshToken: String?
    /// Seconds that the access token lives.
    let lifetime: TimeInterval
    /// Seconds that the refresh token lives; `nil` when the answer does not say.
    let refreshLifetime: TimeInterval?
    /// The administrator who authorized, as the server names them.
    let ownerID: String?
    /// What the session may do, as the server says it (RFC 6749 §3.3).
    let scope: String?

    /// `nil` when the answer holds no token at all.
    init?(_ response: HTTPResponse) {
        let values = Self.members(of: response.body)
        func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
        func seconds(_ name: String) -> TimeInterval? {
            guard let number = text(name).flatMap({ Double($0.trimmingCharacters(in: .whitespaces)) }), number.isFinite, number > 0 else {
                return nil
            }
            return min(number, Self.longestLifetime)
        }
        accessToken = text("access_token")
        refreshToken = text("refresh_token")
        lifetime = max(seconds("expires_in") ?? Self.usualLifetime, Self.shortestLifetime)
        refreshLifetime = seconds("refresh_token_expires_in")
        ownerID = text("owner_id")
        scope = text("scope").map { String($0.prefix(Self.longestScope)) }
        guard accessToken != nil || refreshToken != nil else { return nil }
    }

    private static let names = ["access_token", "refresh_token", "expires_in", "refresh_token_expires_in", "owner_id", "scope"]

    private static func members(of body: Data) -> [String: String] {
        if let object = JSONValue(body) {
            return names.reduce(into: [:]) { values, name in values[name] = object[name]?.text }
        }
        let text = String(decoding: body, as: UTF8.self)
        return text.contains("{") ? salvaged(from: text) : form(text)
    }

    /// Some servers answer as they are asked: in the form of a query.
    private static func form(_ text: String) -> [String: String] {
        text.split(separator: "&").reduce(into: [:]) { values, pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, names.contains(parts[0]) else { return }
            values[parts[0]] = parts[1].replacing("+", with: " ").removingPercentEncoding
        }
    }

    /// Whole text members of an answer that was cut short or is not quite JSON.
    private static func salvaged(from text: String) -> [String: String] {
        text.matches(of: /"([a-z_]+)"\s*:\s*("(?:[^"\\]|\\.)*")/).reduce(into: [:]) { values, member in
            guard names.contains(String(member.1)) else { return }
            values[String(member.1)] = JSONValue(Data(member.2.utf8))?.text
        }
    }
}
