import Directory
import Engine
import ExportedDirectory
import Foundation
import GoogleDirectory
import HTTP
import Provisioning
import Timing

/// Opens the directory that the configuration names.
enum DirectoryConnection {
    /// Makes the source; nothing is read yet. `keyText` is that of a key file which is not written yet.
    static func open(
        _ settings: DirectorySettings?, keyText: Data? = nil, transport: any HTTPTransport, time: Time
    ) throws(OperationError) -> any DirectorySource {
        switch settings {
        case nil:
            throw .blocked(
                Blocked(.connection, "No directory is connected. Connect Google or a folder of exported files: see `autoprovision setup --help`."))
        case .files(let folder):
            return ExportedDirectorySource(folder: URL(fileURLWithPath: folder))
        case .google(let connection):
            do throws(DirectoryError) {
                return try GoogleDirectorySource(
                    settings: GoogleDirectorySettings(connection, keyText: keyText), transport: transport, time: time)
            } catch {
                throw .directory(error)
            }
        }
    }
}

extension GoogleDirectorySettings {
    /// The settings of a connection. `keyText` is that of a key file which is not written yet.
    init(_ connection: GoogleConnection, keyText: Data?) throws(DirectoryError) {
        let credentials: GoogleCredentials
        switch connection.credentials {
        case .keyFile(let file):
            if let keyText {
                credentials = .key(try ServiceAccountKeyFile(text: keyText, name: file))
            } else {
                credentials = .key(try ServiceAccountKeyFile(URL(fileURLWithPath: file)))
            }
        case .federationFile(let file): credentials = .federation(URL(fileURLWithPath: file))
        case .metadataServer(let address):
            guard let server = URL(string: address) else { throw .invalidSettings("\"\(address)\" is not an address of a metadata server.") }
            credentials = .metadataServer(server)
        }
        self.init(
            credentials, administrator: connection.administrator, customer: connection.customer, primaryDomain: connection.primaryDomain,
            apiBaseURL: connection.apiBaseURL.flatMap(URL.init(string:)) ?? GoogleDirectorySettings.defaultAPIBaseURL)
    }
}
