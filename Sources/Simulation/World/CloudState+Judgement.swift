import Foundation
import JSON
import Sandbox

/// Judges every change of the app at the moment at which it happens, by what the app holds before and after: what the request meant to do does not count.
extension CloudState {
    mutating func judge(_ request: SandboxRequest, before: [String: TrueAccount], answer: SandboxResponse, at moment: Date) {
        var changes = 0
        for id in Set(before.keys).union(accounts.keys).sorted() {
            let (old, new) = (before[id], accounts[id])
            guard old?.content != new?.content else { continue }
            changes += 1
            switch (old, new) {
            case (nil, let new?): judgeCreation(new, at: moment)
            case (let old?, nil): judgeRemoval(.hardDelete, of: old, at: moment)
            case (let old?, let new?): judgeChange(from: old, to: new, at: moment)
            case (nil, nil): break
            }
        }
        if changes > 0, !rules.isOn {
            if writesUnderWay > 0 {
                writesUnderWay -= 1
            } else {
                violate(.switchedOff, "\(changes) accounts were changed", at: moment)
            }
        }
        if changes > 0, rules.nameSomethingGone(in: truth) { violate(.namedIsGone, "\(request.method) \(request.path)", at: moment) }
        if changes > 0, export?.hasOtherIDs == true { violate(.kindOfIdentity, "\(request.method) \(request.path)", at: moment) }
        // Whether an account that waits to be activated was enabled cannot be seen, so that it may be asked for once more.
        let awaitsActivation = request.path.split(separator: "/").last.flatMap { accounts[String($0)] }?.awaitsActivation ?? false
        if changes == 0, !isAnsweringFalsely, !awaitsActivation,
            (200..<300).contains(answer.status) || answer.status == 409 && isRepeatedCreation(request)
        {
            wastedWrites += 1
            note("that was asked for before", at: moment)
        }
    }

    /// Whether the person whose account is asked for has it already, under that very name.
    private func isRepeatedCreation(_ request: SandboxRequest) -> Bool {
        guard request.method == "POST", let body = JSONValue(request.body) else { return false }
        return accounts.values.contains { $0.externalID == body["externalId"]?.string && $0.userName == body["userName"]?.string }
    }

    private mutating func judgeCreation(_ account: TrueAccount, at moment: Date) {
        tally.created += 1
        note(at: moment) { "effect: \(account.userName) created for \($0.name(account.externalID))" }
        guard let owner = account.externalID, let person = truth.people[owner] else {
            return violate(.onlyOurs, "the account \(account.userName) was made for nobody", at: moment)
        }
        let all = accounts.values.filter { $0.externalID == owner }
        if all.count > 1 {
            violate(.oneAccountEach, "\(name(owner)) has \(all.map(\.userName).sorted().joined(separator: " and "))", at: moment)
        }
        if !run.wasLiedTo(about: owner), !rules.isEntitled(person, in: truth) {
            violate(.entitledOnly, "an account was made for \(name(owner))", at: moment)
        }
        judgeUnitChange(of: person, "an account was made", at: moment)
    }

    /// The run under way has looked at the directory.
    ///
    /// - Parameter isKept: whether its ledger surely holds what it saw; before that it may still die without a trace.
    mutating func observe(isKept: Bool) {
        guard !run.isKept else { return }
        run.isKept = isKept
        noteMissing()
        acceptUnits()
        let watch = run
        oracle.observe(
            truth, rules: rules, start: watch.start, wasLiedTo: { !isKept || watch.wasLiedTo(about: $0) },
            uncertain: Set(truth.people.keys.filter(isUncertain)), waiting: waitingForUnits())
    }

    /// A run has looked at the units. Where they are counts from now on, unless something depends on it that an administrator has to let through.
    private mutating func acceptUnits() {
        guard run.isReleased || dependingOnUnits().isEmpty else { return }
        acceptedUnits.removeAll { $0 == truth.units }
        acceptedUnits.append(truth.units)
        run.acceptsUnits = true
    }

    /// The run under way came to its end, so that what it found about the units counts.
    mutating func settleUnits() {
        guard run.acceptsUnits, !run.tellsNoTime, let newest = acceptedUnits.last else { return }
        acceptedUnits = [newest]
    }

    /// Those of ``waitingForUnits()`` who would get an account, or have one to lose.
    func dependingOnUnits() -> Set<String> {
        let owners = Set(accounts.values.compactMap(\.externalID))
        return waitingForUnits().filter { id in owners.contains(id) || truth.people[id].map { rules.isEntitled($0, in: truth) } ?? false }
    }

    /// Active people for whom the app is on or off only because of units whose change was not let through yet.
    func waitingForUnits() -> Set<String> {
        let people = truth.people.values.filter(\.isJustOutOfTheApp)
        return Set(changedByUnits(people).map(\.id))
    }

