import Directory
import ExportedDirectory
import Foundation
import GoogleDirectory
import HTTP
import Provisioning

/// Opens the directory that the configuration names.
enum DirectoryConnection {
    /// Makes the source; nothing is read yet. `keyText` is that of a key file which is not written yet.
    static func open(
        _ settings: DirectorySettings?, keyText: Data? = nil, transport: any HTTPTransport, now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) throws(OperationError) -> any DirectorySource {
        switch settings {
        case nil:
            throw .blocked(
                Blocked(.connection, "No directory is connected. Connect Google or a folder of exported files: see `autoprovision setup --help`."))
        case .files(let folder):
            return ExportedDirectorySource(folder: URL(fileURLWithPath: folder))
        case .google(let keyFile, let administrator, let customer, let apiBaseURL):
            do throws(DirectoryError) {
                let file = URL(fileURLWithPath: keyFile)
                let key = if let keyText { try ServiceAccountKey(keyText, name: keyFile) } else { try ServiceAccountKey.load(from: file) }
                let settings = GoogleDirectorySettings(
                    administrator: administrator, customer: customer,
                    apiBaseURL: apiBaseURL.flatMap(URL.init(string:)) ?? GoogleDirectorySettings.defaultAPIBaseURL, key: key)
                return GoogleDirectorySource(settings: settings, transport: transport, now: now, sleep: sleep)
            } catch {
                throw .directory(error)
            }
        }
    }

    /// What a plan of `configuration` needs to know of the directory.
    static func request(for configuration: Configuration, targets: [TargetAttribute]) -> DirectoryRequest {
        let settings = configuration.autoprovisioning
        return DirectoryRequest(
            attributes: MappingTable(targets: targets, mappings: settings.mapping).sourceAttributes,
            groupIDs: Set((configuration.userAccess.groups + settings.scope.groups).map(\.id)),
            includesNestedMembers: settings.scope.includesNestedMembers)
    }
}
