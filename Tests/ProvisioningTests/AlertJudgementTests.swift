import Foundation
import Testing

@testable import Provisioning

/// What is told over time: each condition opened once, closed once, and repeated only as said.
@Suite("Alerts over time", .timeLimit(.minutes(1)))
struct AlertJudgementTests {
    typealias Facts = AlertConditionsTests

    static let mailed = AlertSettings(mail: MailSettings(to: ["it@corp.example"]))

    /// A state that changes, looked at again and again.
    struct Story {
        var memory = AlertMemory()
        var settings = AlertJudgementTests.mailed
        /// What was told: "+held", "-held", "=held".
        var told: [String] = []

        mutating func look(_ hours: Double, _ change: (inout AlertFacts) -> Void = { _ in }) {
            var facts = Facts.facts()
            facts.now = Facts.ahead(hours)
            facts.lastSuccess = facts.now
            facts.authorization = .lasting(until: facts.now + 6 * 86_400)
            change(&facts)
            let judgement = AlertJudgement(facts, settings: settings, memory: memory)
            memory = judgement.memory
            memory.revision += 1
            told +=
                judgement.opened.map { "+\($0.kind.rawValue)" } + judgement.closed.map { "-\($0.kind.rawValue)" }
                + judgement.repeated.map { "=\($0.kind.rawValue)" }
        }
    }

    @Test("Opened once, closed once, however often somebody looks")
    func once() {
        var story = Story()
        for hour in 0..<5 { story.look(Double(hour)) { $0.held = 3 } }
        for hour in 5..<9 { story.look(Double(hour)) }
        #expect(story.told == ["+held", "-held"])
    }

    @Test(
        "It is told again each day while it lasts, and not when that was turned off", arguments: [(24, ["+held", "=held", "=held"]), (0, ["+held"])])
    func again(hours: Int, told: [String]) {
        var story = Story()
        story.settings.repeatHours = hours
        for hour in 0...48 { story.look(Double(hour)) { $0.held = 3 } }
        #expect(story.told == told)
    }

    @Test("A clock that was set back tells nothing twice, and does not silence what is told again")
    func setBack() {
        var story = Story()
        story.look(1_000) { $0.held = 1 }
        for hour in 0...23 { story.look(Double(hour)) { $0.held = 1 } }
        #expect(story.told == ["+held"])
        story.look(24) { $0.held = 1 }
        #expect(story.told == ["+held", "=held"])
    }

    @Test("A clock known to be wrong opens, closes and repeats nothing that is counted with it")
    func wrongClock() {
        var story = Story()
        story.look(0) { $0.lastSuccess = Facts.ago(7) }
        story.look(90) { ($0.clock, $0.lastSuccess) = (.wrong(secondsAhead: 90 * 3_600), Facts.now) }
        // No server told the time since: it counts as wrong still.
        story.look(91) { ($0.clock, $0.lastSuccess) = (.untold, Facts.now) }
        #expect(story.told == ["+noSuccess", "+clock"])
        story.look(1) { $0.lastSuccess = Facts.ahead(1) }
        #expect(story.told == ["+noSuccess", "+clock", "-noSuccess", "-clock"])
    }

    @Test("What cannot be told now stays as it was")
    func unknown() {
        var story = Story()
        story.look(0) { $0.freeMegabytes = 10 }
        story.look(1) { $0.freeMegabytes = nil }
        story.look(2) { $0.freeMegabytes = 10 }
        #expect(story.told == ["+disk"])
    }

    @Test("Who turns a condition off hears no more of it")
    func turnedOff() {
        var story = Story()
        story.look(0) { $0.held = 1 }
        story.settings.set(.held) { $0.isOn = false }
        story.look(1) { $0.held = 1 }
        #expect(story.told == ["+held"])
        #expect(story.memory.open.isEmpty)
    }

    @Test("What opens together is one message for each way, with what closes at the same time")
    func together() {
        var story = Story()
        story.settings.command = ["/usr/bin/page"]
        story.look(0) { $0.findings = 1 }
        story.memory.messages = []
        story.look(1) { ($0.held, $0.freeMegabytes) = (2, 10) }
        #expect(story.memory.messages.map(\.way) == [.mail, .command])
        for message in story.memory.messages {
            #expect(message.opened.map(\.kind) == [.held, .disk])
            #expect(message.closed.map(\.kind) == [.findings])
        }
        #expect(Set(story.memory.messages.map(\.number)).count == 2)
    }

    @Test("A condition is told by the ways that were chosen for it")
    func ways() {
        var story = Story()
        story.settings.command = ["/usr/bin/page"]
        story.settings.set(.held) { $0.ways = ["command"] }
        story.look(0) { $0.held = 1 }
        #expect(story.memory.messages.map(\.way) == [.command])
    }

    @Test("Without a way nothing is made to be delivered, and what is open is known all the same")
    func noWay() {
        var story = Story()
        story.settings = AlertSettings()
        story.look(0) { $0.held = 1 }
        #expect(story.memory.messages.isEmpty)
        #expect(story.memory.open.map(\.alert.kind) == [.held])
    }

