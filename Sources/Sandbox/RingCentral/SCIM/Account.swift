import Foundation

/// A RingCentral account (an extension) with the attributes that its SCIM schema has, and no others.
struct Account: Codable, Sendable, Equatable {
    struct Phone: Codable, Sendable, Equatable {
        /// `work`, `mobile` or `other`.
        var type: String
        var value: String
    }

    /// The one address, of type `work`.
    struct Address: Codable, Sendable, Equatable {
        var streetAddress: String?
        var locality: String?
        var region: String?
        var postalCode: String?
        var country: String?

        var isEmpty: Bool { self == Address() }
    }

    /// The extension id: digits, never reused.
    var id: String
    var externalId: String?
    var userName: String
    /// The one e-mail, of type `work`; equal to `userName` in every account at rest.
    var email: String
    var givenName: String
    var familyName: String
    var phones: [Phone] = []
    var address: Address?
    var photo: String?
    var title: String?
    var active = false
    /// Whether it was to be active and nobody has activated it yet; `nil`, as in older state files, is no. SCIM shows `active: false` alone.
    var awaitsActivation: Bool?
    /// Whether RingCentral froze it; `nil`, as in older state files, is no. SCIM shows `active: false` alone.
    var isFrozen: Bool?
    var department: String?
    var created: Date
    var lastModified: Date
}

extension Account {
    static let coreSchema = "urn:ietf:params:scim:schemas:core:2.0:User"
    static let enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

    /// The SCIM resource. The short form, as listings have it, lacks addresses and phone numbers.
    func resource(baseURL: String, short: Bool = false) -> JSONValue {
        let meta: JSONValue = [
            "resourceType": "User", "created": .string(created.rfc3339), "lastModified": .string(lastModified.rfc3339),
            "location": .string("\(baseURL)/scim/v2/Users/\(id)"),
        ]
        var schemas: [JSONValue] = [.string(Self.coreSchema)]
        if department != nil { schemas.append(.string(Self.enterpriseSchema)) }
        var members: [String: JSONValue?] = [
            "schemas": .array(schemas), "id": .string(id), "externalId": .optional(externalId), "userName": .string(userName),
            "name": ["givenName": .string(givenName), "familyName": .string(familyName)],
            "emails": [["type": "work", "value": .string(email)]],
            "photos": photo.map { [["type": "photo", "value": .string($0)]] }, "title": .optional(title), "active": .bool(active), "meta": meta,
            Self.enterpriseSchema: department.map { ["department": .string($0)] },
        ]
        if !short {
            members["phoneNumbers"] = phones.isEmpty ? nil : .array(phones.map { ["type": .string($0.type), "value": .string($0.value)] })
            members["addresses"] = address.map { [$0.value] }
        }
        return .present(members)
    }
}

extension Account.Address {
    var value: JSONValue {
        .present([
            "type": "work", "streetAddress": .optional(streetAddress), "locality": .optional(locality), "region": .optional(region),
            "postalCode": .optional(postalCode), "country": .optional(country),
        ])
    }

    /// The sub-attributes by their folded names.
    static let parts: [String: any WritableKeyPath<Account.Address, String?> & Sendable] = [
        "streetaddress": \.streetAddress, "locality": \.locality, "region": \.region, "postalcode": \.postalCode, "country": \.country,
    ]
}
