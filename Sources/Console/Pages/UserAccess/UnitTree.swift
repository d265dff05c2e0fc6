import Directory
import Terminal

/// The organizational units as the rows of a tree, each below the unit that it belongs to.
struct UnitTree: Sendable {
    /// One unit and where its lines run.
    struct Row: Sendable, Equatable {
        let unit: OrganizationalUnit
        /// For each level from the one below the root down to the unit itself: whether the unit there is the last one of its siblings.
        let endsAt: [Bool]

        /// The lines in front of the name: "│  └─ ".
        func lines(_ symbols: SymbolSet) -> String {
            let lines = symbols.lines
            guard let isLast = endsAt.last else { return "" }
            let above = endsAt.dropLast().map { $0 ? "   " : "\(lines.vertical)  " }.joined()
            // A plus begins a command, not a unit.
            let joint = symbols.isASCIIOnly ? (isLast ? "`" : lines.vertical) : isLast ? lines.bottomLeft : lines.teeLeft
            return above + "\(joint)\(lines.horizontal) "
        }
    }

    /// From top to bottom, each unit before those that belong to it.
    let rows: [Row]

    /// Arranges the units, in whatever order they come. A unit whose own unit is not among them stands below the nearest one that is.
    init(_ units: [OrganizationalUnit]) {
        let paths = Set(units.map(\.path))
        var children: [String: [OrganizationalUnit]] = [:]
        var tops: [OrganizationalUnit] = []
        for unit in units.sorted(by: { ($0.name, $0.path) < ($1.name, $1.path) }) {
            var parent = OrganizationalUnit.parentPath(of: unit.path)
            while let path = parent, !paths.contains(path) { parent = OrganizationalUnit.parentPath(of: path) }
            if let parent { children[parent, default: []].append(unit) } else { tops.append(unit) }
        }
        var rows: [Row] = []
        // By a stack rather than by recursion: somebody else decides how deep the tree is.
        var waiting = tops.reversed().map { Row(unit: $0, endsAt: []) }
        while let row = waiting.popLast() {
            rows.append(row)
            let below = children.removeValue(forKey: row.unit.path) ?? []
            for (index, child) in below.enumerated().reversed() {
                waiting.append(Row(unit: child, endsAt: row.endsAt + [index == below.count - 1]))
            }
        }
        self.rows = rows
    }
}
