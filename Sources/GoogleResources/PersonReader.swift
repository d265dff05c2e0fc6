package import Directory
import JSON

/// Reads the people of a listing, who all have the same attributes: where these stand in a user is found out once.
package struct PersonReader {
    private let isDeleted: Bool
    private var values: CompactTextWriter
    /// In the order of the writer's keys; `nil` for those that were not asked for.
    private let places: [AttributePlace?]
    private var units = SharedTexts()

    /// Nobody was read yet.
    ///
    /// - Parameters:
    ///   - attributes: those that are wanted, by id.
    ///   - isDeleted: whether the list is one of deleted people, where nothing else counts.
    package init(attributes: Set<String>, isDeleted: Bool = false) {
        self.isDeleted = isDeleted
        values = Person.attributeWriter(covering: attributes)
        places = values.keys.map { attributes.contains($0) ? AttributePlace($0) : nil }
    }

    /// The person; `nil` without id or address.
    ///
    /// - Throws: ``UserResource/Unclear`` when it cannot be told whether the person is active.
    package mutating func person(_ user: UserResource) throws(UserResource.Unclear) -> Person? {
        let object = user.object
        guard let id = object["id"]?.string, !id.isEmpty, let email = object["primaryEmail"]?.string, Self.isAddress(email) else { return nil }
        // A copy, because the writer changes this reader while it asks for the values.
        let places = places
        return Person(
            id: id, primaryEmail: email, fullName: object["name"]?["fullName"]?.text, status: try user.status(isDeleted: isDeleted),
            isGuest: try user.isGuest(), organizationalUnitPath: units.shared(object["orgUnitPath"]?.string ?? "/"),
            attributes: values.texts { places[$0]?.value(in: object) })
    }

    /// Whether it has an `@`. One that a mark behind it makes another character is none: ``Person/domain`` would not find it.
    private static func isAddress(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.contains(UInt8(ascii: "@")) : text.contains("@")
    }
}
