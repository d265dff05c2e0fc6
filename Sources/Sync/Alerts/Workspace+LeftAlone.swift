import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

extension Workspace {
    /// Directory ids of people whose delays are held, because they are archived or excluded, as the newest plan has it.
    ///
    /// A service asks every minute, and a plan may have many thousand entries: it is read again only after somebody wrote to the ledger.
    func peopleLeftAlone() throws(LedgerError) -> Set<String> {
        // Before the plan is read: what is written meanwhile makes the next one look again.
        let versions = ledgerVersions
        if let leftAlone, !versions.isEmpty, leftAlone.versions == versions { return leftAlone.people }
        let entries = try ledger.rememberedPlan()?.entries ?? []
        let people = Set(entries.compactMap { if case .deprovisioning(let entry) = $0, entry.isHeld { entry.personID } else { nil } })
        leftAlone = (versions, people)
        return people
    }

    /// What is on the disk of the ledger: SQLite appends each transaction to the second file, and moves them to the first one at times. Empty where it is no file.
    private var ledgerVersions: [FileVersion] {
        let file = home.ledgerFile
        return [file, URL(fileURLWithPath: file.path + "-wal")].compactMap { FileVersion(of: $0) }
    }
}
