import Engine
import FileHome
import Foundation
import Provisioning
import Synchronization
import Testing

/// Delays are counted with the time: who may move it is a rule of safety.
@Suite("The time of a demo's home, and of no other", .timeLimit(.minutes(5)))
struct DemoMarkTests {
    /// A home of its own.
    final class Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        var home: Home { Home(folder: folder) }
        deinit { try? FileManager.default.removeItem(at: folder) }

        func write(_ text: String, to name: String) throws {
            try home.prepare()
            try SecureFile.write(Data(text.utf8), to: folder.appending(path: name))
        }
    }

    static let sandbox = "http://127.0.0.1:8080"

    static func configuration(app: String = sandbox, google: String? = sandbox, profile: String? = nil) -> Configuration {
        var configuration = Configuration()
        configuration.application = ApplicationSettings(baseURL: app, clientID: "id")
        configuration.application.profile = profile
        configuration.directory = .google(keyFile: "/key.json", administrator: "a@corp.example", customer: "C1", apiBaseURL: google)
        return configuration
    }

    @Test("Only a home that is made now is marked; one that is in use, with a mark of another sandbox or one that cannot be read, never is")
    func claim() throws {
        let fresh = Place()
        let mark = try #require(try DemoMark.claim(fresh.home, for: "one"))
        #expect(mark.sandbox == "one" && mark.secondsAhead == 0 && DemoMark.read(fresh.home) == mark)
        #expect(try DemoMark.claim(fresh.home, for: "one") == mark, "the same demo goes on")
        #expect(try DemoMark.claim(fresh.home, for: "two") == nil && DemoMark.read(fresh.home) == mark, "its own sandbox, and no other")
        for name in ["config.json", "ledger.sqlite"] {
            let used = Place()
            try used.write("{}", to: name)
            #expect(try DemoMark.claim(used.home, for: "one") == nil && DemoMark.read(used.home) == nil, "\(name)")
        }
        let damaged = Place()
        try damaged.write("no mark", to: "demo.json")
        #expect(try DemoMark.claim(damaged.home, for: "one") == nil)
    }

    @Test(
        "A mark that cannot be understood, or moves further than a hundred years, is none",
        arguments: [
            "", "{}", "[]", "{\"sandbox\": \"one\", \"address\": \"\(sandbox)\"}",
            "{\"sandbox\": \"one\", \"address\": \"\(sandbox)\", \"secondsAhead\": \"9\"}",
            "{\"sandbox\": \"one\", \"address\": \"\(sandbox)\", \"secondsAhead\": 1e12}",
            "{\"sandbox\": \"one\", \"address\": \"\(sandbox)\", \"secondsAhead\": -1e12}",
        ])
    func damaged(text: String) throws {
        let place = Place()
        try place.write(text, to: "demo.json")
        #expect(DemoMark.read(place.home) == nil && DemoClock(place.home) { Self.configuration() } == nil)
    }

    struct Side: Sendable {
        let address: String
        let configuration: Configuration
        let counts: Bool
    }

    @Test(
        "The mark counts only while both sides of the configuration are its sandbox, on this machine",
        arguments: [
            Side(address: sandbox, configuration: configuration(), counts: true),
            Side(address: "", configuration: configuration(), counts: false),
            Side(address: sandbox, configuration: Configuration(), counts: false),
            Side(address: sandbox, configuration: configuration(app: "https://platform.ringcentral.com"), counts: false),
            Side(address: sandbox, configuration: configuration(app: "http://127.0.0.1:8081"), counts: false),
            Side(address: sandbox, configuration: configuration(google: nil), counts: false),
            Side(address: sandbox, configuration: configuration(google: "http://127.0.0.1:8081"), counts: false),
            Side(address: sandbox, configuration: configuration(profile: "/profile.json"), counts: false),
            Side(
                address: "https://platform.ringcentral.com",
                configuration: configuration(app: "https://platform.ringcentral.com", google: "https://platform.ringcentral.com"), counts: false),
        ])
    func sides(side: Side) throws {
        let mark = DemoMark(sandbox: "one", address: side.address, secondsAhead: 604_800)
        #expect(mark.isWhole(of: side.configuration) == side.counts)
        let place = Place()
        try place.home.prepare()
        try mark.write(to: place.home)
        let configuration = side.configuration
        let clock = try #require(DemoClock(place.home) { configuration })
        #expect(clock.secondsAhead == (side.counts ? 604_800 : 0))
    }

    @Test("A clock that is open follows its mark and the configuration; a home that had no mark when it was opened never gets a clock")
    func follows() throws {
        let place = Place()
        try place.home.prepare()
        let configuration = Mutex<Configuration?>(Self.configuration())
        #expect(DemoClock(place.home) { configuration.withLock { $0 } } == nil)
        var mark = DemoMark(sandbox: "one", address: Self.sandbox, secondsAhead: 0)
        try mark.write(to: place.home)
        let clock = try #require(DemoClock(place.home) { configuration.withLock { $0 } })
        #expect(clock.secondsAhead == 0)
        for seconds in [604_800.0, 1_814_400, -60] {
            mark.secondsAhead = seconds
            try mark.write(to: place.home)
            #expect(clock.secondsAhead == seconds)
        }
        // Somebody connects the home to the real app.
        configuration.withLock { $0 = Self.configuration(app: "https://platform.ringcentral.com") }
        try place.write("saved", to: "config.json")
        #expect(clock.secondsAhead == 0)
        configuration.withLock { $0 = nil }
        try place.write("no configuration", to: "config.json")
        #expect(clock.secondsAhead == 0)
        try FileManager.default.removeItem(at: place.home.demoFile)
        #expect(clock.secondsAhead == 0)
    }
}
