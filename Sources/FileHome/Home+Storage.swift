package import Engine
package import Foundation

/// A home over a folder: a file for each document, and for each lock one that the system frees when its holder dies.
extension Home: HomeStorage {
    package var name: HomeName {
        if self == .ofMachine { return .machine }
        return folder.map(HomeName.named) ?? .standard
    }

    package var ledgerPlace: String { ledgerFile.path }

    package var localFolder: URL { configurationFile.deletingLastPathComponent() }

    package var localState: URL { ledgerFile.deletingLastPathComponent() }

    package var guardedFiles: [URL] { [configurationFile, ledgerFile] }

    package var isShared: Bool { false }

    package func place(of document: HomeDocument) -> String { file(of: document).path }

    package func version(of document: HomeDocument) -> DocumentVersion? { FileVersion(of: file(of: document))?.document }

    package func read(_ document: HomeDocument) throws(ConfigurationError) -> Data? {
        try SecureFile.read(file(of: document), isSecret: document == .credentials)
    }

    package func write(_ data: Data, to document: HomeDocument) throws(ConfigurationError) {
        try SecureFile.write(data, to: file(of: document), isDurable: document.mustLast)
    }

    package func remove(_ document: HomeDocument) { unlink(file(of: document).path) }

    package func rename(_ document: HomeDocument, to other: HomeDocument) -> Bool {
        Foundation.rename(file(of: document).path, file(of: other).path) == 0
    }

    package func tryLock(_ purpose: HomeLockPurpose, holder: String) throws(ConfigurationError) -> (any HomeLock)? {
        guard let lock = try FileLock.tryAcquire(file(of: purpose)) else { return nil }
        // What another process watches changes only where something is said.
        if Self.isRead(purpose) { lock.say(holder) }
        return lock
    }

    package func lock(_ purpose: HomeLockPurpose) throws(ConfigurationError) -> any HomeLock { try FileLock.acquire(file(of: purpose)) }

    package func holder(of purpose: HomeLockPurpose) -> String? {
        let file = file(of: purpose)
        guard FileLock.isHeld(file) else { return nil }
        let data = (try? SecureFile.read(file, isSecret: false)) ?? nil
        return String(decoding: data?.prefix(Self.longestHolder) ?? Data(), as: UTF8.self)
    }

    package func findings() -> [HomeFinding] { [] }

    package func changes() throws(ConfigurationError) -> AsyncStream<Void> { try HomeWatch(self).changes }

    /// In bytes.
    private static let longestHolder = 500

    /// Whether others read what the holder says.
    private static func isRead(_ purpose: HomeLockPurpose) -> Bool { purpose == .run || purpose == .service }

    private func file(of document: HomeDocument) -> URL {
        switch document {
        case .configuration: configurationFile
        case .credentials: credentialsFile
        case .places: placesFile
        case .runProgress: runProgressFile
        case .personRequest: personRequestFile
        case .takenRequest: takenRequestFile
        case .stepDown: stepDownFile
        }
    }

    private func file(of purpose: HomeLockPurpose) -> URL {
        switch purpose {
        case .saving: localFolder.appending(path: "config.lock")
        case .credentials: localFolder.appending(path: "credentials.lock")
        case .refresh: localFolder.appending(path: "refresh.lock")
        case .run: runLockFile
        case .service: unattendedFile
        case .delivery: alertLockFile
        case .personRequest: personLockFile
        }
    }
}
