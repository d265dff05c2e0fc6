/// Puts renames into an order in which every new name is free when its turn comes: who gives a name up goes before who takes it.
package enum RenameOrder {
    /// The entries with the renames among them rearranged; everything else keeps its place. Names passed round in a circle stay beside each other: no order
    /// frees them, and ``steps(_:)`` does.
    static func arranged(_ entries: [PlanEntry]) -> [PlanEntry] {
        let places = entries.indices.filter { entries[$0].kind == .rename }
        guard places.count > 1 else { return entries }
        var giver: [String: Int] = [:]
        for place in places { giver[name(entries[place].before)] = place }
        guard places.contains(where: { giver[name(entries[$0].after)] != nil }) else { return entries }
        var ordered: [Int] = []
        var isDone: Set<Int> = []
        for place in places {
            var chain: [Int] = []
            var current: Int? = place
            while let link = current, isDone.insert(link).inserted {
                chain.append(link)
                current = giver[name(entries[link].after)]
            }
            ordered += chain.reversed()
        }
        var arranged = entries
        for (place, source) in zip(places, ordered) { arranged[place] = entries[source] }
        return arranged
    }

    /// The entries as they are written: where names are passed round in a circle, the first of it leaves it for a name in between, so that each of the others
    /// finds its own free, and comes back last.
    package static func steps(_ entries: [PlanEntry]) -> [PlanEntry] {
        let renames = entries.filter { $0.kind == .rename }
        let next = Dictionary(renames.map { (name($0.before), name($0.after)) }, uniquingKeysWith: { first, _ in first })
        var steps: [PlanEntry] = []
        var isWritten: Set<String> = []
        var comingBack: [String: PlanEntry] = [:]
        for entry in entries {
            guard entry.kind == .rename, let circle = circle(from: name(entry.before), next), isWritten.isDisjoint(with: circle) else {
                steps.append(entry)
                if entry.kind == .rename, let last = comingBack.removeValue(forKey: name(entry.before)) { steps.append(last) }
                continue
            }
            isWritten.formUnion(circle)
            // Who takes the first one's name goes next, and who has the name that the first one is to get goes last.
            steps.append(leaving(entry))
            comingBack[circle[1]] = entry
        }
        return steps
    }

    /// The names of a circle in the order in which they are passed on, from this one; `nil` when it is in none.
    private static func circle(from start: String, _ next: [String: String]) -> [String]? {
        var names = [start]
        while let name = next[names[names.count - 1]] {
            if name == start { return names.count > 1 ? names : nil }
            guard names.count <= next.count else { return nil }
            names.append(name)
        }
        return nil
    }

    /// The first step of somebody in a circle: away from the name, and from the other values that are the name and change with it.
    private static func leaving(_ entry: PlanEntry) -> PlanEntry {
        let old = name(entry.before)
        let at = old.firstIndex(of: "@") ?? old.endIndex
        let between = "\(old[..<at])\(mark)\(entry.accountID ?? entry.personID)\(old[at...])"
        var values = entry.before
        for (path, value) in entry.before where value.lowercased() == old && entry.after[path] != value { values[path] = between }
        var leaving = PlanEntry(
            entry.person, kind: .rename, accountID: entry.accountID, before: entry.before,
            after: values, reason: .attributesChanged(["user name in between, because names are exchanged"]))
        (leaving.applicationForms, leaving.awaitsActivation, leaving.readsFirst) = (entry.applicationForms, entry.awaitsActivation, entry.readsFirst)
        return leaving
    }

    private static let mark = "+exchange-"

    /// Whether this is the name that an account has while names are exchanged.
    static func isBetween(_ userName: String, accountID: String) -> Bool { userName.lowercased().contains("\(mark)\(accountID)".lowercased()) }

    private static func name(_ values: [String: String]) -> String { (values[MappingTable.userNamePath] ?? "").lowercased() }
}
