import Foundation
import Terminal
import Testing

@testable import Benchmark

@Suite("The figures of the console", .timeLimit(.minutes(5)))
struct ConsoleFiguresTests {
    @Test(
        "A percentile is a value that was measured: the nearest rank",
        arguments: [(0.5, 50.0), (0.99, 99), (1, 100), (0.001, 1), (0, 1)])
    func percentile(share: Double, value: Double) {
        #expect((1...100).map(Double.init).shuffled().percentile(share) == value)
        #expect([Double]().percentile(share) == 0)
    }

    @Test("The names of many groups: each address once, accents in half of them, and every query finds some, in an order that people expect")
    func names() {
        let groups = LargeDirectory.groups(20_000)
        #expect(Set(groups.map(\.email)).count == groups.count)
        #expect(groups.filter { !$0.name.utf8.allSatisfy { $0 < 0x80 } }.count > groups.count / 4)
        let names = groups.map { "\($0.name) \($0.email)" }
        let ranking = SearchRanking(names)
        for query in SearchScenario.queries where query != "group-99999" { #expect(SearchScenario.isOrdered(ranking, names, query), "\(query)") }
    }

    @Test("A ranking that is out of order is noticed, and so is one that finds nothing")
    func order() {
        #expect(SearchScenario.isOrdered(SearchRanking(["sales", "my sales"]), ["sales", "my sales"], "sal"))
        // The names that the judgement reads are not those that were ranked.
        #expect(!SearchScenario.isOrdered(SearchRanking(["sales", "my sales"]), ["upsales", "sales"], "sal"))
        #expect(!SearchScenario.isOrdered(SearchRanking(["sales"]), ["sales"], "xyz"))
    }
}

@Suite("A program in a terminal of its own", .timeLimit(.minutes(5)))
struct TerminalSessionTests {
    @Test("What it writes is waited for, a key is answered, and its end is noticed")
    func session() throws {
        let session = try TerminalSession("/bin/sh", ["-c", "stty -echo; echo ready; while read -r line; do echo \"got $line\"; done"])
        #expect(try session.start(until: "ready") < 30)
        let answer = try #require(try session.press("abc\n"))
        #expect(answer.bytes == "got abc\r\n".utf8.count)
        #expect(answer.paint > 0 && answer.settled >= answer.paint)
        #expect(String(decoding: session.output, as: UTF8.self).contains("got abc"))
        #expect(throws: BenchmarkError.self) {
            _ = try session.press("\u{4}")
            try session.wait(for: "never", within: 5)
        }
        #expect(throws: BenchmarkError.self) { try TerminalSession("/nowhere/program", []).start(until: "x", within: 5) }
    }

    @Test("A process that waits uses nothing; one that works does")
    func idle() async throws {
        let waiting = try TerminalSession("/bin/cat", [])
        try await IdleUse.settle(waiting.process, for: 0.5)
        let idle = try await IdleUse.of(waiting.process, over: 0.5)
        #expect(idle.processorSeconds == 0 && idle.wakeups == 0)
        let working = try TerminalSession("/bin/sh", ["-c", "while :; do :; done"])
        #expect(try await IdleUse.of(working.process, over: 0.5).processorSeconds > 0)
    }
}
