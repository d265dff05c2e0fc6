import Foundation

extension Person {
    /// What a listing shows of custom schemas.
    enum Projection: Sendable, Equatable {
        case basic
        case custom(Set<String>)
        case full

        func shows(_ schema: String) -> Bool {
            switch self {
            case .basic: false
            case .custom(let names): names.contains(schema)
            case .full: true
            }
        }
    }

    static let customSchema = "Telephony"

    /// Members of a user resource that may appear, for checking field masks.
    static let resourceMembers: Set<String> = [
        "kind", "id", "etag", "primaryEmail", "name", "aliases", "nonEditableAliases", "isAdmin", "isDelegatedAdmin", "suspended", "suspensionReason",
        "suspensionTime", "archived", "archivalTime", "creationTime", "deletionTime", "lastLoginTime", "orgUnitPath", "customerId", "isMailboxSetup",
        "isGuestUser",
        "guestAccountInfo", "emails", "organizations", "phones", "addresses", "externalIds", "relations", "locations", "customSchemas",
        "thumbnailPhotoUrl",
        "thumbnailPhotoEtag", "agreedToTerms", "changePasswordAtNextLogin", "ipWhitelisted", "includeInGlobalAddressList", "isEnrolledIn2Sv",
        "isEnforcedIn2Sv",
        "languages", "ims", "keywords", "notes", "gender", "websites", "posixAccounts", "sshPublicKeys", "recoveryEmail", "recoveryPhone", "*",
    ]

    /// The user resource of the Directory API. Absent lists are left out, as Google does.
    func resource(managerEmail: String?, projection: Projection) -> JSONValue {
        var members: [String: JSONValue?] = [
            "kind": "admin#directory#user", "id": .string(id), "primaryEmail": .string(primaryEmail),
            "name": ["givenName": .string(givenName), "familyName": .string(familyName), "fullName": .string("\(givenName) \(familyName)")],
            "isAdmin": .bool(isAdmin), "isDelegatedAdmin": false, "suspended": .bool(suspended), "archived": .bool(archived),
            "creationTime": .string(creationTime.rfc3339), "orgUnitPath": .string(orgUnitPath), "customerId": .string(Organisation.customerID),
            "isMailboxSetup": true,
            "isGuestUser": .bool(guestEmail != nil), "includeInGlobalAddressList": true,
        ]
        members["lastLoginTime"] = .string(creationTime.addingTimeInterval(3600).rfc3339)
        members["guestAccountInfo"] = guestEmail.map { ["primaryGuestEmail": .string($0)] }
        members["suspensionReason"] = suspended ? "ADMIN" : nil
        members["suspensionTime"] = suspensionTime.map { .string($0.rfc3339) }
        members["archivalTime"] = archivalTime.map { .string($0.rfc3339) }
        if let deletionTime {
            members["deletionTime"] = .string(deletionTime.rfc3339)
        } else {
            members["aliases"] = aliases.isEmpty ? nil : .array(aliases.map { .string($0) })
            members["emails"] = .array(
                [["address": .string(primaryEmail), "primary": true]] + aliases.map { ["address": .string($0)] })
            if domain == Organisation.primaryDomain {
                members["nonEditableAliases"] = [.string("\(primaryEmail.dropLast(domain.utf8.count))\(Organisation.aliasDomain)")]
            }
        }
        members.merge(workMembers(managerEmail: managerEmail)) { _, new in new }
        if projection.shows(Self.customSchema), telephonyExtension != nil || telephonySite != nil {
            members["customSchemas"] = [
                Self.customSchema: .present(["extension": .optional(telephonyExtension), "site": .optional(telephonySite)])
            ]
        }
        return JSONValue.present(members).withEtag
    }

    private func workMembers(managerEmail: String?) -> [String: JSONValue?] {
        let phones: [JSONValue] = [
            mobilePhone.map { ["type": "mobile", "value": .string($0)] }, workPhone.map { ["type": "work", "value": .string($0), "primary": true] },
        ].compactMap { $0 }
        let hasWork = title != nil || department != nil || costCenter != nil
        return [
            "organizations": hasWork
                ? [
                    .present([
                        "title": .optional(title), "department": .optional(department), "costCenter": .optional(costCenter), "primary": true,
                        "customType": "",
                        "description": .string(employeeID == nil ? "Contractor" : "Employee"),
                    ])
                ] : nil,
            "phones": phones.isEmpty ? nil : .array(phones), "addresses": address.map { [$0.resource] },
            "externalIds": employeeID.map { [["type": "organization", "value": .string($0)]] },
            "relations": managerEmail.map { [["type": "manager", "value": .string($0)]] },
            "locations": desk.map {
                [
                    [
                        "type": "desk", "area": "desk", "buildingId": .string($0.buildingId), "floorName": .string($0.floorName),
                        "floorSection": .string($0.floorSection),
                    ]
                ]
            },
        ]
    }
}

extension Person.Address {
    fileprivate var resource: JSONValue {
        [
            "type": "work", "streetAddress": .string(streetAddress), "locality": .string(locality), "region": .string(region),
            "postalCode": .string(postalCode),
            "country": .string(country), "formatted": .string("\(streetAddress)\n\(postalCode) \(locality)\n\(country)"),
        ]
    }
}

extension JSONValue {
    /// The object with an `etag` made of its content (FNV-1a).
    var withEtag: JSONValue {
        guard case .object(var members) = self else { return self }
        members["etag"] = .string("\"\(String(contentHash, radix: 36))\"")
        return .object(members)
    }

    /// The same for equal values, in whatever order their members lie: that of an object is a sum, so that nothing has to be sorted.
    private var contentHash: UInt64 {
        switch self {
        case .null: Self.hash("", seed: 1)
        case .bool(let value): Self.hash("", seed: value ? 2 : 3)
        case .integer(let value): Self.hash(String(value), seed: 4)
        case .number(let value): Self.hash(String(value), seed: 5)
        case .string(let value): Self.hash(value, seed: 6)
        case .array(let elements): elements.reduce(7) { ($0 &* Self.prime) ^ $1.contentHash }
        case .object(let members): members.reduce(8) { $0 &+ Self.hash($1.key, seed: $1.value.contentHash) }
        }
    }

    private static let prime: UInt64 = 0x100_0000_01b3

    private static func hash(_ text: String, seed: UInt64) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)) { ($0 ^ UInt64($1)) &* prime }
    }
}
