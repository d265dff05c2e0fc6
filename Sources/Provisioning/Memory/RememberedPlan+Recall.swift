package import Foundation

extension RememberedPlan {
    /// What is still to come of this plan as far as the ledger knows at `now`: delays, decisions, failures and links are those of now, and what was done since is not
    /// part of it. Who is entitled is not known, so nothing is in it that only the directory could tell.
    ///
    /// - Parameters:
    ///   - names: names and addresses of people with a running delay of whom this plan has no entry, by directory id.
    package func recalled(
        ledger: LedgerState, configuration: Configuration, names: [String: KnownPerson] = [:], obstacle: PlanMemory.Obstacle, now: Date
    ) -> Plan {
        var recall = Recall(remembered: self, ledger: ledger, policy: configuration.autoprovisioning.deprovisioning, names: names, now: now)
        recall.addDeprovisioning()
        recall.addOthers()
        var plan = recall.plan()
        plan.memory = PlanMemory(origin: origin, planned: made, obstacle: obstacle, leftOut: leftOut)
        return plan
    }
}

/// Somebody as the log and the links know them.
package struct KnownPerson: Sendable, Equatable {
    package let name: String
    package let email: String

    /// Names somebody.
    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }
}

/// Makes a plan of what is remembered.
private struct Recall {
    let remembered: RememberedPlan
    let ledger: LedgerState
    let policy: DeprovisioningPolicy
    let now: Date

    private var people: [String: KnownPerson]
    /// Delays that a preview showed and no run has recorded yet, by person.
    private var unrecorded: [String: [DeprovisioningTimer]] = [:]
    private var archived: Set<String> = []
    /// Whose account gave the authorization and is not taken away.
    private var protected: Set<String> = []
    private var heldFingerprints: [String: Set<String>] = [:]

    private var items: [PlanItem] = []
    private var pending: [PendingEntry] = []

    init(remembered: RememberedPlan, ledger: LedgerState, policy: DeprovisioningPolicy, names: [String: KnownPerson], now: Date) {
        self.remembered = remembered
        self.ledger = ledger
        self.policy = policy
        self.now = now
        people = names
        for entry in remembered.entries {
            switch entry {
            case .deprovisioning(let entry):
                people[entry.personID] = KnownPerson(name: entry.name, email: entry.email)
                if entry.isHeld { archived.insert(entry.personID) }
                let known = (ledger.timers[entry.personID] ?? []) + (unrecorded[entry.personID] ?? [])
                guard !known.contains(where: { $0.cause == entry.scheduled.cause }) else { continue }
                // No delay begins before a run records it.
                unrecorded[entry.personID, default: []].append(DeprovisioningTimer(cause: entry.scheduled.cause, firstSeen: now))
            case .judged(let entry): heldFingerprints[entry.personID, default: []].insert(entry.fingerprint)
            case .problem(let entry): if case .authorizingAccount = entry.problem { protected.insert(entry.personID) }
            case .waiting, .unitEffect, .unitDelay, .unitMove: break
            }
        }
    }

    // MARK: Accounts to be taken away

    mutating func addDeprovisioning() {
        for id in Set(ledger.timers.keys).union(unrecorded.keys).sorted() {
            guard let link = ledger.links[id] else { continue }
            let timers = (ledger.timers[id] ?? []) + (unrecorded[id] ?? [])
            let schedule = DeprovisioningSchedule(
                policy, timers: timers, decisions: ledger.decisions[id] ?? [], accountIsActive: link.isUsable)
            let isArchived = archived.contains(id)
            if !isArchived, !protected.contains(id), let action = schedule.action(dueAt: now) { judge(entry(of: action, link: link)) }
            for item in isArchived ? schedule.items : schedule.pending(at: now) {
                let person = person(link)
                pending.append(
                    PendingEntry(
                        personID: id, name: person.name, email: person.email, accountID: link.accountID, scheduled: item.action,
                        isHeld: isArchived, decision: item.decision))
            }
        }
    }

    private func person(_ link: AccountLink) -> KnownPerson {
        if let known = people[link.personID] { return known }
        let name = [link.value(of: "name.givenName"), link.value(of: "name.familyName")].compactMap(\.self).joined(separator: " ")
        return KnownPerson(name: name.isEmpty ? link.userName : name, email: link.userName)
    }

