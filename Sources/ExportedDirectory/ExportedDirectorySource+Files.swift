package import Directory
import Foundation

extension ExportedDirectorySource {
    private static let fileNames =
        ExportedFile.peopleNames + ExportedFile.memberNames + ["deleted-users.json", "groups.json", "orgunits.json", "domains.json", "schemas.json"]

    /// The files of the export as they are now. What cannot be looked at cannot be read either, and is left to the reading.
    package func exportedFiles() -> [ExportedFile] {
        Self.fileNames.compactMap { name in
            var status = stat()
            guard stat(folder.appending(path: name).path, &status) == 0 else { return nil }
            let seconds = Int64(status.st_mtim.tv_sec)
            return ExportedFile(
                name: name, size: Int64(status.st_size), modifiedMilliseconds: seconds * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
        }
    }
}