    /// Those of these people for whom the app is on or off only because of a change of units, whatever tree of units counted before.
    private func changedByUnits(_ people: [TruePerson]) -> [TruePerson] {
        guard !acceptedUnits.isEmpty else { return [] }
        return acceptedUnits.reduce(people) { people, units in
            guard units != truth.units else { return [] }
            let before = truth.with(units: units)
            return people.filter { person in
                before.people[person.id].map { rules.wouldBeEntitled(person, in: truth) != rules.wouldBeEntitled($0, in: before) } ?? false
            }
        }
    }

    /// What follows from a change of the tree of units alone waits until an administrator has let it through.
    private mutating func judgeUnitChange(of person: TruePerson, _ what: String, at moment: Date) {
        guard !run.isReleased, !run.wasLiedTo(about: person.id), !changedByUnits([person]).isEmpty else { return }
        violate(.unitChange, "\(what) for \(name(person.id)), because a unit was renamed, moved or deleted", at: moment)
    }

    private mutating func judgeRemoval(_ removal: Removal, of account: TrueAccount, at moment: Date) {
        switch removal {
        case .suspend: tally.suspended += 1
        case .hardDelete: tally.deleted += 1
        }
        run.removals[removal, default: 0] += 1
        if !run.isReleased, run.removals[removal, default: 0] > rules.safeguardNumber {
            violate(.heldBack, "\(removal.rawValue) of \(account.userName) is one too many", at: moment)
        }
        note(at: moment) { "effect: \(account.userName) of \($0.name(account.externalID)): \(removal.rawValue)" }
        if account.id == Self.administratorAccount {
            violate(.onlyOurs, "\(removal.rawValue) of the account that gave the authorization", at: moment)
        }
        if removal == .suspend, decidedAccounts.contains(account.id) { return }
        if account.externalID == nil, adoptedInWord.contains(account.id) { return }
        guard let owner = account.externalID, truth.people[owner] != nil else {
            return violate(.onlyOurs, "\(removal.rawValue) of \(account.userName), which was never ours", at: moment)
        }
        guard let due = oracle.due(removal, of: owner, in: truth, rules: rules) else {
            return violate(.justifiedRemoval, "\(removal.rawValue) of \(name(owner)) without a cause", at: moment)
        }
        if let person = truth.people[owner], person.isJustOutOfTheApp { judgeUnitChange(of: person, removal.rawValue, at: moment) }
        let early = due.timeIntervalSince(moment)
        // A delay is counted between two readings of a clock; each may be off by what goes unnoticed.
        if early > (hasBadClock ? 2 * Self.clockTolerance : Self.precision) {
            violate(.justifiedRemoval, "\(removal.rawValue) of \(name(owner)) \(early) seconds before it was due", at: moment)
        }
    }

    private mutating func judgeChange(from old: TrueAccount, to new: TrueAccount, at moment: Date) {
        if old.awaitsActivation, !new.isActive { invisibleSuspensions += 1 }
        if old.isActive, !new.isActive { return judgeRemoval(.suspend, of: new, at: moment) }
        tally.otherChanges += 1
        let isFirstUpdateSinceHandover = givenAway.remove(new.id) != nil && old.userName == new.userName && old.isActive == new.isActive
        if isFirstUpdateSinceHandover, old.externalID == new.externalID { return }
        note(at: moment) { "effect: \(old.userName) of \($0.name(old.externalID)) is now \(new.userName), active \(new.isActive)" }
        guard let owner = new.externalID, let person = truth.people[owner] else {
            return violate(.onlyOurs, "\(old.userName) was changed, which was never ours", at: moment)
        }
        let isDecided = decidedAccounts.contains(new.id)
        if let before = old.externalID, before != owner, !isDecided {
            violate(.onlyOurs, "\(old.userName) of \(name(before)) was given to \(name(owner))", at: moment)
        }
        let isWanted = old.userName.lowercased() == person.email.lowercased() && rules.isEntitled(person, in: truth)
        if old.externalID == nil, !isDecided, !run.wasLiedTo(about: owner), !isWanted {
            violate(.onlyOurs, "\(old.userName) was adopted for \(name(owner))", at: moment)
        }
        if !old.isActive, new.isActive, !run.wasLiedTo(about: owner), !rules.isEntitled(person, in: truth) {
            violate(.entitledOnly, "\(old.userName) of \(name(owner)) was re-enabled", at: moment)
        }
        if !old.isActive, new.isActive { judgeUnitChange(of: person, "the account was re-enabled", at: moment) }
        if accounts.values.count(where: { $0.externalID == owner }) > 1 {
            violate(.oneAccountEach, "\(name(owner)) has another account than \(new.userName)", at: moment)
        }
    }
}
