package import Directory
import GoogleResources
import JSON

extension GoogleDirectorySource {
    /// Reads units and people in the same state: a unit that was renamed or moved between the two lists would put its people nowhere.
    ///
    /// - Throws: ``DirectoryError/unreliable(_:)`` when somebody's unit is not in the list although both were read again.
    func readUnitsAndPeople(
        into snapshot: inout DirectorySnapshot, people: () async throws(DirectoryError) -> [Person]
    ) async throws(DirectoryError) {
        snapshot.listsUnits = true
        snapshot.organizationalUnits = try await organizationalUnits()
        snapshot.people = try await people()
        guard snapshot.personOutsideUnits() != nil else { return }
        snapshot.organizationalUnits = try await organizationalUnits()
        guard snapshot.personOutsideUnits() != nil else { return }
        // Part of the people was read before the change, part of them after it.
        snapshot.people = try await people()
        if let person = snapshot.personOutsideUnits() { throw .unknownUnit(of: person, source: "Google's list of organizational units") }
    }

    package func organizationalUnits() async throws(DirectoryError) -> [OrganizationalUnit] {
        let object = try await client.get("customer/\(settings.customer)/orgunits", [("type", "all")], reading: "organizational units")
        let list = object?["organizationUnits"]
        if let list {
            guard case .array(let elements) = list, elements.allSatisfy(\.isObject) else {
                throw .unreliable("Google's list of organizational units holds something else. Nothing was changed; try again.")
            }
        }
        return try UnitListing.units(list?.elements ?? [], source: "Google's list of organizational units")
    }
}
