import Foundation
import Synchronization
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What a watcher outside sees of a service.
@Suite("Seen from outside", .serialized, .timeLimit(.minutes(10)))
struct MetricsTests {
    /// A home that is set up, authorized and on, with its sandbox. Its organization has people with a problem, so that a run ends with 1.
    static func home() async throws -> (home: TestHome, sandbox: RunningSandbox) {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        return (home, sandbox)
    }

    /// A port that nobody has at this moment.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16? in
                guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else { return nil }
                return UnsafeRawPointer(pointer).load(as: sockaddr_in.self).sin_port.bigEndian
            }
        }
        return Int(try #require(port))
    }

    /// Waits until `condition` gives a value.
    static func wait<Value>(_ what: String, _ condition: () async throws -> Value?) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let value = try await condition() { return value }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try #require(nil, "\(what)")
    }

    @Test("Prometheus reads the file and the page: state, runs and actions, under the names of the documentation")
    func prometheus() async throws {
        let (home, sandbox) = try await Self.home()
        defer { withExtendedLifetime(sandbox) {} }
        let (file, port) = (home.folder.url.appending(path: "measures.prom").path, try Self.freePort())
        let service = try ChildProcess(
            Program.autoprovision, ["run", "--home", home.place, "--metrics-file", file, "--metrics-port", "\(port)"],
            output: home.folder.url.appending(path: "run.log").path)
        defer { service.terminate() }
        let text = try await Self.wait("the first run is in the file") {
            let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            return text.contains("autoprovision_runs_total{outcome=\"doneWithFailures\"} 1") ? text : nil
        }
        for line in [
            "autoprovision_on 1", "autoprovision_service 1", "autoprovision_authorized 1", "autoprovision_held_actions 0",
            "autoprovision_alert_open{kind=\"noSuccess\"} 0", "autoprovision_request_budget{requests=\"write\"} 600",
            "# TYPE autoprovision_runs counter", "# EOF",
        ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
        #expect(!text.contains("@"), "no person is named")
        let mode = try #require(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int)
        #expect(mode == 0o644)
        // What promtool may say is that a counter's help stands under the name without _total, as OpenMetrics wants it.
        let checked = try await Program.run("/bin/sh", ["-c", "promtool check metrics < '\(file)'"])
        for line in (checked.output + checked.errors).split(separator: "\n") { #expect(line.hasSuffix("_total no help text"), "\(line)") }
        let prometheusPort = try Self.freePort()
        let configuration = try home.folder.write(
            """
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: page
                static_configs: [ { targets: ["127.0.0.1:\(port)"] } ]
            """, to: "prometheus.yml")
        let prometheus = try ChildProcess(
            "/usr/bin/env",
            [
                "prometheus", "--config.file=\(configuration)", "--storage.tsdb.path=\(home.folder.path)/tsdb",
                "--web.listen-address=127.0.0.1:\(prometheusPort)", "--log.level=error",
            ], output: home.folder.url.appending(path: "prometheus.log").path)
        defer { prometheus.terminate() }
        let created = try await Self.wait("Prometheus has scraped the page") { () -> String? in
            let query =
                "http://127.0.0.1:\(prometheusPort)/api/v1/query?query=autoprovision_actions_total%7Bkind%3D%22create%22%2Coutcome%3D%22done%22%7D"
            guard let url = URL(string: query), let (data, _) = try? await URLSession.shared.data(from: url),
                let answer = try? JSONSerialization.jsonObject(with: data) as? [String: Any], let found = answer["data"] as? [String: Any],
                let result = (found["result"] as? [[String: Any]])?.first, let value = result["value"] as? [Any]
            else { return nil }
            return value.last as? String
        }
        #expect(try #require(Int(created)) > 5)
        let other = try #require(URL(string: "http://127.0.0.1:\(port)/config.json"))
        let answer = try await URLSession.shared.data(from: other)
        #expect((answer.1 as? HTTPURLResponse)?.statusCode == 404)
        service.terminate()
        #expect(await service.exitCode() == 0)
    }

    /// Seconds of processor time that a process has taken (proc(5)).
    static func processorTime(of process: pid_t) throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        // The name, in brackets, may hold anything.
        let fields = try #require(text.split(separator: ")").last).split(separator: " ")
        return try (#require(Double(fields[11])) + #require(Double(fields[12]))) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Counts who was answered.
    private final class Answers: Sendable {
        let count = Mutex(0)
    }

    @Test("Without a free descriptor the page waits, takes no processor time meanwhile, and answers once there is one again")
    func noDescriptor() async throws {
        let (home, sandbox) = try await Self.home()
        defer { withExtendedLifetime(sandbox) {} }
        let port = try Self.freePort()
        let service = try ChildProcess(Program.autoprovision, ["run", "--home", home.place, "--metrics-port", "\(port)"])
        defer { service.terminate() }
        let page = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
        @Sendable func measures() async -> String? {
            guard let (data, _) = try? await URLSession.shared.data(from: page) else { return nil }
            return String(decoding: data, as: UTF8.self)
        }
        _ = try await Self.wait("the first run is on the page") {
            await measures().flatMap { $0.contains("autoprovision_runs_total{outcome=\"doneWithFailures\"} 1") ? $0 : nil }
        }
        func allow(_ descriptors: Int) async throws {
            #expect(try await Program.run("/usr/bin/prlimit", ["--pid", "\(service.identifier)", "--nofile=\(descriptors):"]).exitCode == 0)
        }
        let answers = Answers()
        // Fewer than it has. The system keeps one ready for who comes first.
        try await allow(3)
        let before = try Self.processorTime(of: service.identifier)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    if await measures()?.contains("autoprovision_on 1") == true { answers.count.withLock { $0 += 1 } }
                }
            }
            try await Task.sleep(for: .seconds(2))
            #expect(answers.count.withLock { $0 } < 2)
            #expect(try Self.processorTime(of: service.identifier) - before < 0.2)
            try await allow(1_024)
            try await group.waitForAll()
        }
        #expect(answers.count.withLock { $0 } == 2)
    }

    @Test("A port that somebody has is said at the start, with 2")
    func takenPort() async throws {
        let (home, sandbox) = try await Self.home()
        let port = try #require(sandbox.url.port)
        let result = try await home.run("run", "--metrics-port", "\(port)")
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("Nothing can listen at port \(port)"))
    }

    @Test("Probes answer with 0 or 1, also as JSON")
    func probes() async throws {
        let (home, sandbox) = try await Self.home()
        defer { withExtendedLifetime(sandbox) {} }
        #expect(try await home.run("status", "--probe", "live").exitCode == 1)
        #expect(try await home.run("status", "--probe", "ready").exitCode == 1)
        #expect(try await home.run("sync").exitCode == 1)
        #expect(try await home.run("status", "--probe", "ready").exitCode == 0)
        let inStep = try await home.run("status", "--probe", "in-step", "--json")
        // The sandbox's organization has people with a problem.
        #expect(inStep.exitCode == 1)
        #expect(inStep.output.contains("\"passed\" : false") && inStep.output.contains("a failure or a problem"))
        #expect(try await home.run("status", "--probe", "well").exitCode == 2)
    }

    @Test("log --follow prints what is new as lines of JSON, and goes on behind the entry that is named")
    func follow() async throws {
        let (home, sandbox) = try await Self.home()
        #expect(try await home.run("sync").exitCode == 1)
        let before = try JSONSerialization.jsonObject(with: Data(try await home.run("log", "--json", "--limit", "1").output.utf8)) as? [[String: Any]]
        let newest = try #require(before?.first?["id"] as? Int)
        let output = home.folder.url.appending(path: "follow.log")
        let follower = try ChildProcess(
            Program.autoprovision, ["log", "--home", home.place, "--follow", "--json", "--after", "\(newest - 2)"], output: output.path)
        func lines() -> [[String: Any]] {
            ((try? String(contentsOf: output, encoding: .utf8)) ?? "").split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
        _ = try await Self.wait("the two entries behind the cursor") { lines().count == 2 ? true : nil }
        _ = try await sandbox.post(
            "sandbox/people", ["primaryEmail": "newcomer@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        #expect(try await home.run("sync").exitCode == 1)
        let last = try await Self.wait("the newcomer") { lines().last.flatMap { $0["email"] as? String == "newcomer@corp.example" ? $0 : nil } }
        #expect(last["kind"] as? String == "create" && last["state"] as? String == "done")
        let ids = lines().compactMap { $0["id"] as? Int }
        #expect(ids == Array((newest - 1)...(newest + 1)))
        follower.terminate()
        #expect(await follower.exitCode() == 0)
    }

    @Test("run --json says in a line of JSON that a run could not begin, and why")
    func couldNotBegin() async throws {
        let (home, sandbox) = try await Self.home()
        #expect(try await home.run("sync").exitCode == 1)
        await sandbox.stop()
        let output = home.folder.url.appending(path: "run.log")
        let service = try ChildProcess(Program.autoprovision, ["run", "--json", "--home", home.place], output: output.path)
        defer { service.terminate() }
        let line = try await Self.wait("the line") { () -> [String: Any]? in
            let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").lazy.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
                .first { $0["event"] as? String == "failed" }
        }
        #expect((line["error"] as? [String: Any])?["code"] is String)
    }
}
