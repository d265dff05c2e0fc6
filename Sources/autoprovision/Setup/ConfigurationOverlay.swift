import Directory
import Engine
import FileHome
import Files
import Foundation
import Provisioning
import Sync
import Wording

/// A JSON file with some of the settings of `config.json`, laid over the settings in force.
struct ConfigurationOverlay {
    private let values: [String: Any]
    /// The settings of units as version 1 has them, by path: they are added to those in force.
    private let unitsByPath: [String: UserAccess.Setting]
    private let file: String
    private let places: JSONPlaces

    /// Reads the file. What belongs to the program's own bookkeeping is ignored, so that another home's `config.json` can be used as it is.
    init(file: String) throws(OperationError) {
        self.file = file
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(URL(fileURLWithPath: file), limit: 64 * 1_048_576) } catch {
            throw .invalidInput("The file \(file) cannot be read: \(error.reason). Name a JSON file with settings.")
        }
        let object: Any
        do { object = try JSONSerialization.jsonObject(with: data) } catch {
            throw .configuration(ConfigurationStore.malformed(data, file: file, error: error))
        }
        places = JSONPlaces(data)
        guard places.duplicates.isEmpty else { throw .configuration(.invalid(file: file, problems: places.duplicates)) }
        guard var values = object as? [String: Any] else { throw .invalidInput("\(file): not a JSON object with settings.") }
        for path in SettingsTable.paths(keptBy: .program).union(SettingsTable.paths(keptBy: .wizard)) {
            Self.remove(path.split(separator: ".").map(String.init)[...], from: &values)
        }
        var access = values["userAccess"] as? [String: Any]
        // What is no `on` or `off` stays for the reader of configurations, which says where and why.
        unitsByPath = (access?["organizationalUnits"] as? [String: String] ?? [:]).compactMapValues(UserAccess.Setting.init(rawValue:))
        if let written = access?["organizationalUnits"] as? [String: Any], written.count == unitsByPath.count {
            access?["organizationalUnits"] = nil
            values["userAccess"] = access
        }
        self.values = values
    }

    /// The configuration with the file's settings; lists are replaced, objects merged.
    func applied(to configuration: Configuration, in workspace: Workspace) throws(OperationError) -> Configuration {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        guard let data = try? encoder.encode(Self.adding(unitsByPath, to: configuration)),
            let base = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let merged = try? JSONSerialization.data(withJSONObject: Self.merge(values, over: Self.withoutOtherCredentials(base, than: values)))
        else { throw .invalidInput("\(file): the settings cannot be laid over the configuration.") }
        do throws(ConfigurationError) {
            return try workspace.setup.decode(merged)
        } catch .invalid(workspace.home.place(of: .configuration), let problems) {
            throw .invalidInput(
                problems.map { "\(place(of: $0.path) ?? file): \($0)" }.joined(separator: "\n  ")
                    + " Nothing was saved; correct the file, then repeat.")
        } catch {
            throw .configuration(error)
        }
    }

    private static func remove(_ path: ArraySlice<String>, from values: inout [String: Any]) {
        guard let key = path.first else { return }
        guard path.count > 1 else { return values[key] = nil }
        guard var inner = values[key] as? [String: Any] else { return }
        remove(path.dropFirst(), from: &inner)
        values[key] = inner
    }

    /// Where the file names other credentials for Google, they take the place of those in force.
    private static func withoutOtherCredentials(_ base: [String: Any], than values: [String: Any]) -> [String: Any] {
        let exclusive = ["keyFile", "federationFile", "metadataServer"]
        guard let new = values["directory"] as? [String: Any], exclusive.contains(where: { new[$0] != nil }),
            var old = base["directory"] as? [String: Any]
        else { return base }
        for key in exclusive { old[key] = nil }
        return base.merging(["directory": old]) { _, new in new }
    }

    private static func adding(_ units: [String: UserAccess.Setting], to configuration: Configuration) -> Configuration {
        var configuration = configuration
        for (path, access) in units {
            let known = configuration.userAccess.organizationalUnits.first { $0.path == path }
            configuration.userAccess.set(access, at: OrganizationalUnit(id: known?.id ?? "", path: path, name: path))
        }
        return configuration
    }

    /// The place of a setting in the file, as `FILE:LINE:COLUMN`; `nil` when it is not among the file's.
    func place(of path: String) -> String? {
        guard places.has(path) else { return nil }
        let place = places.place(of: path)
        return "\(file):\(place.line):\(place.column)"
    }

    private static func merge(_ values: [String: Any], over base: [String: Any]) -> [String: Any] {
        base.merging(values) { old, new in
            guard let old = old as? [String: Any], let new = new as? [String: Any] else { return new }
            return merge(new, over: old)
        }
    }
}
