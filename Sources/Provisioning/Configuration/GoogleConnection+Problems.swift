import Foundation

extension GoogleConnection {
    /// What cannot be right about it, whoever wrote it.
    var problems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ key: String, _ message: String) { problems.append(.init(path: "directory.\(key)", message: message)) }
        if let administrator {
            if let blocked = SetupGate.signIn(administrator) { report("administrator", blocked.description) }
        } else if customer == Self.ownCustomer {
            report(
                "customer",
                "a service account belongs to no customer, so Google does not know \(Self.ownCustomer) of it; write the customer id that the Admin console "
                    + "shows under Account › Account settings › Profile, such as C01abc234. For domain-wide delegation write the administrator instead."
            )
        }
        if customer != Self.ownCustomer, customer.wholeMatch(of: /[A-Za-z0-9_-]+/) == nil {
            report("customer", "\"\(customer)\" is not a customer ID; write one such as C01abc234.")
        }
        if let primaryDomain, primaryDomain.wholeMatch(of: /[^\s@\/]+\.[^\s@\/]+/) == nil {
            report("primaryDomain", "\"\(primaryDomain)\" is not a domain; write one such as your-company.com.")
        }
        if let apiBaseURL, !Configuration.isServerAddress(apiBaseURL) {
            report("apiBaseURL", "\"\(apiBaseURL)\" is not an address of a server; leave it out for Google.")
        }
        switch credentials {
        case .metadataServer(let address):
            if !Self.isMetadataServer(address) {
                report(
                    "metadataServer",
                    "\"\(address)\" is not a metadata server of Google's; write \(Self.metadataAddress), or http://127.0.0.1:PORT for the sandbox.")
            }
        case .keyFile, .federationFile: break
        }
        return problems
    }

    /// The metadata server of this machine, or a sandbox on it: nothing that travels over a network.
    private static func isMetadataServer(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), parts.scheme == "http", let host = parts.host, parts.user == nil, parts.query == nil,
            parts.path.isEmpty || parts.path == "/"
        else { return false }
        if ["metadata.google.internal", "169.254.169.254"].contains(host) { return parts.port == nil || parts.port == 80 }
        return ["127.0.0.1", "localhost"].contains(host)
    }
}
