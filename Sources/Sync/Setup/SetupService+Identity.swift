import Directory
package import Engine
import FileHome
import Foundation
import Ledger
package import Provisioning

/// When the directory names its people by another kind of id than the context.ledger.
extension SetupService {
    /// The people who are in the directory with the same address under another id, as it is now; `nil` when there is no change of the kind of id. Reads the directory,
    /// writes nothing.
    package func identityChange() async throws(OperationError) -> IdentityChange? {
        let source = try context.source(context.configuration())
        let state = try recorded(context.ledger.state(now: context.now))
        if let (file, until) = ExportStillness.waitsFor(source.exportedFiles(), memory: state.exports, now: context.now) {
            throw .filesChanging(name: file.name, until: until)
        }
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
        return IdentityChange(links: state.links, timers: state.timers, separate: state.separateIdentities, snapshot: snapshot)
    }

    /// Carries the links over to the present ids, with timers and decisions. The ids that the accounts carry are exchanged by the runs that follow. Returns how many
    /// links went over.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when somebody would lose a link by it.
    package func carryLinks(_ change: IdentityChange) throws(OperationError) -> Int {
        guard change.canCarry else { throw .invalidInput(change.words) }
        return try whileNobodyRuns { who, moment throws(LedgerError) in try context.ledger.carry(change.pairs, by: who, now: moment) }
    }

    /// Keeps that these are other people: nobody gets another one's account, and who is gone counts as gone.
    package func separate(_ change: IdentityChange) throws(OperationError) {
        try whileNobodyRuns { who, moment throws(LedgerError) in try context.ledger.separate(change.pairs, by: who, now: moment) }
    }

    /// A run that is under way works with the links as it read them.
    private func whileNobodyRuns<Value>(_ body: (AuditActor, Date) throws(LedgerError) -> Value) throws(OperationError) -> Value {
        let who = try context.decidedBy()
        let lock = try context.acquireRunLock()
        defer { lock.release() }
        return try recorded(body(who, context.now))
    }
}
