import Directory
package import Engine
import Ledger
package import Provisioning
import Timing

/// Looking people up.
extension Workspace {
    /// Everybody whom the directory or the ledger knows, by name. Reads the directory once and asks the app nothing.
    package func people() async throws(OperationError) -> [ListedPerson] {
        let source = try source(context.configuration())
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
        return ListedPerson.all(snapshot, links: try recorded(ledger.state(now: time.now()).links))
    }


}
