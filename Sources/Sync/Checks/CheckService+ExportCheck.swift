import Directory
import Engine
import Foundation
import Ledger
import Provisioning

extension CheckService {
    /// Whether the exported files count, and whether they name people as the ledger does; `nil` when the directory is a service.
    func exportCheck(_ configuration: Configuration) async -> Check? {
        guard case .files(let folder) = configuration.directory else { return nil }
        let subject = Check.Subject(
            name: "Exported files", why: "A file that is still being copied, or that names people by other ids, would make people look gone.")
        let again = "Do what is said here, then look again: autoprovision doctor"
        do throws(OperationError) {
            if let change = try await setup.identityChange() { return subject.failed(change.words, mend: again) }
            let files = try context.source(configuration).exportedFiles()
            guard let people = ExportedFile.peopleNames.lazy.compactMap({ name in files.first { $0.name == name } }).first else {
                return subject.failed("There is neither users.json nor users.csv in \(folder).", mend: again)
            }
            let text = "\(people.name) in \(folder), written on \(people.modified.words)"
            let missing = try recorded(
                context.ledger.state(now: context.now).exports.absences.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.count)
            let isOld = context.now.timeIntervalSince(people.modified) > 7 * 86_400
            guard !isOld else {
                return subject.warning("\(text). That is more than a week ago: who left since keeps the account.", mend: "Export the people again.")
            }
            if people.name == "users.csv", try await isKnownByAddress(configuration) {
                return subject.warning(
                    "\(text), has no column \"User ID\": people are known by their address, so whoever is renamed looks like somebody new.",
                    mend: "Add the column \"User ID\" to the export, then: autoprovision setup --carry-links")
            }
            return subject.passed(
                text
                    + (missing == 0
                        ? "" : "; \(Check.counted(missing, "person")) with an account missing from a list, which a second export has to confirm"))
        } catch {
            return subject.failed(error.description, mend: again)
        }
    }

    private func isKnownByAddress(_ configuration: Configuration) async throws(OperationError) -> Bool {
        let source = try context.source(configuration)
        return try await answered(await source.firstPeople(limit: 1, attributes: []).contains { $0.id == $0.primaryEmail.lowercased() })
    }
}
