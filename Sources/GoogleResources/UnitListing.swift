package import Directory
package import JSON

/// Reads a list of organizational units in the Directory API's shape (`orgunits.list`, whole tree).
package enum UnitListing {
    /// The units ordered by path, always with the root.
    ///
    /// Google leaves the root out of the list; its id is what the units directly below it name as their parent. The same is done for any other unit that is named as
    /// a parent only, as where an administrator sees a part of the tree.
    ///
    /// - Throws: ``DirectoryError/unreliable(_:)`` when a unit has no path, or an id or a path comes twice.
    package static func units(_ elements: [JSONValue], source: String) throws(DirectoryError) -> [OrganizationalUnit] {
        var units: [String: OrganizationalUnit] = [:]
        var ids: Set<String> = []
        var parents: [String: String] = [:]
        for element in elements {
            guard let path = element["orgUnitPath"]?.string, path.hasPrefix("/") else {
                throw .unreliable("\(source) holds an organizational unit without a path. Nothing was changed; try again.")
            }
            let unit = unit(id: element["orgUnitId"]?.string, path: path, name: element["name"]?.string)
            guard ids.insert(unit.id).inserted, units.updateValue(unit, forKey: path) == nil else {
                throw .unreliable("\(source) holds the organizational unit \(path) (\(unit.id)) twice. Nothing was changed; try again.")
            }
            if let parent = OrganizationalUnit.parentPath(of: path), let id = element["parentOrgUnitId"]?.string { parents[parent] = id }
        }
        for (path, id) in parents where units[path] == nil && ids.insert(id).inserted { units[path] = unit(id: id, path: path, name: nil) }
        if units["/"] == nil { units["/"] = unit(id: nil, path: "/", name: nil) }
        return units.values.sorted { $0.path < $1.path }
    }

    private static func unit(id: String?, path: String, name: String?) -> OrganizationalUnit {
        let lastName = path.split(separator: "/").last.map(String.init)
        return OrganizationalUnit(id: id.flatMap { $0.isEmpty ? nil : $0 } ?? path, path: path, name: name ?? lastName ?? "/")
    }
}
