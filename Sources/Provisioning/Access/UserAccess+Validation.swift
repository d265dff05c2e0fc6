extension UserAccess {
    /// Everything in the settings of units that cannot be right, whoever wrote it.
    var problems: [ConfigurationProblem] {
        var paths: Set<String> = []
        var ids: Set<String> = []
        return organizationalUnits.enumerated().flatMap { index, unit in
            let place = "userAccess.organizationalUnits[\(index)]"
            var problems: [ConfigurationProblem] = []
            if !unit.path.hasPrefix("/") {
                problems.append(.init(path: "\(place).path", message: "a unit's path begins with /, such as /Sales/West."))
            }
            if !paths.insert(unit.path).inserted {
                problems.append(.init(path: "\(place).path", message: "the unit \(unit.path) is listed twice; keep one of the two."))
            }
            if let id = unit.id, id.isEmpty {
                problems.append(.init(path: "\(place).id", message: "it is empty; leave it out, and the next run looks it up by the path."))
            } else if let id = unit.id, !ids.insert(id).inserted {
                problems.append(.init(path: "\(place).id", message: "the unit \(id) is listed twice; keep one of the two."))
            }
            return problems
        }
    }
}
