package import Directory
package import Foundation

/// The file of a service account's key: read anew for every token, so that a new key takes effect without a restart.
package struct ServiceAccountKeyFile: Sendable {
    private let file: URL?
    /// The key as it was when the file was named.
    let first: ServiceAccountKey

    /// Reads the key.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when the file is missing, can be read by others, or is no service-account key.
    package init(_ file: URL) throws(DirectoryError) {
        first = try ServiceAccountKey.load(from: file)
        self.file = file
    }

    /// A key whose file is not written yet.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when it is no service-account key.
    package init(text: Data, name: String) throws(DirectoryError) {
        first = try ServiceAccountKey(text, name: name)
        file = nil
    }

    /// The key as it is now.
    func current() throws(DirectoryError) -> ServiceAccountKey {
        if let file { try ServiceAccountKey.load(from: file) } else { first }
    }
}
