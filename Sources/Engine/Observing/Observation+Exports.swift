import Directory
import Foundation
import Provisioning

/// What is asked before the directory's word counts, where it comes from exported files.
extension Observation {
    /// Makes sure that no file of the export may still be being copied. Returns the files as they are; none where the directory is a service.
    ///
    /// - Throws: ``OperationError/filesChanging(name:until:)``.
    func requireStillFiles(_ memory: ExportMemory, now: Date) throws(OperationError) -> [ExportedFile] {
        let files = source.exportedFiles()
        if let (file, until) = ExportStillness.waitsFor(files, memory: memory, now: now) {
            throw .filesChanging(name: file.name, until: until)
        }
        return files
    }

    /// Makes sure that the files are as they were before they were read.
    ///
    /// - Throws: ``OperationError/filesChanging(name:until:)``.
    func requireUnchanged(_ files: [ExportedFile], now: Date) throws(OperationError) {
        let after = source.exportedFiles()
        guard after != files else { return }
        let changed = after.first { file in !files.contains(file) } ?? files.first { file in !after.contains(file) }
        throw .filesChanging(name: changed?.name ?? "the export", until: now + ExportStillness.period)
    }

    /// Makes sure that the directory names people by the kind of id that the ledger knows.
    ///
    /// - Throws: ``OperationError/identityChanged(_:)``.
    func requireSameIdentities(_ snapshot: DirectorySnapshot, _ ledger: LedgerState) throws(OperationError) {
        let change = IdentityChange(links: ledger.links, timers: ledger.timers, separate: ledger.separateIdentities, snapshot: snapshot)
        if let change { throw .identityChanged(change) }
    }
}
