package import Provisioning

extension Explanation {
    /// What the ledger alone knows about one person, while the directory or the app cannot be asked. What only they could tell is said to be unknown.
    ///
    /// - Parameters:
    ///   - person: the name and address that the log, the link or the newest plan has for the person.
    ///   - plan: what is remembered of the newest plan.
    package init(personID: String, person: KnownPerson, ledger: LedgerState, plan: Plan, memory: PlanMemory, isOn: Bool) {
        let link = ledger.links[personID]
        let timers = ledger.timers[personID] ?? []
        var lines: [Line] = []
        func add(_ title: String, _ text: String, _ mark: Mark) {
            lines.append(.init(title: title, text: text, isObstacle: mark == .no, mark: mark))
        }

        let unknown = "not known now: \(memory.obstacle.whom) could not be asked"
        let gone = timers.first { $0.cause == .deleted } ?? timers.first { $0.cause == .suspended }
        add("Google account", gone.map { "\($0.cause.words), as runs saw it since \($0.firstSeen.words)" } ?? unknown, gone == nil ? .notAsked : .no)
        let turnedOff = timers.first { $0.cause == .appTurnedOff }
        add(
            "User access", turnedOff.map { "not entitled, as runs saw it since \($0.firstSeen.words)" } ?? unknown, turnedOff == nil ? .notAsked : .no
        )
        add("Mapping", unknown, .notAsked)
        add("Account", link.map(Self.words) ?? "none is linked", link?.isActive == true ? .yes : .no)
        for timer in timers { add("Timer", "\(timer.cause.words), first seen \(timer.firstSeen.words)", .waits) }
        let coming = plan.deprovisioning.filter { $0.entry.personID == personID }
        for (entry, state) in coming where state == .pending { add("Pending", entry.words, .waits) }
        for problem in plan.problems where problem.personID == personID { add("Problem", problem.problem.words, .no) }
        let held = plan.held.first { $0.personID == personID }
        if let held, let hold = plan.holds[held.kind] { add("Safeguard", hold.sentence, .no) }
        let byUnit = plan.unitHold?.effects.first { $0.personID == personID }
        if let byUnit { add("Unit moved", "\(byUnit.words); held until you release or reject it", .waits) }
        let rejected = plan.rejected.first { $0.personID == personID }
        if let rejected { add("Rejected", "to \(rejected.kind.verb), by an administrator", .no) }
        let waiting = plan.waiting.first { $0.entry.personID == personID }
        if let waiting { add("Failure", "to \(waiting.entry.kind.verb) \(waiting.words)", .waits) }
        let next = plan.entries.first { $0.personID == personID }
        if let next { add("Due", "to \(next.kind.verb): \(next.reason.words)", .waits) }
        if !isOn { add("Autoprovisioning", "off, so nothing is done", .no) }

        let answer: String
        if let next {
            answer = "Due: the next run that can be done will \(next.kind.verb) the account, unless the reason is gone by then."
        } else if let held {
            answer = "A safeguard holds what would be done: to \(held.kind.verb) the account."
        } else if let rejected {
            answer = "An administrator rejected what would be done: to \(rejected.kind.verb) the account."
        } else if let waiting {
            answer = "To \(waiting.entry.kind.verb) the account failed; it is not tried again before \(waiting.nextTry.words)."
        } else if let byUnit {
            answer = "Held: the person \(byUnit.words)."
        } else if let entry = coming.first(where: { !$0.entry.isCancelled })?.entry {
            answer = "To come: \(entry.words)."
        } else if let link {
            answer = "The account is \(link.isActive ? "active" : "suspended"); whether it is still as it should be is not known now."
        } else {
            answer = "There is no account of this person; whether there should be one is not known now."
        }
        let decides = held != nil ? "Safeguard" : rejected != nil ? "Rejected" : waiting != nil ? "Failure" : byUnit != nil ? "Unit moved" : nil
        self.init(
            personID: personID, name: person.name, email: person.email, answer: answer, lines: lines,
            decidingLine: decides.flatMap { title in lines.firstIndex { $0.title == title } }, memory: memory)
    }
}
