/// Every key of `config.json`, in the order of the console's pages. What is said of a key anywhere comes from here: typing errors, valid values, ranges, the names and the
/// order in histories, the JSON Schema, and the table in the documentation.
package enum SettingsTable {
    /// All of them.
    package static let all: [SettingDescription] = ofLayout + ofConnection + ofAccess + ofProvisioning + ofRuns + ofAlerts + ofProgress

    private static let byPath = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byParent = Dictionary(grouping: all, by: \.parent)

    /// The setting with this path; `nil` when there is none.
    package static func setting(at path: String) -> SettingDescription? { byPath[path] }

    /// The keys of an object, in their order; empty where any key may stand.
    package static func members(of path: String) -> [SettingDescription] { byParent[path] ?? [] }

    /// The setting whose value stands at a place that names are the way to.
    ///
    /// - Parameter names: the keys from the root, without the numbers of lists.
    package static func setting(at names: [String]) -> SettingDescription? {
        let path = names.joined(separator: ".")
        // In version 1 the keys are the paths of units.
        let isFirstLayout = names.count == 3 && path.hasPrefix("\(units).")
        return byPath[path] ?? (isFirstLayout ? byPath["\(units).access"] : nil)
    }

    /// The list of units, whose elements are known by their ids.
    static let units = "userAccess.organizationalUnits"

    /// The keys of one keeper, by path.
    package static func paths(keptBy keeper: SettingDescription.Keeper) -> Set<String> {
        Set(all.filter { $0.keeper == keeper }.map(\.path))
    }

    /// Whether somebody can mean settings by it: a path, or the beginning of one, with or without `autoprovisioning`.
    static func isName(_ name: String) -> Bool {
        all.contains { $0.keeper == .administrator && ($0.path == name || $0.path == "autoprovisioning.\(name)") }
    }

    /// Where a setting is in histories: the pages follow one another as their keys do in the table.
    static func page(of path: String) -> Int { pages.firstIndex(of: page(path)) ?? pages.count }

    private static let pages = all.map { page($0.path) }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }

    private static func page(_ path: String) -> String {
        let names = path.split(separator: ".")
        return names.prefix(names.first == "autoprovisioning" ? 2 : 1).joined(separator: ".")
    }
}

extension SettingsTable {
    /// The whole numbers that can be chosen for a setting.
    package static func range(of path: String) -> ClosedRange<Int> {
        guard case .whole(let range, _, _)? = byPath[path]?.kind else { return .min ... .max }
        return range
    }

    /// A number that is not among those that can be chosen.
    static func problems(with number: Int?, at path: String) -> [ConfigurationProblem] {
        guard case .whole(let range, let lowest, let unit)? = byPath[path]?.kind, let number, !range.contains(number) else { return [] }
        let least = lowest.isEmpty ? "\(range.lowerBound)" : "\(range.lowerBound) (\(lowest))"
        let words = range.upperBound == .max ? "\(least) or more" : "\(least) to \(range.upperBound)"
        return [ConfigurationProblem(path: path, message: "\(number) is out of range; write \(words)\(unit.isEmpty ? "" : " \(unit)").")]
    }

    /// A path that is not a whole one.
    static func problems(withPath file: String?, at path: String) -> [ConfigurationProblem] {
        guard let file, !file.hasPrefix("/") else { return [] }
        return [ConfigurationProblem(path: path, message: "\"\(file)\" is not an absolute path; write one that begins with /.")]
    }
}
