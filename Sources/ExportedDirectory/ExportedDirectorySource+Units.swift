package import Directory
import Foundation
import GoogleResources
import JSON

/// Organizational units of exported files: `orgunits.json` lists them with their ids; without it they are what the people's paths name, and a path is all that is
/// known of a unit.
extension ExportedDirectorySource {
    package var listsUnits: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "orgunits.json").path) }

    package func organizationalUnits() async throws(DirectoryError) -> [OrganizationalUnit] {
        if let listed = try listedUnits() { return listed }
        return Self.units(of: try people([]))
    }

    /// Reads the units for the people of `snapshot`.
    ///
    /// - Throws: ``DirectoryError/unreliable(_:)`` when units are listed, and somebody's is not among them.
    func readUnits(into snapshot: inout DirectorySnapshot) throws(DirectoryError) {
        guard let listed = try listedUnits() else { return snapshot.organizationalUnits = Self.units(of: snapshot.people) }
        snapshot.listsUnits = true
        snapshot.organizationalUnits = listed
        if let person = snapshot.personOutsideUnits() { throw .unknownUnit(of: person, source: "orgunits.json") }
    }

    private func listedUnits() throws(DirectoryError) -> [OrganizationalUnit]? {
        guard var elements = try list("orgunits.json", member: "organizationUnits") else { return nil }
        // The paths of people are cleaned in the same way.
        elements = elements.map { element in
            guard let path = element["orgUnitPath"]?.string else { return element }
            var element = element
            element["orgUnitPath"] = .string(VisibleText.trimmed(path))
            return element
        }
        return try UnitListing.units(elements, source: "orgunits.json")
    }

    private static func units(of people: [Person]) -> [OrganizationalUnit] {
        var paths: Set<String> = ["/"]
        for person in people {
            var path: String? = person.organizationalUnitPath
            while let current = path, paths.insert(current).inserted { path = OrganizationalUnit.parentPath(of: current) }
        }
        return paths.sorted().map { OrganizationalUnit(id: $0, path: $0, name: $0.split(separator: "/").last.map(String.init) ?? "/") }
    }
}
