import Directory

/// Groups and members of exported files, with nested groups.
struct ExportedMembership {
    private(set) var groups: [String: Group] = [:]
    private var direct: [String: [GroupMember]] = [:]
    private var idByEmail: [String: String] = [:]

    mutating func add(_ group: Group) {
        guard groups[group.id] == nil else { return }
        groups[group.id] = group
        idByEmail[group.email.lowercased()] = group.id
    }

    /// `group` is an id or an address.
    mutating func add(_ member: GroupMember, to group: String) {
        let id = groups[group] == nil ? idByEmail[group.lowercased()] ?? group : group
        if groups[id] == nil { add(Group(id: id, email: group, name: group)) }
        direct[id, default: []].append(member)
        groups[id]?.directMemberCount += 1
    }

    /// The members of a group; members of nested groups too when `nested`. A group that contains itself is followed once.
    func members(of group: String, nested: Bool) -> [GroupMember] {
        guard nested else { return direct[group] ?? [] }
        var members: [GroupMember] = []
        var visited: Set<String> = [group]
        var waiting = [group]
        while let current = waiting.popLast() {
            for member in direct[current] ?? [] {
                let inner = groups[member.id] != nil ? member.id : idByEmail[member.email?.lowercased() ?? ""]
                if let inner, member.kind == .group || groups[inner] != nil {
                    if visited.insert(inner).inserted { waiting.append(inner) }
                } else {
                    members.append(member)
                }
            }
        }
        return members
    }
}
