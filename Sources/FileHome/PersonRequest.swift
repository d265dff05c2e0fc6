package import Engine
import Foundation

/// Somebody waits for a run that is under way to take one person next: a document of the home, which the run takes away when it begins with that person.
package struct PersonRequest: Sendable, Equatable, Codable {
    /// The person's directory id.
    package let personID: String
    /// Who asks.
    package let user: String
    package let administrator: String?

    package init(personID: String, user: String, administrator: String?) {
        (self.personID, self.user, self.administrator) = (personID, user, administrator)
    }

    /// Asks. Only call it while holding the lock ``HomeLockPurpose/personRequest``.
    package func ask(_ home: any HomeStorage) throws(ConfigurationError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try home.write(data, to: .personRequest)
    }

    /// Whether somebody asks; cheap, because a run looks before every write. A home that cannot be asked now says so to the write itself.
    package static func isThere(_ home: any HomeStorage) -> Bool { ((try? home.version(of: .personRequest)) ?? nil) != nil }

    /// Takes the request; `nil` when there is none, or none that can be read.
    package static func take(_ home: any HomeStorage) -> PersonRequest? {
        guard (try? home.rename(.personRequest, to: .takenRequest)) == true else { return nil }
        guard let data = (try? home.read(.takenRequest)) ?? nil, let request = try? JSONDecoder().decode(Self.self, from: data) else {
            home.remove(.takenRequest)
            return nil
        }
        return request
    }

    /// The request that was taken is answered.
    package static func answered(_ home: any HomeStorage) { home.remove(.takenRequest) }

    /// Whether the request still waits or is being answered.
    package static func isOpen(_ home: any HomeStorage) throws(ConfigurationError) -> Bool {
        if try home.version(of: .personRequest) != nil { return true }
        return try home.version(of: .takenRequest) != nil
    }

    /// Nobody waits any more.
    package static func withdraw(_ home: any HomeStorage) {
        home.remove(.personRequest)
        home.remove(.takenRequest)
    }
}
