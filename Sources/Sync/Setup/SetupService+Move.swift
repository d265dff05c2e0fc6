package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

/// What moved from one home to another.
package struct HomeMove: Sendable, Equatable {
    /// Rows of the context.ledger.
    package var rows = 0
    /// Entries of the log, whose chain is as it was written in both homes.
    package var entries = 0
    package var hasCredentials = false
    /// Whether it was on, and now is at the new place alone.
    package var wasOn = false
}

extension SetupService {
    /// Moves everything to another home, which has to be empty. This one is turned off then, and stays as it was otherwise.
    ///
    /// - Throws: ``OperationError`` when something runs at either home, the other one is not empty, or the log is not as it was written. Both are as they were then.
    package func move(to other: SetupService) async throws(OperationError) -> HomeMove {
        // Whoever changed the file by hand is in the history before it goes.
        let configuration = try context.configuration()
        let locks = try takeAll()
        defer { for lock in locks { lock.release() } }
        var documents: [HomeDocument: Data] = [:]
        for document in [HomeDocument.credentials, .places, .configuration] {
            documents[document] = try configured(context.home.read(document))
        }
        guard documents[.configuration] != nil else {
            throw .invalidInput("There is no setup in \(context.home.displayName), so there is nothing to move.")
        }
        guard case .intact = try recorded(context.ledger.verifyAudit()) else {
            throw .invalidInput(
                "The log in \(context.home.displayName) is not as it was written: autoprovision log --verify says where. Nothing was moved.")
        }
        var move = try await other.receive(documents, of: context.ledger, keyFile: context.home.keyFile)
        move.wasOn = configuration.autoprovisioning.isOn
        // Still under the locks: no run may begin here once the other home is on.
        if move.wasOn { try context.update { $0.autoprovisioning.isOn = false } }
        return move
    }

    /// Takes over what another home kept.
    private func receive(_ documents: [HomeDocument: Data], of other: Ledger, keyFile: URL) throws(OperationError) -> HomeMove {
        guard try configured(context.home.version(of: .configuration)) == nil, try recorded(context.ledger.isEmpty()) else {
            throw .invalidInput("\(context.home.displayName) is in use already. Name a home that is empty; nothing was moved.")
        }
        let locks = try takeAll()
        defer { for lock in locks { lock.release() } }
        var move = HomeMove(hasCredentials: documents[.credentials] != nil)
        if move.hasCredentials { try takeKey(keyFile) }
        move.rows = try recorded(context.ledger.copy(from: other))
        guard case .intact(let entries) = try recorded(context.ledger.verifyAudit()) else {
            throw .invalidInput(
                "The log arrived in \(context.home.displayName) otherwise than it was sent, so the move was given up; the old home is as it was.")
        }
        move.entries = entries
        // The configuration comes last: until then nothing runs there.
        for document in [HomeDocument.credentials, .places, .configuration] {
            if let data = documents[document] { try configured(context.home.write(data, to: document)) }
        }
        try configured(context.credentials.requireUsable())
        return move
    }

    /// The key that opens the credentials goes along, where it is in a file and not somewhere else.
    private func takeKey(_ file: URL) throws(OperationError) {
        guard file != context.home.keyFile, let key = try? Data(contentsOf: file) else { return }
        if let there = try? Data(contentsOf: context.home.keyFile) {
            guard there == key else {
                throw .invalidInput(
                    "\(context.home.keyFile.path) holds another key than \(file.path), so the credentials could not be opened there. Move the other key away, or keep the "
                        + "homes apart; nothing was moved.")
            }
            return
        }
        try configured(SecureFile.write(key, to: context.home.keyFile))
    }

    /// Keeps runs and services out.
    private func takeAll() throws(OperationError) -> [any HomeLock] {
        var locks: [any HomeLock] = []
        for purpose in [HomeLockPurpose.run, .service] {
            guard let lock = try configured(context.home.tryLock(purpose, holder: "autoprovision home move")) else {
                for lock in locks { lock.release() }
                let holder = (try? context.home.holder(of: purpose)) ?? nil
                throw .invalidInput(
                    "\(purpose == .run ? "A run is under way" : "A service starts runs") in \(context.home.displayName)"
                        + "\(holder.map { $0.isEmpty ? "" : " (\($0))" } ?? ""). Stop it first; nothing was moved.")
            }
            locks.append(lock)
        }
        return locks
    }
}
