import Directory
import Synchronization

/// A directory that is a value.
final class InMemoryDirectory: DirectorySource {
    private let content: Mutex<DirectorySnapshot>

    init(_ snapshot: DirectorySnapshot) { content = Mutex(snapshot) }

    func change(_ body: (inout DirectorySnapshot) -> Void) { content.withLock { body(&$0) } }

    var listsUnits: Bool { false }

    func snapshot(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot {
        let snapshot = content.withLock { $0 }
        progress(snapshot.people.count)
        return snapshot
    }

    func exportedFiles() -> [ExportedFile] { [] }

    func groups() async throws(DirectoryError) -> [Group] { [] }

    func organizationalUnits() async throws(DirectoryError) -> [OrganizationalUnit] { content.withLock { $0.organizationalUnits } }

    func attributes() async throws(DirectoryError) -> [DirectoryAttribute] { DirectoryAttribute.standard }

    func firstPeople(limit: Int, attributes: Set<String>) async throws(DirectoryError) -> [Person] {
        content.withLock { Array($0.people.prefix(limit)) }
    }

    func person(id: String, attributes: Set<String>) async throws(DirectoryError) -> PersonLookup {
        content.withLock { snapshot in (snapshot.people + snapshot.deletedPeople).first { $0.id == id }.map { .found($0) } ?? .absent }
    }

    func isMember(personID: String, groupID: String) async throws(DirectoryError) -> Bool? { nil }

    func isAdministrator(email: String) async throws(DirectoryError) -> Bool? { nil }
}
