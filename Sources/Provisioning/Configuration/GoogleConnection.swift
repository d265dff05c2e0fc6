/// One of the four ways to read Google's directory.
package enum GoogleWay: String, Sendable, CaseIterable {
    /// A service account's key, in the name of an administrator (domain-wide delegation).
    case keyWithDelegation = "key-delegation"
    /// The key of a service account that has an administrator's role itself.
    case keyWithRole = "key-role"
    /// The metadata server of one of Google's own machines: no key anywhere.
    case metadataServer = "metadata"
    /// Workload identity federation: another system vouches for this machine; no key anywhere.
    case federation
}

/// How Google's directory is read: where access tokens come from, in whose name, and whose directory it is.
package struct GoogleConnection: Sendable, Equatable {
    /// Where access tokens come from. Files are whole paths.
    package enum Credentials: Sendable, Equatable {
        /// The JSON key of a service account.
        case keyFile(String)
        /// The `external_account` file of a workload identity pool.
        case federationFile(String)
        /// The metadata server at this address.
        case metadataServer(String)
    }

    /// The customer that an administrator belongs to, as Google's API names it. A service account belongs to none.
    package static let ownCustomer = "my_customer"
    /// The metadata server as every machine of Google's knows it.
    package static let metadataAddress = "http://metadata.google.internal"

    /// Where access tokens come from.
    package var credentials: Credentials
    /// The administrator in whose name Google is read (domain-wide delegation); `nil` where the service account has a role of its own.
    package var administrator: String?
    /// The customer id, such as C01abc234, or ``ownCustomer``.
    package var customer: String
    /// The organization's primary domain; `nil` asks Google, which no role allows without the right to change domains.
    package var primaryDomain: String?
    /// Another address of the Directory API; `nil` for Google's own.
    package var apiBaseURL: String?

    package init(
        _ credentials: Credentials, administrator: String? = nil, customer: String = Self.ownCustomer, primaryDomain: String? = nil,
        apiBaseURL: String? = nil
    ) {
        self.credentials = credentials
        self.administrator = administrator
        self.customer = customer
        self.primaryDomain = primaryDomain
        self.apiBaseURL = apiBaseURL
    }

    /// The way that this is.
    package var way: GoogleWay {
        switch credentials {
        case .keyFile: administrator == nil ? .keyWithRole : .keyWithDelegation
        case .metadataServer: .metadataServer
        case .federationFile: .federation
        }
    }

    /// The connection in a few words: in whose name Google is read, or by which way.
    package var words: String {
        if let administrator { return "Google as \(administrator)" }
        return switch way {
        case .keyWithDelegation, .keyWithRole: "Google by a key and a role"
        case .metadataServer: "Google by this machine's service account"
        case .federation: "Google by federation"
        }
    }

    /// The file that the credentials are read from; `nil` for the metadata server.
    package var file: String? {
        switch credentials {
        case .keyFile(let file), .federationFile(let file): file
        case .metadataServer: nil
        }
    }
}

extension DirectorySettings {
    /// Google's directory through a service account's key and domain-wide delegation.
    package static func google(keyFile: String, administrator: String, customer: String, apiBaseURL: String?) -> DirectorySettings {
        .google(GoogleConnection(.keyFile(keyFile), administrator: administrator, customer: customer, apiBaseURL: apiBaseURL))
    }
}
