package import Engine
import Files
import Foundation

/// Somebody waits for a run that is under way to take one person next: a file beside the ledger, which the run takes away when it begins with that person.
package struct PersonRequest: Sendable, Equatable, Codable {
    /// The person's directory id.
    package let personID: String
    /// Who asks.
    package let user: String
    package let administrator: String?

    package init(personID: String, user: String, administrator: String?) {
        (self.personID, self.user, self.administrator) = (personID, user, administrator)
    }

    private static let limit = 65_536

    /// Asks. Only call it while holding the requests' lock (``PersonRequestLock``).
    package func ask(_ home: Home) throws(ConfigurationError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try SecureFile.write(data, to: home.personRequestFile, isDurable: false)
    }

    /// Whether somebody asks; cheap, because a run looks before every write.
    package static func isThere(_ home: Home) -> Bool { access(home.personRequestFile.path, F_OK) == 0 }

    /// Takes the request; `nil` when there is none, or none that can be read.
    package static func take(_ home: Home) -> PersonRequest? {
        guard rename(home.personRequestFile.path, home.takenRequestFile.path) == 0 else { return nil }
        guard let data = try? RegularFile.read(home.takenRequestFile, limit: limit), let request = try? JSONDecoder().decode(Self.self, from: data)
        else {
            unlink(home.takenRequestFile.path)
            return nil
        }
        return request
    }

    /// The request that was taken is answered.
    package static func answered(_ home: Home) { unlink(home.takenRequestFile.path) }

    /// Whether the request still waits or is being answered.
    package static func isOpen(_ home: Home) -> Bool { isThere(home) || access(home.takenRequestFile.path, F_OK) == 0 }

    /// Nobody waits any more.
    package static func withdraw(_ home: Home) {
        unlink(home.personRequestFile.path)
        unlink(home.takenRequestFile.path)
    }
}

/// One asks at a time; the others wait.
package struct PersonRequestLock: Sendable {
    private let lock: FileLock

    /// Takes the lock; `nil` when somebody else asks.
    package static func acquire(_ home: Home) throws(ConfigurationError) -> PersonRequestLock? {
        guard let lock = try FileLock.tryAcquire(home.personLockFile) else { return nil }
        return PersonRequestLock(lock: lock)
    }

    /// Gives the lock back.
    package func release() { lock.release() }
}
