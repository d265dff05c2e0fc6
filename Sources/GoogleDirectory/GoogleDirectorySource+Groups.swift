import Directory

/// The groups of a snapshot, several at a time: the pages of one group follow one another, those of different groups need not.
extension GoogleDirectorySource {
    /// Groups that are read at a time. Google refuses too many questions of one kind at once (`quotaExceeded`).
    private static let groupsAtOnce = 4

    /// A group with its members, and the name by which it was asked for: its id, its address or an alias.
    typealias ReadGroup = (key: String, group: Group, members: [GroupMember])

    /// The groups that were asked for, as far as Google has them. The first failure that is noticed ends it.
    func groups(_ request: DirectoryRequest) async -> Result<[ReadGroup], DirectoryError> {
        await withTaskGroup(of: Result<ReadGroup?, DirectoryError>.self) { tasks in
            var waiting = request.groupIDs.sorted()[...]
            func begin() {
                guard let id = waiting.popFirst() else { return }
                tasks.addTask { await read(groupID: id, nested: request.includesNestedMembers) }
            }
            for _ in 0..<Self.groupsAtOnce { begin() }
            var groups: [ReadGroup] = []
            for await result in tasks {
                switch result {
                case .success(let group): if let group { groups.append(group) }
                case .failure(let error):
                    tasks.cancelAll()
                    return .failure(error)
                }
                begin()
            }
            return .success(groups)
        }
    }

    private func read(groupID id: String, nested: Bool) async -> Result<ReadGroup?, DirectoryError> {
        do throws(DirectoryError) {
            guard let group = try await group(id: id) else { return .success(nil) }
            return .success((id, group, try await members(of: group, nested: nested)))
        } catch {
            return .failure(error)
        }
    }
}
