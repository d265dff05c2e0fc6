import Provisioning
import Sync

extension HistoryPage {
    /// Lists the revisions with what each changed.
    struct List: PageReading {
        func perform(_ services: ConsoleServices) async throws -> [RevisionStep] { try await services.history.revisions(about: nil) }
    }

    /// Finds out what restoring a revision would change, for the question.
    struct ForetellRestoration: ConsoleTask {
        let number: Int

        /// The configuration with the settings of the revision, and the one that is saved now.
        func perform(_ services: ConsoleServices) async throws -> (edited: Configuration, current: Configuration) {
            let edited = try await services.history.restoration(of: number, only: [])
            try await services.setup.requireRestorable(edited)
            return (edited, try await services.setup.configuration())
        }

        func done(_ found: (edited: Configuration, current: Configuration), _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.ask(.restore(number, found.edited, from: found.current, targets: console.model.targets))
            return []
        }
    }
}
