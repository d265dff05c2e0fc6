import Foundation

/// Knows what administrators must have been told: each alert opened once and closed once, and none that the world shows to be true left out.
///
/// It knows the table of defaults by figures of its own, and what is so from what the world saw happen.
struct AlertOracle: Sendable {
    private static let (minute, hour, day) = (60.0, 3_600.0, 86_400.0)
    /// Nearer to a threshold than this, a condition may be true or not: between what the world sees and what is written down, something was asked and answered.
    private static let margin: TimeInterval = 60
    /// The disk that is full for everybody, and the one that is full for nobody, in megabytes.
    static let (greatestDisk, smallestDisk) = (1_000_000, 1)

    /// What was told to be open.
    private(set) var open: Set<String> = []
    /// How often each was opened, and how often it was closed.
    private(set) var events: [String: Int] = [:]

    /// Since when the switch is on, as far as somebody looked.
    private var onSince: Date?
    /// Since when it is on and nothing starts the runs.
    private var withoutService: Date?
    /// Since when it is off and something would start them.
    private var idleService: Date?
    /// When a run came to its end the last time; unknown since an older ledger was put back.
    private var success: Known<Date?> = .known(nil)
    /// Until when the authorization lasts by itself; `nil` for ever.
    private var authorizedUntil: Known<Date?> = .known(nil)
    /// Whether the program was told that it was revoked.
    private var isRevoked = false
    /// Whether something is held.
    private var isHeld: Known<Bool> = .known(false)
    /// When the next account may be deleted.
    private var deletions: Known<Date?> = .known(nil)
    private var licenses: Known<Licenses?> = .known(nil)
    /// Whether a comparison found something that waits for a decision.
    private var findings: Known<Bool> = .unknown
    /// From where on the disk counts as full.
    private var fullDisk: Int?

    /// What is known, or not.
    enum Known<Value: Sendable>: Sendable {
        case known(Value)
        case unknown
    }

    /// How many licenses were free when the app was asked.
    struct Licenses: Sendable {
        let free: Int
        let read: Date
    }

    /// What the world knows at a look.
    struct Look: Sendable {
        /// By the clock of the program's machine.
        var now: Date
        /// Whether that clock was right all the time.
        var hasTime: Bool
        var isOn: Bool
        var hasService: Bool
        /// How far the machine's clock is ahead; `nil` when no server told this process the time.
        var secondsAhead: Double?
        /// When the messages were made that the other side did not take.
        var undelivered: [Date]
        /// What is free on the disk, in megabytes.
        var freeMegabytes: Int?
    }

    // MARK: What is told

    /// Takes what was told; answers what was told twice.
    mutating func hear(opened: [String], closed: [String]) -> String? {
        for name in closed {
            events["-" + name, default: 0] += 1
            if open.remove(name) == nil { return "\(name) was closed although it was not open" }
        }
        for name in opened {
            events["+" + name, default: 0] += 1
            if !open.insert(name).inserted { return "\(name) was opened twice" }
        }
        return nil
    }

    /// Answers what was left out, or told without being true.
    func missed(_ look: Look) -> String? {
        for (name, truth) in truths(look).sorted(by: { $0.key < $1.key }) where truth != open.contains(name) {
            return truth ? "\(name) is true and was not opened" : "\(name) is over and was not closed"
        }
        return nil
    }

    // MARK: What happens

    /// The switch was turned on for the first time.
    mutating func begin(at moment: Date) { onSince = moment }

    /// Somebody looks at this moment.
    mutating func look(_ look: Look) {
        onSince = look.isOn ? onSince ?? look.now : nil
        withoutService = look.isOn && !look.hasService ? withoutService ?? look.now : nil
        idleService = !look.isOn && look.hasService ? idleService ?? look.now : nil
    }

    /// A token came from the app's server, which renews it for another seven days unless it stands on an assertion.
    mutating func authorized(at moment: Date, isRenewable: Bool) {
        isRevoked = false
        authorizedUntil = .known(isRenewable ? moment + 7 * Self.day : nil)
    }

    /// The program was told that the authorization is gone, by the app or by what it keeps of that.
    mutating func revoked() { isRevoked = true }

    /// The program died in the middle of something: what it had written down of what it was told is not known.
    mutating func died() {
        (authorizedUntil, isRevoked) = (.unknown, false)
        unsettle()
    }

    /// An older ledger was put back.
    mutating func restored() {
        (success, licenses) = (.unknown, .unknown)
        unsettle()
    }

