/// A file of an export, as it was when it was looked at.
package struct ExportedFile: Sendable, Equatable {
    /// The name in the folder, such as `users.csv`.
    package let name: String
    /// In bytes.
    package let size: Int64
    /// When it was written last, in milliseconds since 1970, UTC: a number that the ledger keeps as it is.
    package let modifiedMilliseconds: Int64

    package init(name: String, size: Int64, modifiedMilliseconds: Int64) {
        self.name = name
        self.size = size
        self.modifiedMilliseconds = modifiedMilliseconds
    }

    /// The files that may hold people, in the order in which they count.
    package static let peopleNames = ["users.json", "users.csv"]
    /// The files that may hold members, in the order in which they count.
    package static let memberNames = ["members.json", "members.csv"]
}

extension DirectorySource {
    /// A service has no files.
    package func exportedFiles() -> [ExportedFile] { [] }
}
