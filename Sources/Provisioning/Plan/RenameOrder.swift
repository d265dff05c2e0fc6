/// Puts renames into an order in which every new name is free when its turn comes: who gives a name up goes before who takes it.
enum RenameOrder {
    /// The entries with the renames among them rearranged; everything else keeps its place. Names passed round in a circle stay as they are: no order
    /// frees them, and the app's refusal says so.
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

    private static func name(_ values: [String: String]) -> String { (values[MappingTable.userNamePath] ?? "").lowercased() }
}
