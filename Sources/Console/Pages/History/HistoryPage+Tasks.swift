import Provisioning
import Sync

extension HistoryPage {
    /// Lists the revisions with what each changed.
    struct List: PageReading {
        func perform(_ services: any ConsoleServices) async throws -> [RevisionStep] { try await services.revisions(about: nil) }
    }

    /// Finds out what putting back a revision would change, for the question.
    struct ForetellRestoration: ConsoleTask {
        let number: Int

        /// The configuration with the settings of the revision, and the one that is saved now.
        func perform(_ services: any ConsoleServices) async throws -> (edited: Configuration, current: Configuration) {
            let edited = try await services.restoration(of: number, only: [])
            try await services.requireRestorable(edited)
            return (edited, try await services.configuration())
        }

        func done(_ found: (edited: Configuration, current: Configuration), _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.ask(.restore(number, found.edited, from: found.current, targets: console.model.targets))
            return []
        }
    }
}
