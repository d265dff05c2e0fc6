import Engine
import Foundation
import Provisioning
import Sync

/// What pages ask of the history: the log, what is added up of it, and the revisions of the configuration. None of it changes the home, the app or what is told to
/// anybody.
protocol ConsoleHistoryService: Sendable {
    func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int)
    func entries(_ ids: [Int64]) async throws(OperationError) -> [ActivityEntry]
    func standingFailures() async throws(OperationError) -> [StandingFailure]
    func usageByDay() async throws(OperationError) -> [UsageDay]?

    func exportFile(atPath path: String) -> URL
    func export(_ query: ActivityQuery, as form: TableForm<ActivityEntry>, to file: URL, replacing: Bool) async throws(OperationError) -> Int?
    func exportFailures(as form: TableForm<StandingFailure>, to file: URL, replacing: Bool) async throws(OperationError) -> Int?

    func revisions(about setting: String?) async throws(OperationError) -> [RevisionStep]
    func restoration(of number: Int, only names: [String]) async throws(OperationError) -> Configuration
}

extension HistoryService: ConsoleHistoryService {}
