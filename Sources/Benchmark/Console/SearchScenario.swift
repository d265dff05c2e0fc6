import Foundation
import Terminal

/// The search of a picker beside fzf, on the same names.
enum SearchScenario {
    private static let yardstick = "/usr/bin/fzf"
    /// From what matches most to what matches once.
    static let queries = ["e", "sal", "zurich", "equipe einkauf", "vertrieb wien 12", "group-99999"]
    private static let repetitions = 9

    static func measure() throws -> ScenarioReport {
        let names = LargeDirectory.groups(ConsoleHome.groups).map { "\($0.name) \($0.email)" }
        let list = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased()).txt")
        try Data((names.joined(separator: "\n") + "\n").utf8).write(to: list)
        defer { try? FileManager.default.removeItem(at: list) }
        let ranking = SearchRanking(names)
        let folding = median { _ = SearchRanking(names).count }
        var figures = [Figure("folding the names, once", folding * 1_000, .milliseconds)]
        let hasYardstick = FileManager.default.isExecutableFile(atPath: yardstick)
        var (ours, theirs) = (0.0, 0.0)
        for query in queries {
            let own = median {
                var search = TypedSearch(ranking)
                _ = search.find(query).count
            }
            ours += own
            figures.append(Figure("\"\(query)\"", own * 1_000, .milliseconds, goal: .below(16)))
            guard hasYardstick else { continue }
            let other = try median { try filter(query, list) }
            theirs += other
            figures.append(Figure("\"\(query)\" by fzf --filter", other * 1_000, .milliseconds))
        }
        if hasYardstick {
            figures += [
                Figure("ours ÷ fzf, all queries", Arithmetic.ratio(ours, to: theirs) ?? 0, .ratio, goal: .atMost(1)),
                // It reads the names each time; so this is what its first answer stands beside.
                Figure(
                    "ours with folding ÷ fzf, the first query",
                    Arithmetic.ratio(ours / Double(queries.count) + folding, to: theirs / Double(queries.count)) ?? 0,
                    .ratio),
            ]
        }
        figures.append(Figure("queries ranked out of order", queries.filter { !isOrdered(ranking, names, $0) }.count, goal: .exactly(0)))
        return ScenarioReport(
            scenario: .consoleSearch, subject: "a search among \(names.count) names, median of \(repetitions)", figures: figures,
            remarks: hasYardstick ? [] : ["fzf: not installed"])
    }

    /// Whether what begins with the query comes before what has a word that does, and that before what holds it anywhere; case and accents folded, judged by
    /// Foundation and not by the ranking's own folding.
    static func isOrdered(_ ranking: SearchRanking, _ names: [String], _ query: String) -> Bool {
        let places = ranking.matches(query, upTo: .anywhere).map { match -> Int in
            let name = names[match.index].folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            if name.hasPrefix(query) { return 0 }
            return name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).contains { $0.hasPrefix(query) } || name.contains(" \(query)") ? 1 : 2
        }
        return !places.isEmpty && places == places.sorted()
    }

    private static func median(_ work: () throws -> Void) rethrows -> Double {
        try (0..<repetitions).map { _ in
            let started = ContinuousClock.now
            try work()
            return (ContinuousClock.now - started) / .seconds(1)
        }.percentile(0.5)
    }

    private static func filter(_ query: String, _ list: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: yardstick)
        process.arguments = ["--filter", query]
        process.standardInput = try FileHandle(forReadingFrom: list)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}