    @Test("What was open before anybody could be told is told as new once somebody can; whoever never heard of it does not hear of its end")
    func lateWay() {
        var story = Story()
        story.settings = AlertSettings()
        story.look(0) { ($0.held, $0.findings) = (1, 1) }
        story.look(1) { $0.findings = 1 }
        story.settings = Self.mailed
        story.look(2) { $0.findings = 1 }
        #expect(story.memory.messages.map { $0.opened.map(\.kind) } == [[.findings]])
        story.look(3) { $0.findings = 1 }
        #expect(story.memory.messages.count == 1)
        story.look(4)
        #expect(story.memory.messages.last?.closed.map(\.kind) == [.findings])
        // It was opened once and closed once all the same.
        #expect(story.told == ["+held", "+findings", "-held", "-findings"])
        var unheard = Story()
        unheard.settings = AlertSettings()
        unheard.look(0) { $0.held = 1 }
        unheard.settings = Self.mailed
        unheard.look(1)
        #expect(unheard.memory.messages.isEmpty)
    }

    @Test("What cannot be delivered is an alert after a quarter of an hour, told by the ways that work, and over once it is delivered")
    func undelivered() throws {
        var story = Story()
        story.settings.command = ["/usr/bin/page"]
        story.look(0) { $0.held = 1 }
        story.memory.messages.removeAll { $0.way == .command }
        story.memory.messages[0].failed(because: "Nothing answers.", at: Facts.now)
        story.look(0.2) { $0.held = 1 }
        #expect(story.told == ["+held"])
        story.look(0.25) { $0.held = 1 }
        #expect(story.told == ["+held", "+delivery"])
        #expect(story.memory.open.last?.alert.reason == "Nothing answers.")
        let made = try #require(story.memory.messages.last)
        #expect(made.way == .command && made.opened.map(\.kind) == [.delivery])
        #expect(story.memory.messages.count == 2)
        story.memory.messages = []
        story.look(0.3) { $0.held = 1 }
        #expect(story.told == ["+held", "+delivery", "-delivery"])
    }

    @Test("The pauses between tries double up to an hour", arguments: [(1, 60.0), (2, 120), (3, 240), (6, 1_920), (7, 3_600), (50, 3_600)])
    func pauses(tries: Int, seconds: Double) {
        #expect(AlertMessage.pause(afterTries: tries) == seconds)
        var message = AlertMessage(number: 1, way: .mail, made: Facts.now, opened: [])
        message.tries = tries - 1
        message.failed(because: "no", at: Facts.now)
        #expect(!message.isDue(at: Facts.now + seconds - 1))
        #expect(message.isDue(at: Facts.now + seconds))
        // A try that was put off by a clock that was ahead does not wait for that clock.
        #expect(message.isDue(at: Facts.now - 86_400))
    }

    @Test("A message that nobody takes is given up after three days, and one of a way that is no more at once")
    func givenUp() {
        var story = Story()
        story.settings.repeatHours = 0
        story.look(0) { $0.held = 1 }
        story.look(72) { $0.held = 1 }
        #expect(story.memory.messages.count == 1)
        story.look(72.1) { $0.held = 1 }
        #expect(story.memory.messages.isEmpty)
        var other = Story()
        other.look(0) { $0.held = 1 }
        other.settings = AlertSettings()
        other.look(1) { $0.held = 1 }
        #expect(other.memory.messages.isEmpty)
    }

    @Test("Whatever happens in whatever order, what is told alternates: opened, then closed", arguments: 0..<50)
    func alternates(seed: Int) {
        var (story, random) = (Story(), SplitMix(seed: UInt64(seed)))
        var time = 0.0
        for _ in 0..<200 {
            // The clock jumps too, both ways.
            time += random.next() % 20 == 0 ? Double(Int(random.next() % 400)) - 200 : Double(random.next() % 3)
            let bits = random.next()
            story.look(time) {
                $0.held = bits & 1 == 0 ? 0 : 2
                $0.findings = bits & 2 == 0 ? 0 : 1
                if bits & 4 != 0 { $0.authorization = .ended(since: Facts.now, reason: "no") }
                if bits & 8 != 0 { $0.clock = bits & 16 == 0 ? .untold : .wrong(secondsAhead: 9_999) }
                if bits & 32 != 0 { $0.lastSuccess = Facts.ahead(time - 7) }
                $0.hasService = bits & 64 == 0
            }
        }
        for kind in AlertKind.allCases {
            let marks = story.told.filter { $0.dropFirst() == kind.rawValue && !$0.hasPrefix("=") }.map { $0.prefix(1) }
            for (index, mark) in marks.enumerated() { #expect(mark == (index % 2 == 0 ? "+" : "-"), "\(kind)") }
        }
    }

    private struct SplitMix: RandomNumberGenerator {
        private var state: UInt64
        init(seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
