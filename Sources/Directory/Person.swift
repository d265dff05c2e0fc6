/// One person of the directory, with the attribute values that were asked for.
package struct Person: Sendable, Equatable, Identifiable {
    /// What the directory says of the person; archived wins over suspended, because archived people are left alone.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case active
        case suspended
        case archived
        case deleted
    }

    /// The immutable id: the identity of a person. An address is not, it can be renamed and reused.
    package let id: String
    /// The primary address, as the directory writes it.
    package var primaryEmail: String
    /// The name shown to people; falls back to the address.
    package var fullName: String
    /// Active, suspended, archived or deleted.
    package var status: Status
    /// Whether this is a guest account: guests are never provisioned.
    package var isGuest: Bool
    /// Where the person stands in the tree of organizational units, `/` is the root.
    package var organizationalUnitPath: String
    /// Attribute values by ``DirectoryAttribute/id``; a person without a value has no entry. Made anew each time: ``value(of:)`` gives a single one.
    package var attributes: [String: String] {
        get { values.dictionary }
        set { values = CompactTexts(newValue, Self.family) }
    }

    private var values: CompactTexts
    private static let family = CompactTextFamily()

    package init(
        id: String, primaryEmail: String, fullName: String? = nil, status: Status = .active, isGuest: Bool = false,
        organizationalUnitPath: String = "/",
        attributes: [String: String] = [:]
    ) {
        self.init(
            id: id, primaryEmail: primaryEmail, fullName: fullName, status: status, isGuest: isGuest, organizationalUnitPath: organizationalUnitPath,
            attributes: CompactTexts(attributes, Self.family))
    }

    /// One of many people of a list, whose attributes were written by one ``attributeWriter(covering:)``.
    package init(
        id: String, primaryEmail: String, fullName: String?, status: Status, isGuest: Bool, organizationalUnitPath: String, attributes: CompactTexts
    ) {
        self.id = id
        self.primaryEmail = primaryEmail
        self.fullName = fullName ?? primaryEmail
        self.status = status
        self.isGuest = isGuest
        self.organizationalUnitPath = organizationalUnitPath
        values = attributes
    }

    /// Writes the values of these attributes for one person after the other.
    package static func attributeWriter(covering attributes: Set<String>) -> CompactTextWriter { CompactTextWriter(attributes, family) }

    /// The value of an attribute by its ``DirectoryAttribute/id``, as far as it was asked for; `nil` when the person has none.
    package func value(of attributeID: String) -> String? {
        switch attributeID {
        case "primaryEmail": primaryEmail
        case "id": id
        case "orgUnitPath": organizationalUnitPath
        default: values[attributeID]
        }
    }

    /// The part of the primary address behind the `@`, in lower case.
    package var domain: String {
        primaryEmail.lastIndex(of: "@").map { String(primaryEmail[primaryEmail.index(after: $0)...]).lowercased() } ?? ""
    }
}
