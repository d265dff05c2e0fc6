import Foundation

/// What became of the alerts since somebody looked last: each is opened once and closed once, and told again only as often as was chosen.
package struct AlertJudgement: Sendable, Equatable {
    package let opened: [Alert]
    package let closed: [Alert]
    package let repeated: [Alert]
    /// What is to be remembered, with the messages about all this.
    package let memory: AlertMemory

    /// Judges what is true now against what is remembered.
    package init(_ facts: AlertFacts, settings: AlertSettings, memory before: AlertMemory) {
        var facts = facts
        facts.undelivered = before.undelivered
        let conditions = AlertConditions(facts, settings, before)
        let now = facts.now
        var (open, opened, closed, repeated): ([OpenAlert], [Alert], [Alert], [Alert]) = ([], [], [], [])
        // What was open before anybody could be told is new to whoever hears of it, and its end is no news to whoever never did.
        var (late, unheard): ([Alert], Set<AlertKind>) = ([], [])
        for kind in AlertRule.table.map(\.kind) {
            let known = before.open.first { $0.alert.kind == kind }
            switch (conditions.truth(of: kind), known) {
            case (.isFalse, nil), (.unknown, nil): break
            case (.unknown, let known?): open.append(known)
            case (.isFalse, let known?):
                // Who turned a condition off does not want to hear that it ended.
                if settings.isOn(kind) { closed.append(known.alert) }
                if known.told == nil { unheard.insert(kind) }
            case (.isTrue(let alert), nil):
                opened.append(alert)
                open.append(OpenAlert(alert, opened: now, told: settings.ways(of: kind).isEmpty ? nil : now))
            case (.isTrue(var alert), var known?):
                alert.since = min(alert.since, known.alert.since)
                known.alert = alert
                if let told = known.told {
                    // Told in the future, by a clock that was set back since: the time until it is told again begins anew.
                    known.told = min(told, now)
                    let pause = Double(settings.repeatHours) * 3_600
                    if pause > 0, now.timeIntervalSince(told) >= pause {
                        known.told = now
                        repeated.append(alert)
                    }
                } else if !settings.ways(of: kind).isEmpty {
                    known.told = now
                    late.append(alert)
                }
                open.append(known)
            }
        }
        (self.opened, self.closed, self.repeated) = (opened, closed, repeated)
        var memory = before
        (memory.open, memory.firstSeen, memory.onSince) = (open, conditions.firstSeen, conditions.onSince)
        memory.drop(at: now, settings)
        memory.tell(opened + late, closed.filter { !unheard.contains($0.kind) }, repeated, at: now, settings)
        self.memory = memory
    }
}

extension AlertMemory {
    /// Drops what nobody waits for any more: messages by a way that is no more, and old ones.
    fileprivate mutating func drop(at now: Date, _ settings: AlertSettings) {
        messages.removeAll { !settings.ways.contains($0.way) || now.timeIntervalSince($0.made) > AlertMessage.patience }
    }

    /// Makes a message for each way that has something to tell.
    fileprivate mutating func tell(_ opened: [Alert], _ closed: [Alert], _ repeated: [Alert], at now: Date, _ settings: AlertSettings) {
        // That a way does not work is told by the others: it would only wait behind what that way could not take.
        let broken = Set((opened + closed + repeated).filter { $0.kind == .delivery }.flatMap(\.concerned))
        for way in settings.ways {
            func told(_ alerts: [Alert]) -> [Alert] {
                alerts.filter { settings.ways(of: $0.kind).contains(way) && ($0.kind != .delivery || !broken.contains(way.rawValue)) }
            }
            let (opened, closed, repeated) = (told(opened), told(closed), told(repeated))
            guard !(opened.isEmpty && closed.isEmpty && repeated.isEmpty) else { continue }
            lastNumber += 1
            messages.append(AlertMessage(number: lastNumber, way: way, made: now, opened: opened, closed: closed, repeated: repeated))
        }
    }
}
