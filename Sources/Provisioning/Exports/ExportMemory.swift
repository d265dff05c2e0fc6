package import Directory
package import Foundation

/// What the ledger keeps of exported files: how they were when a run last looked, and who was missing from which.
package struct ExportMemory: Sendable, Equatable {
    /// A file as a run saw it.
    package struct Seen: Sendable, Equatable {
        package let file: ExportedFile
        /// When a run first saw it with this size and time.
        package let since: Date

        package init(file: ExportedFile, since: Date) {
            self.file = file
            self.since = since
        }
    }

    /// The name under which the list of all people is kept, beside the groups, which are kept by id.
    package static let people = ""

    /// By the file's name.
    package var files: [String: Seen]
    /// The modification time of the file in which somebody was first missing: by list (``people``, or a group's id), then by person.
    package var absences: [String: [String: Date]]
    /// Who counted as a member of a group that the settings name, by the group's id.
    package var members: [String: Set<String>]

    /// Makes a memory; without arguments, that of a new ledger.
    package init(files: [String: Seen] = [:], absences: [String: [String: Date]] = [:], members: [String: Set<String>] = [:]) {
        self.files = files
        self.absences = absences
        self.members = members
    }

    /// The memory after a look at the files at this moment. A file that is as it was keeps the moment at which it was first seen so.
    package func noting(_ found: [ExportedFile], now: Date) -> [String: Seen] {
        var files: [String: Seen] = [:]
        for file in found {
            if let seen = self.files[file.name], seen.file == file, seen.since <= now {
                files[file.name] = seen
            } else {
                files[file.name] = Seen(file: file, since: now)
            }
        }
        return files
    }
}
