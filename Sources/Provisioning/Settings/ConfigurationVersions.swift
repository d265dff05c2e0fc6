/// The layouts of `config.json` that there have been. ``SettingsTable`` describes the newest; what older ones have otherwise is read here.
///
/// 1. `userAccess.organizationalUnits` is an object that says `on` or `off` by path.
/// 2. It is a list of units with ids.
extension Configuration {
    /// The version of the layout that this program writes.
    package static let currentVersion = 2
    /// The oldest version that this program still reads.
    package static let oldestVersion = 1
    /// The address in `"$schema"`: names the layout, for editors and readers; nothing is fetched from it.
    package static let schemaName = "autoprovision-config-\(currentVersion)"
}

extension UserAccess {
    /// The units as version 1 has them.
    ///
    /// - Returns: `nil` when it is not version 1 that has been written.
    static func unitsOfFirstLayout(in container: KeyedDecodingContainer<CodingKeys>) throws -> [UnitAccess]? {
        guard let byPath = try? container.nestedContainer(keyedBy: UnitPath.self, forKey: .organizationalUnits) else { return nil }
        return try byPath.allKeys.sorted { $0.stringValue < $1.stringValue }.map { path in
            UnitAccess(path: path.stringValue, access: try byPath.decode(Setting.self, forKey: path))
        }
    }

    /// A unit's path as a key.
    private struct UnitPath: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
