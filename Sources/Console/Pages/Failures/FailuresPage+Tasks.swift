import Foundation
import Provisioning
import Sync

extension FailuresPage {
    /// Lists all failures that stand, with the moment at which they were read.
    struct List: PageReading {
        func perform(_ services: ConsoleServices) async throws -> (failures: [StandingFailure], read: Date) {
            (try await services.history.standingFailures(), services.now)
        }
    }

    /// Asks for another try at the next run.
    struct Retry: ConsoleTask {
        /// By directory ids.
        let people: [String]

        func perform(_ services: ConsoleServices) async throws { try await services.runs.requestRetry(of: people) }
        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] { [.task(List())] }
    }
}
