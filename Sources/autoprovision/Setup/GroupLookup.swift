import Directory
import Engine
import Provisioning
import Sync

/// Finds the groups that somebody named on the command line.
enum GroupLookup {
    /// One reference per name; a name is a group's address, its id or its whole name.
    static func references(_ names: [String], in groups: [Group]) throws(OperationError) -> [GroupReference] {
        var found: [GroupReference] = []
        for name in names {
            let wanted = name.lowercased()
            let exact = groups.filter { $0.answers(to: name) }
            let matches = exact.isEmpty ? groups.filter { $0.name.lowercased() == wanted } : exact
            guard let group = matches.first else {
                let similar = SimilarNames(to: name, in: groups, names: { [$0.name, $0.email] }, label: \.email)
                throw .invalidInput("The directory has no group \"\(name)\".\(similar.sentence(otherwise: "Name it by its address."))")
            }
            guard matches.count == 1 else {
                throw .invalidInput("Several groups are named \"\(name)\". Name one by its address: \(matches.map(\.email).joined(separator: ", ")).")
            }
            if !found.contains(where: { $0.id == group.id }) { found.append(GroupReference(group)) }
        }
        return found
    }
}
