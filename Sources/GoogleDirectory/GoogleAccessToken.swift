import Directory
import Foundation
import HTTP
import Timing

/// Gets and keeps the access token; one request for a token at a time.
actor GoogleAccessToken {
    /// A new token is asked for this long before the old one ends, in seconds.
    private static let margin: TimeInterval = 60
    /// A source that keeps giving a token which is about to end is asked at most this often, in seconds: the metadata server gives the same token to its end.
    private static let shortestPause: TimeInterval = 10
    /// No token lives longer, in seconds.
    private static let longestLifetime: TimeInterval = 12 * 3_600

    nonisolated let source: any GoogleTokenSource
    private let scopes: [String]
    private let time: Time
    private var token: GoogleToken?
    private var asked: Date?
    private let asking = SharedWork<GoogleToken>()

    init(source: any GoogleTokenSource, scopes: [String], time: Time) {
        self.source = source
        self.scopes = scopes
        self.time = time
    }

    /// A token that is good for another minute, or for as long as the source gives one.
    func value() async throws(DirectoryError) -> String {
        if let token, isGood(token, at: time.now()) { return token.text }
        do {
            let (source, scopes) = (source, scopes)
            let fresh = try await asking.value { try await source.token(for: scopes) }
            token = fresh
            asked = time.now()
            return fresh.text
        } catch let error as DirectoryError {
            throw error
        } catch {
            throw .cancelled
        }
    }

    /// Google refused this token. One that was got since is kept.
    func forget(_ refused: String) {
        if token?.text == refused { token = nil }
    }

    private func isGood(_ token: GoogleToken, at moment: Date) -> Bool {
        // One that seems to live for longer than any does was dated by a clock that has been set back since.
        guard token.expires <= moment + Self.longestLifetime + Self.margin else { return false }
        if token.expires > moment + Self.margin { return true }
        guard let asked else { return false }
        return (0..<Self.shortestPause).contains(moment.timeIntervalSince(asked))
    }
}
