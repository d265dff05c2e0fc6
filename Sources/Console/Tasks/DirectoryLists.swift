import Directory
import Sync
import Terminal

/// Lists the groups of the directory, with their names folded for searching: with many groups that takes longer than a key may.
struct ListGroups: ConsoleTask {
    func perform(_ services: ConsoleServices) async throws -> (groups: [Group], names: SearchRanking) {
        let groups = try await services.setup.groups()
        return (groups, GroupSearch.names(groups))
    }

    func done(_ found: (groups: [Group], names: SearchRanking), _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model.groups = .loaded(found.groups)
        console.model.groupNames = found.names
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model.groups = .failed(text)
        return []
    }
}

/// Lists the organizational units.
struct ListUnits: ModelReading {
    var place: WritableKeyPath<ConsoleModel, Loadable<[OrganizationalUnit]>> { \.units }
    func perform(_ services: ConsoleServices) async throws -> [OrganizationalUnit] { try await services.setup.organizationalUnits() }
}

/// Lists the attributes that the directory has.
struct ListAttributes: ModelReading {
    var place: WritableKeyPath<ConsoleModel, Loadable<[DirectoryAttribute]>> { \.attributes }
    func perform(_ services: ConsoleServices) async throws -> [DirectoryAttribute] { try await services.setup.attributes() }
}
