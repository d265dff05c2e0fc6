package import Foundation

/// A file of an export, as it was when it was looked at.
package struct ExportedFile: Sendable, Equatable {
    /// The name in the folder, such as `users.csv`.
    package let name: String
    /// In bytes.
    package let size: Int64
    /// When it was written last, in milliseconds since 1970, UTC: a number that the ledger keeps as it is.
    package let modifiedMilliseconds: Int64

    /// When it was written last.
    package var modified: Date { Date(timeIntervalSince1970: Double(modifiedMilliseconds) / 1_000) }

    /// Makes a file.
    package init(name: String, size: Int64, modifiedMilliseconds: Int64) {
        self.name = name
        self.size = size
        self.modifiedMilliseconds = modifiedMilliseconds
    }

    /// Makes a file that was written at this moment.
    package init(name: String, size: Int64, modified: Date) {
        self.init(name: name, size: size, modifiedMilliseconds: Int64((modified.timeIntervalSince1970 * 1_000).rounded()))
    }
}

extension ExportedFile {
    /// The files that may hold people, and those that may hold members, in the order in which they count.
    package static let peopleNames = ["users.json", "users.csv"]
    package static let memberNames = ["members.json", "members.csv"]
    static let names = peopleNames + memberNames + ["deleted-users.json", "groups.json", "orgunits.json", "domains.json", "schemas.json"]
}

extension DirectorySource {
    /// A service has no files.
    package func exportedFiles() -> [ExportedFile] { [] }
}

extension FileDirectorySource {
    /// The files of the export as they are now. What cannot be looked at cannot be read either, and is left to the reading.
    package func exportedFiles() -> [ExportedFile] {
        ExportedFile.names.compactMap { name in
            var status = stat()
            guard stat(folder.appending(path: name).path, &status) == 0 else { return nil }
            let seconds = Int64(status.st_mtim.tv_sec)
            return ExportedFile(
                name: name, size: Int64(status.st_size), modifiedMilliseconds: seconds * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
        }
    }
}
