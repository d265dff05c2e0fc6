package import Foundation

/// Addresses of servers in one spelling, so that two spellings of the same one are not taken for two servers (RFC 3986 §6.2.2, §6.2.3).
package enum ServerAddress {
    /// The address with its scheme and host in lower case, without the scheme's own port and without a slash at its end.
    package static func normalized(_ address: String) -> String {
        guard var components = URLComponents(string: address), let scheme = components.scheme?.lowercased() else { return address }
        components.scheme = scheme
        components.host = components.host?.lowercased()
        if components.port == (scheme == "https" ? 443 : 80) { components.port = nil }
        while components.path.hasSuffix("/") { components.path.removeLast() }
        return components.string ?? address
    }

    /// Scheme, host and port alone: who answers at an address, whatever is asked there (RFC 6454 §4).
    package static func origin(_ url: URL) -> String {
        guard var components = URLComponents(string: normalized(url.absoluteString)) else { return url.absoluteString }
        components.path = ""
        (components.query, components.fragment, components.user, components.password) = (nil, nil, nil, nil)
        return components.string ?? url.absoluteString
    }
}
