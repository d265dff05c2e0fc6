package import Engine
import Files
import Foundation
package import Provisioning

/// A file that Google made for programs: which of the kinds it is.
package enum GoogleCredentialsFile {
    private struct Kind: Decodable { let type: String? }

    /// The credentials that the file at this whole path is.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when it is none that can be used, with what would be.
    package static func credentials(_ path: String) throws(OperationError) -> GoogleConnection.Credentials {
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(URL(fileURLWithPath: path), limit: 1_048_576) } catch {
            throw .invalidInput("The file \(path) cannot be read: \(error.reason). Name a key or a federation file of Google's.")
        }
        guard let kind = try? JSONDecoder().decode(Kind.self, from: data) else {
            throw .invalidInput(
                "The file \(path) is not JSON. Name the key of a service account, or the external_account file of a workload identity pool.")
        }
        switch kind.type {
        case "service_account": return .keyFile(path)
        case "external_account": return .federationFile(path)
        case "authorized_user", "impersonated_service_account", "external_account_authorized_user":
            throw .invalidInput(
                "The file \(path) is the sign-in of a person (\(kind.type ?? "")): it ends with that person. Use a service account: autoprovision setup --print-google "
                    + "federation")
        default:
            throw .invalidInput(
                "The file \(path) is of no type that can be used. Name the key of a service account, or the external_account file of a workload identity pool."
            )
        }
    }
}