    /// A run began that did not come to its end, or a setting or a decision changed what the last one found.
    mutating func unsettle() { (isHeld, deletions, findings) = (.unknown, .unknown, .unknown) }

    /// A run came to its end.
    mutating func ran(_ run: Run, at moment: Date) {
        isRevoked = false
        success = .known(moment)
        isHeld = .known(run.isHeld)
        deletions = run.deletions
        findings = .unknown
        switch run.licenses {
        case .known(nil): break
        case .known, .unknown: licenses = run.licenses
        }
    }

    /// What a run came to that reached its end.
    struct Run: Sendable {
        var isHeld: Bool
        /// When the next account may be deleted.
        var deletions: Known<Date?>
        /// How many licenses the app said to be free; `nil` when it was not asked.
        var licenses: Known<Licenses?>
    }

    /// A comparison with the app ended, and so many of its findings wait.
    mutating func compared(findings: Int) { self.findings = .known(findings > 0) }

    /// The administrator chose from where on the disk counts as full.
    mutating func choose(fullDisk: Int) { self.fullDisk = fullDisk }

    // MARK: What is true

    /// Whether a moment came at least so long ago; `nil` when that is too close to say.
    private static func hasPassed(_ seconds: Double, since moment: Date, at now: Date) -> Bool? {
        let left = (moment + seconds).timeIntervalSince(now)
        return abs(left) < margin ? nil : left < 0
    }

    private func truths(_ look: Look) -> [String: Bool] {
        var truths: [String: Bool?] = ["clock": wrongClock(look), "disk": fullDisk(look)]
        if case .known(let isHeld) = isHeld { truths["held"] = isHeld }
        if case .known(let findings) = findings { truths["findings"] = findings }
        if look.hasTime { truths.merge(timed(look)) { $1 } }
        return truths.compactMapValues(\.self)
    }

    private func wrongClock(_ look: Look) -> Bool? {
        guard let ahead = look.secondsAhead.map(abs) else { return nil }
        // An answer may have been under way for a minute and a half.
        return ahead < 200 ? false : ahead > 400 ? true : nil
    }

    private func fullDisk(_ look: Look) -> Bool? {
        guard let fullDisk, let free = look.freeMegabytes else { return nil }
        return free < fullDisk
    }

    /// What is counted with the clock.
    private func timed(_ look: Look) -> [String: Bool?] {
        let now = look.now
        var truths: [String: Bool?] = [:]
        truths["noService"] = withoutService.map { Self.hasPassed(30 * Self.minute, since: $0, at: now) } ?? false
        truths["serviceWhileOff"] = idleService.map { Self.hasPassed(24 * Self.hour, since: $0, at: now) } ?? false
        if case .known(let success) = success {
            truths["noSuccess"] = onSince.map { Self.hasPassed(6 * Self.hour, since: max($0, success ?? $0), at: now) } ?? false
        }
        if isRevoked {
            (truths["reauthorization"], truths["authorizationEnds"]) = (true, false)
        } else if case .known(let end) = authorizedUntil {
            let hasEnded = end.map { Self.hasPassed(0, since: $0, at: now) } ?? false
            truths["reauthorization"] = hasEnded
            truths["authorizationEnds"] =
                end.map { end in
                    hasEnded == false ? Self.hasPassed(5 * Self.day, since: end - 7 * Self.day, at: now) : hasEnded == true ? false : nil
                } ?? false
        }
        if case .known(let next) = deletions {
            // Which of those that may come do come is the rules' to know; where none comes, none is announced.
            truths["deletionsDue"] = look.isOn && Self.comes(next, look) != false ? nil : false
        }
        if case .known(let known) = licenses {
            let counts = known.map { Self.hasPassed(2 * Self.day, since: $0.read, at: now).map { !$0 } } ?? false
            truths["licenses"] = counts.map { $0 && look.isOn && (known?.free ?? 0) < 5 }
        }
        truths["delivery"] = undelivered(look)
        return truths
    }

    /// Whether something is due within a day.
    private static func comes(_ moment: Date?, _ look: Look) -> Bool? { moment.map { hasPassed(0, since: $0 - day, at: look.now) } ?? false }

    private func undelivered(_ look: Look) -> Bool? {
        // After three days it is given up, at the end of a look. What the program does not know to be delivered is known to nobody here.
        guard let oldest = look.undelivered.min(), Self.hasPassed(3 * Self.day, since: oldest, at: look.now) == false,
            Self.hasPassed(15 * Self.minute, since: oldest, at: look.now) == true
        else { return nil }
        return true
    }
}
