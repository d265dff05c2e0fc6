import Provisioning

/// The layout of version 1, in which `userAccess.organizationalUnits` was an object that says `on` or `off` by path.
enum FirstLayout {
    /// The problems with the places of units as a file of version 1 has them; those of other files stay as they are.
    static func placed(_ problems: [ConfigurationProblem], of configuration: Configuration, in object: Any) -> [ConfigurationProblem] {
        guard let access = (object as? [String: Any])?["userAccess"] as? [String: Any], access["organizationalUnits"] is [String: Any] else {
            return problems
        }
        let units = configuration.userAccess.organizationalUnits
        return problems.map { problem in
            guard let match = problem.path.firstMatch(of: /^userAccess\.organizationalUnits\[(\d+)\]/), let index = Int(match.1),
                units.indices ~= index
            else { return problem }
            return ConfigurationProblem(path: "userAccess.organizationalUnits[\"\(units[index].path)\"]", message: problem.message)
        }
    }
}
