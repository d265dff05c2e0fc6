import Directory
import Engine
import Sync

/// Finds the unit that somebody named on the command line.
enum UnitLookup {
    /// The unit with this path or id.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when the directory has none.
    static func unit(_ name: String, in units: [OrganizationalUnit]) throws(OperationError) -> OrganizationalUnit {
        if let unit = units.first(where: { $0.path == name || $0.id == name }) { return unit }
        let folded = units.filter { $0.path.lowercased() == name.lowercased() }
        if let unit = folded.first, folded.count == 1 { return unit }
        if name == "/" { return OrganizationalUnit(id: "/", path: "/", name: "/") }
        throw .invalidInput("The directory has no organizational unit \"\(name)\". Write its whole path, such as /Sales/West.")
    }
}
