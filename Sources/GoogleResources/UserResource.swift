package import Directory
package import JSON

/// A user of the Directory API (API facts C.4), read leniently: members may be missing, null or of unexpected types.
package struct UserResource {
    let object: JSONValue

    /// A user as it came.
    package init(_ object: JSONValue) { self.object = object }

    /// Google's id of the customer that the user belongs to; `nil` where the answer leaves it out.
    package var customerID: String? { object["customerId"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// The `fields` mask that covers these attributes and what every person needs.
    package static func fields(for attributes: Set<String>) -> String {
        let always: Set<String> = ["id", "customerId", "primaryEmail", "name", "suspended", "archived", "orgUnitPath", "isGuestUser", "deletionTime"]
        let wanted = attributes.map { $0.prefix { $0 != "." && $0 != "[" } }.map(String.init)
        return always.union(wanted).sorted().joined(separator: ",")
    }

    /// The person, with the values of these attributes; `nil` without id or address. Many people of one list are read by one ``PersonReader``.
    ///
    /// - Throws: ``Unclear`` when it cannot be told whether the person is active.
    package func person(attributes: Set<String>, isDeleted: Bool = false) throws(Unclear) -> Person? {
        var reader = PersonReader(attributes: attributes, isDeleted: isDeleted)
        return try reader.person(self)
    }
}
