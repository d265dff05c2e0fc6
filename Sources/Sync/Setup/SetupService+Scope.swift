package import Directory
package import Engine
import Ledger
package import Provisioning

extension SetupService {
    /// Whom `edited` would let in and leave out, in numbers; reads the directory once and asks nothing else.
    package func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary {
        let source = try context.source(edited)
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(for: edited, targets: context.targets)) { _ in })
        var edited = edited
        edited.userAccess = context.following(snapshot.organizationalUnits, edited.userAccess)
        let (tools, links) = (context.valueTools, edited.exclusions.isEmpty ? [:] : try recorded(context.ledger.state(now: context.now)).links)
        return await workedOut { [edited] in ScopeSummary(edited, snapshot: snapshot, links: links, valueTools: tools) }
    }

    /// The settings with the paths of `units`, the directory's tree as it is now.
    package func following(_ units: [OrganizationalUnit], _ access: UserAccess) -> UserAccess {
        context.following(units, access)
    }
}
