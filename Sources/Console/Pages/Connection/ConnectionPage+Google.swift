import Provisioning
import Terminal

/// Google's part of the connection.
extension ConnectionPage {
    /// What the form says about Google, before it is a connection.
    struct GoogleForm {
        let way: GoogleWay
        let keyFile: String
        let federationFile: String
        let administrator: String
        let customer: String
        let domain: String
        /// The connection in force, whose settings that no field shows are kept.
        let saved: GoogleConnection?
    }

    /// A field of the form that is wrong, with what would be right.
    struct Fault: Error {
        let item: Item
        let words: String
    }

    /// The fields of a way, in the order of the form.
    static func items(of way: GoogleWay) -> [Item] {
        switch way {
        case .keyWithDelegation: [.keyFile, .administrator]
        case .keyWithRole: [.keyFile, .customer, .domain]
        case .federation: [.federationFile, .customer, .domain]
        case .metadataServer: [.customer, .domain]
        }
    }

    /// The connection that the form describes.
    static func connection(_ form: GoogleForm) throws(Fault) -> GoogleConnection {
        let credentials: GoogleConnection.Credentials
        switch form.way {
        case .keyWithDelegation, .keyWithRole:
            guard form.keyFile.hasPrefix("/") else {
                throw Fault(item: .keyFile, words: "Enter the whole path of the service account's key file; it begins with /.")
            }
            credentials = .keyFile(form.keyFile)
        case .federation:
            guard form.federationFile.hasPrefix("/") else {
                throw Fault(item: .federationFile, words: "Enter the whole path of the federation file (external_account); it begins with /.")
            }
            credentials = .federationFile(form.federationFile)
        case .metadataServer:
            if case .metadataServer(let address)? = form.saved?.credentials {
                credentials = .metadataServer(address)
            } else {
                credentials = .metadataServer(GoogleConnection.metadataAddress)
            }
        }
        if form.way == .keyWithDelegation {
            if let blocked = SetupGate.signIn(form.administrator) { throw Fault(item: .administrator, words: "Read as: \(blocked.description)") }
            return GoogleConnection(
                credentials, administrator: form.administrator, customer: form.saved?.customer ?? GoogleConnection.ownCustomer,
                primaryDomain: form.saved?.primaryDomain, apiBaseURL: form.saved?.apiBaseURL)
        }
        // By command these two ways can act for an administrator, too; the page leaves that as it is.
        let administrator = form.saved?.way == form.way ? form.saved?.administrator : nil
        guard !form.customer.isEmpty, administrator != nil || form.customer != GoogleConnection.ownCustomer else {
            throw Fault(item: .customer, words: "Enter the customer id that the Admin console shows under Account › Account settings › Profile.")
        }
        return GoogleConnection(
            credentials, administrator: administrator, customer: form.customer, primaryDomain: form.domain.isEmpty ? nil : form.domain,
            apiBaseURL: form.saved?.apiBaseURL)
    }
}