    private func entry(of action: ScheduledAction, link: AccountLink) -> PlanEntry {
        let person = person(link)
        return PlanEntry(
            personID: link.personID, name: person.name, email: person.email, kind: action.action.kind, accountID: link.accountID,
            before: link.values, after: action.action == .hardDelete ? [:] : link.values, reason: .deprovisioning(action, detail: nil)
        ).remembering(link, failed: ledger.failures[link.personID] != nil)
    }

    // MARK: Everything else

    mutating func addOthers() {
        var seen: Set<String> = []
        for remembered in remembered.entries {
            switch remembered {
            case .judged(let entry), .waiting(let entry):
                guard entry.cause == nil, isOpen(entry), seen.insert("\(entry.personID) \(entry.fingerprint)").inserted else { continue }
                judge(entry)
            case .deprovisioning, .problem, .unitEffect, .unitDelay, .unitMove: break
            }
        }
    }

    /// Whether nothing that was done since made it needless.
    private func isOpen(_ entry: PlanEntry) -> Bool {
        let link = ledger.links[entry.personID]
        return switch entry.kind {
        case .create, .adopt: link == nil
        case .reenable: link.map { !$0.isActive } ?? false
        case .update, .rename: link.map { $0.accountID == entry.accountID && $0.values != entry.after } ?? false
        // An account without a link is suspended because somebody decided it.
        case .suspend: link.map(\.isUsable) ?? ledger.accountDecisions.contains { $0.accountID == entry.accountID }
        case .delete: link != nil
        }
    }

    /// What becomes of an action: decisions and failures come first, as in a plan that is made anew.
    private mutating func judge(_ entry: PlanEntry) {
        let decision = ledger.heldDecisions[entry.personID]?.first { $0.isAbout(entry) }
        let fate: PlanFate
        if decision?.verdict == .rejected {
            fate = .rejected
        } else if let attempts = ledger.failures[entry.personID], let nextTry = attempts.nextTry(of: entry, at: now) {
            fate = .waiting(attempts, until: nextTry)
        } else if decision?.verdict == .released {
            fate = .released
        } else {
            let wasHeld = remembered.holds[entry.kind] != nil && heldFingerprints[entry.personID]?.contains(entry.fingerprint) == true
            fate = wasHeld ? .held : .due
        }
        items.append(PlanItem(entry, fate))
    }

    // MARK: The plan

    func plan() -> Plan {
        var plan = Plan(
            configurationRevision: remembered.configurationRevision, made: now,
            items: items.sorted { PlanEntry.isEarlier($0.action, $1.action) }, holds: holds, timerChanges: [],
            pending: pending.sorted(by: PendingEntry.isEarlier),
            problems: remembered.entries.compactMap { if case .problem(let entry) = $0 { entry } else { nil } }, excluded: [],
            entitledCount: remembered.entitledCount)
        addUnits(to: &plan)
        return plan
    }

    /// Why what is left of a kind is held, with its number of now.
    private var holds: [ActionKind: SafeguardHold] {
        var holds: [ActionKind: SafeguardHold] = [:]
        for (kind, count) in Plan.count(items.filter { $0.fate == .held }.map(\.action)) {
            guard let hold = remembered.holds[kind] else { continue }
            holds[kind] = SafeguardHold(
                kind: kind, planned: count, unconfirmed: hold.unconfirmed, recent: hold.recent, rejected: hold.rejected, allowance: hold.allowance,
                isExceeded: hold.isExceeded, asksForAuthorizer: min(hold.asksForAuthorizer, count))
        }
        return holds
    }

    /// Moves of units by what was decided about them.
    private func addUnits(to plan: inout Plan) {
        var effects: [UnitHold.Effect] = []
        for entry in remembered.entries {
            switch entry {
            case .unitEffect(let effect): effects.append(effect)
            case .unitMove(let move):
                let unit = ledger.units.units[move.id]
                // It counts already, or the unit is gone.
                guard let unit, unit.acceptedParentID != move.parentID else { continue }
                switch unit.decidedParentID == move.parentID ? unit.verdict : nil {
                case .released: plan.releasedUnitMoves.append(move)
                case .rejected: plan.rejectedUnitMoves.append(move)
                case nil: plan.undecidedUnitMoves.append(move)
                }
            case .judged, .waiting, .deprovisioning, .problem, .unitDelay: break
            }
        }
        let undecided = Set(plan.undecidedUnitMoves)
        plan.unitHold = UnitHold(effects.filter { undecided.contains($0.move) })
    }
}
