import Directory
import Provisioning

extension Observation {
    /// The configuration with the ids and the paths that its units have in the directory as it was read.
    ///
    /// - Throws: ``OperationError/directory(_:)`` when a unit that the settings name is gone: all its people would change at once.
    static func following(
        _ snapshot: DirectorySnapshot, _ configuration: Configuration, _ remembered: RememberedUnits
    ) throws(OperationError) -> Configuration {
        let resolution = UnitResolution(
            configuration.userAccess, units: snapshot.organizationalUnits, isListed: snapshot.listsUnits, meanings: remembered.meanings)
        if let words = resolution.missingWords { throw .directory(.unreliable(words)) }
        var configuration = configuration
        configuration.userAccess = resolution.access
        return configuration
    }
}
