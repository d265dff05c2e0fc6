import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync

/// The options of `setup` for reading Google without a key or without delegation.
struct GoogleOptions: ParsableArguments {
    @Option(
        name: .customLong("google-credentials"),
        help: ArgumentHelp(
            "Read the directory from Google with this file: the external_account file of a workload identity pool, or a service account's key. With "
                + "--google-administrator in that administrator's name, otherwise by the service account's own role.", valueName: "file"),
        completion: .file()) var credentials: String?
    @Flag(
        name: .customLong("google-metadata"),
        help: "Read the directory from Google as the service account of this machine (Compute Engine, GKE, Cloud Run).")
    var metadata = false
    @Option(
        name: .customLong("google-metadata-server"),
        help: ArgumentHelp("Another address of the metadata server, on this machine.", valueName: "url"))
    var metadataServer: String?
    @Option(
        name: .customLong("google-domain"),
        help: ArgumentHelp(
            "The organization's primary domain: without it Google is asked for the domains, which no role allows without the right to change them. An empty text asks "
                + "Google again.", valueName: "domain"))
    var domain: String?
    @Option(
        name: .customLong("print-google"),
        help: ArgumentHelp(
            "Print the commands and the rights for one way of connecting Google, and end: \(GoogleWay.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "way"),
        completion: .list(GoogleWay.allCases.map(\.rawValue)),
        transform: GoogleOptions.way)
    var printed: GoogleWay?

    private static func way(_ text: String) throws -> GoogleWay {
        guard let way = GoogleWay(rawValue: text) else {
            throw ValidationError("\"\(text)\" is not a way; there are \(GoogleWay.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return way
    }

    /// Whether a new connection to Google is given.
    var connects: Bool { credentials != nil || metadata || metadataServer != nil }
    /// Whether any of these options is given.
    var isGiven: Bool { connects || domain != nil }

    func validate() throws {
        guard credentials == nil || !(metadata || metadataServer != nil) else {
            throw ValidationError("--google-credentials and --google-metadata exclude one another.")
        }
    }
}

extension SetupCommand {
    /// Refuses options for Google that contradict one another.
    func validateGoogle() throws {
        guard !google.connects || googleKey == nil else {
            throw ValidationError("--google-key is the older word for --google-credentials with --google-administrator: give one of them.")
        }
        guard !google.connects || directoryFiles == nil else {
            throw ValidationError("--directory-files does not go with --google-credentials and --google-metadata.")
        }
        guard google.connects || (googleKey == nil) == (googleAdministrator == nil) else {
            throw ValidationError("--google-key and --google-administrator belong together.")
        }
        guard sandbox == nil || !google.isGiven else {
            throw ValidationError(
                "--sandbox connects the sandbox's own directory and app: leave out --server, --google-credentials and the other options for Google.")
        }
        guard directoryFiles == nil || google.domain == nil else { throw ValidationError("--google-domain does not go with --directory-files.") }
    }

    /// The connection to Google as the options want it; `nil` where they say nothing about it.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when the file cannot be used, or there is no connection to change.
    func googleConnection(changing directory: DirectorySettings?) throws(OperationError) -> GoogleConnection? {
        let domain = google.domain.flatMap { $0.isEmpty ? nil : $0 }
        if let googleKey, let googleAdministrator {
            return GoogleConnection(
                .keyFile(Self.wholePath(googleKey)), administrator: googleAdministrator, customer: googleCustomer ?? GoogleConnection.ownCustomer,
                primaryDomain: domain, apiBaseURL: googleServer)
        }
        if google.connects {
            let credentials: GoogleConnection.Credentials =
                if let file = google.credentials {
                    try GoogleCredentialsFile.credentials(Self.wholePath(file))
                } else { .metadataServer(google.metadataServer ?? GoogleConnection.metadataAddress) }
            return GoogleConnection(
                credentials, administrator: googleAdministrator, customer: googleCustomer ?? GoogleConnection.ownCustomer, primaryDomain: domain,
                apiBaseURL: googleServer)
        }
        guard googleCustomer != nil || googleServer != nil || google.domain != nil else { return nil }
        guard case .google(var connection) = directory else {
            throw .invalidInput(
                "--google-customer, --google-domain and --google-server change a connection to Google, and this home has none. Connect it with "
                    + "--google-credentials FILE or --google-metadata. Nothing was saved.")
        }
        if let googleCustomer { connection.customer = googleCustomer }
        if google.domain != nil { connection.primaryDomain = domain }
        // An empty text returns to Google's own server.
        if let googleServer { connection.apiBaseURL = googleServer.isEmpty ? nil : googleServer }
        return connection
    }
}
