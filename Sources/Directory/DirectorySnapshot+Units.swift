extension DirectorySnapshot {
    /// Gives everybody's unit the path that the list of units writes, which may differ in upper and lower case only.
    ///
    /// - Returns: somebody whose unit is not in the list; `nil` when everybody's is. Then people and units were not read in the same state.
    package mutating func personOutsideUnits() -> Person? {
        let paths = Set(organizationalUnits.map(\.path))
        var folded: [String: String]?
        for index in people.indices where !paths.contains(people[index].organizationalUnitPath) {
            let spellings = folded ?? Dictionary(organizationalUnits.map { ($0.path.lowercased(), $0.path) }, uniquingKeysWith: { first, _ in first })
            folded = spellings
            guard let path = spellings[people[index].organizationalUnitPath.lowercased()] else { return people[index] }
            people[index].organizationalUnitPath = path
        }
        return nil
    }
}

extension DirectoryError {
    /// Somebody's unit is not in the list of units.
    package static func unknownUnit(of person: Person, source: String) -> DirectoryError {
        .unreliable(
            "\(person.primaryEmail) is in the organizational unit \(person.organizationalUnitPath), which \(source) does not list. "
                + "Nothing was changed; the next run reads both again.")
    }
}
