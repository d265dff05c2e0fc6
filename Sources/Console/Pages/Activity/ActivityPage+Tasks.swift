import Foundation
import Provisioning
import Sync

extension ActivityPage {
    /// Looks through the log: which entries a query finds, and how many there are in all.
    struct Find: PageReading {
        static let isReplaced = true
        /// While somebody types, only the newest search is worth an answer.
        private static let typingPause = Duration.milliseconds(60)

        let query: ActivityQuery

        func perform(_ services: ConsoleServices) async throws -> (found: ActivityIndex, total: Int) {
            if !query.text.isEmpty { try await Task.sleep(for: Self.typingPause) }
            return try await services.history.find(query)
        }
    }

    /// Says which moments the last days are; `nil` is any time.
    struct CountDays: PageReading {
        let query: ActivityQuery
        let days: Int?

        func perform(_ services: ConsoleServices) async throws -> ActivityQuery {
            var dated = query
            dated.time = days.map { services.now - Double($0) * 86_400..<Date.distantFuture }
            return dated
        }
    }

    /// Reads rows of what a query found, from this place on.
    struct Read: PageReading {
        let query: ActivityQuery
        let ids: [Int64]
        let start: Int

        func perform(_ services: ConsoleServices) async throws -> [ActivityEntry] { try await services.history.entries(ids) }
    }
}
