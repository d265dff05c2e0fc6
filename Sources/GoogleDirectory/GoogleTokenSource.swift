import Directory
import Foundation
import HTTP

/// An access token of Google's.
struct GoogleToken: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    /// By this machine's clock, which is what it is compared with.
    let expires: Date

    var description: String { "<token>" }
    var debugDescription: String { "<token>" }
}

/// Where access tokens for the directory come from. There are four ways; each says in its own words what is wrong with it.
protocol GoogleTokenSource: Sendable {
    /// Who reads, and in whose name.
    var access: GoogleAccess { get }

    /// Asks for a new token. What may pass is asked again after pauses. A file that the token is made from is read anew each time, so that one which was replaced is
    /// noticed without a restart.
    func token(for scopes: [String]) async throws(DirectoryError) -> GoogleToken
}

/// The addresses of Google's services beside the directory. Where the directory is a sandbox on this machine, they are the sandbox's.
struct GoogleServices: Sendable {
    /// The token endpoint for signed assertions.
    let tokenURL: URL
    /// The service that makes tokens and signatures for service accounts.
    let credentialsURL: URL

    init(apiBaseURL: URL) {
        if GoogleHosts.isLoopback(apiBaseURL) {
            tokenURL = apiBaseURL.withEncodedPath("/token")
            credentialsURL = apiBaseURL
        } else {
            tokenURL = Self.google("oauth2", "/token")
            credentialsURL = Self.google("iamcredentials", "")
        }
    }

    private static func google(_ name: String, _ path: String) -> URL {
        URL(string: "https://\(name).googleapis.com\(path)") ?? URL(fileURLWithPath: "/")
    }
}

/// The servers that may be sent what tokens are made from. A file that somebody was given can name any.
enum GoogleHosts {
    /// Whether the address is of a program on this machine.
    static func isLoopback(_ url: URL) -> Bool { ["127.0.0.1", "localhost"].contains(url.host()?.lowercased() ?? "") }

    /// Whether the address is Google's `service` (`sts` or `iamcredentials`): the global one, or that of a region (`sts.REGION.rep.googleapis.com`). A sandbox on
    /// this machine may stand in for it.
    static func allows(_ url: URL, service: String) -> Bool {
        guard url.user() == nil, url.fragment() == nil, url.query() == nil, let host = url.host()?.lowercased() else { return false }
        if isLoopback(url) { return url.scheme == "http" || url.scheme == "https" }
        guard url.scheme == "https", url.port == nil || url.port == 443 else { return false }
        if host == "\(service).googleapis.com" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[0] == service && parts[2...].elementsEqual(["rep", "googleapis", "com"])
            && parts[1].wholeMatch(of: /[a-z]+(-[a-z]+)+[0-9]+/) != nil
    }
}
