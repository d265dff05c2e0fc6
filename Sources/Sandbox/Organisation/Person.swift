import Foundation

/// Somebody in the sample organisation's directory.
struct Person: Codable, Sendable, Equatable {
    struct Address: Codable, Sendable, Equatable {
        var streetAddress: String
        var locality: String
        var region: String
        var postalCode: String
        var country: String
    }

    struct Desk: Codable, Sendable, Equatable {
        var buildingId: String
        var floorName: String
        var floorSection: String
    }

    /// Immutable; addresses are renamed and reused, this is not.
    var id: String
    var primaryEmail: String
    var aliases: [String] = []
    var givenName: String
    var familyName: String
    var orgUnitPath: String
    var isAdmin = false
    /// The address that a guest signs in with elsewhere; `nil` for everybody else.
    var guestEmail: String?
    var suspended = false
    var suspensionTime: Date?
    var archived = false
    var archivalTime: Date?
    var creationTime: Date
    var deletionTime: Date?
    var title: String?
    var department: String?
    var costCenter: String?
    var employeeID: String?
    var managerID: String?
    var mobilePhone: String?
    var workPhone: String?
    var address: Address?
    var desk: Desk?
    /// Custom schema `Telephony`.
    var telephonyExtension: String?
    var telephonySite: String?

    var domain: String { primaryEmail.split(separator: "@").last.map(String.init) ?? "" }

    /// Whether a user key names this person: id, primary address or alias, addresses without regard to case.
    func answers(to key: String) -> Bool {
        let folded = key.lowercased()
        return id == key || primaryEmail.lowercased() == folded || aliases.contains { $0.lowercased() == folded }
    }
}
