import Directory
import Foundation

/// Makes the plan. Pure: the same input gives the same plan, in the same order.
package struct Planner {
    private let input: PlanInput
    private let rule: EntitlementRule
    private let unitMoves: UnitMoves
    let table: MappingTable
    private let labels: [String: String]

    /// What is wanted so far, in the order in which the people were looked at.
    private(set) var entries: [PlanEntry] = []
    private var timerChanges: [TimerChange] = []
    private var pending: [PendingEntry] = []
    private var problems: [ProblemEntry] = []
    private var excluded: [ExcludedEntry] = []
    /// What would be done about people who are missing, had the directory been asked about them.
    private var unconfirmed: [PlanEntry] = []
    private var entitledCount = 0
    /// What moved units alone would change.
    private var unitEffects: [UnitHold.Effect] = []
    /// Whose delay for access waits with the move of a unit although they are suspended.
    private var unitDelays: [UnitHold.Effect] = []
    /// Whose access changes because an administrator released the move of a unit.
    private var releasedByUnit: Set<String> = []
    /// Who claims a user name: the first claim wins, and linked people claim first.
    ///
    /// The claimant is kept as a position in the snapshot: with a million people, two texts each would be 30 MB more.
    private var claims: [String: Int32] = [:]
    /// Which person an account is linked to; only asked when there are accounts of others to compare with.
    private let personByAccount: [String: String]
    /// Whose entry gave way to the holder of the account with the same user name, by directory id.
    private var displaced: Set<String> = []

    /// Makes the plan of `input`.
    package static func plan(_ input: PlanInput) -> Plan {
        var planner = Planner(input.reconciled())
        planner.planAll()
        planner.planDecisions()
        var plan = planner.finish()
        plan.notes = input.notes + planner.input.decided.lapsed.map(\.sentence)
        plan.unknownExclusions = input.configuration.exclusions.unknownPeople(in: input.snapshot, links: input.ledger.links)
        plan.capacity = input.capacity
        plan.lapsedAccountDecisions = planner.input.decided.lapsed
        return plan
    }

    /// Whether somebody who was looked at is to have a user name.
    var hasClaims: Bool { !claims.isEmpty }

    /// Begins to plan: nobody was looked at yet.
    init(_ input: PlanInput) {
        self.input = input
        unitMoves = UnitMoves(input)
        rule = EntitlementRule(input, moves: unitMoves)
        table = input.mappingTable
        labels = input.targets.labelsByPath
        personByAccount =
            input.accounts.isEmpty ? [:] : Dictionary(input.ledger.links.values.lazy.map { ($0.accountID, $0.personID) }, uniquingKeysWith: min)
    }

    /// Plans for the people of the directory who have an account, or for those who have none. The former come first, so that a newcomer mapped to the same user
    /// name never displaces the holder of the account.
    mutating func planPeople(linked isLinked: Bool, where isConcerned: (Person) -> Bool = { _ in true }) {
        for (index, person) in input.snapshot.people.enumerated() {
            let link = input.ledger.links[person.id]
            if (link != nil) == isLinked, isConcerned(person) { planPerson(person, at: Int32(truncatingIfNeeded: index), link: link) }
        }
    }

    /// All people of the directory, in the same order.
    private mutating func planEverybody() {
        var newcomers: [Int] = []
        for (index, person) in input.snapshot.people.enumerated() {
            guard let link = input.ledger.links[person.id] else {
                newcomers.append(index)
                continue
            }
            planPerson(person, at: Int32(truncatingIfNeeded: index), link: link)
        }
        for index in newcomers { planPerson(input.snapshot.people[index], at: Int32(truncatingIfNeeded: index), link: nil) }
    }

    private mutating func planAll() {
        claims.reserveCapacity(input.snapshot.people.count)
        planEverybody()
        // Only those that are said to be gone are looked for among the people: they are few, the people are many.
        let said = input.confirmedAbsent.union(input.snapshot.deletedPeople.lazy.map(\.id))
        let present = said.isEmpty ? [] : Set(input.snapshot.people.lazy.map(\.id).filter(said.contains))
        var gone: Set<String> = []
        for person in input.snapshot.deletedPeople where !present.contains(person.id) && gone.insert(person.id).inserted {
            guard let link = input.ledger.links[person.id] else { continue }
            planDeletion(of: person, link: link)
        }
        for id in input.confirmedAbsent.sorted() where !present.contains(id) && !gone.contains(id) {
            guard let link = input.ledger.links[id] else { continue }
            planDeletion(of: Self.remembered(link), link: link)
        }
        for id in input.unconfirmedAbsent.sorted() {
            guard let link = input.ledger.links[id] else { continue }
            countUnconfirmed(Self.remembered(link), link: link)
        }
    }

    /// Somebody who was deleted from the directory.
    private mutating func planDeletion(of person: Person, link: AccountLink) {
        if let exclusion = rule.exclusion(of: person) { return leaveAlone(person, link: link, exclusion) }
        planDeprovisioning(of: person, link: link, cause: .deleted, detail: nil)
    }

    private mutating func countUnconfirmed(_ person: Person, link: AccountLink) {
        var timers = input.ledger.timers[person.id] ?? []
        if !timers.contains(where: { $0.cause == .deleted }) { timers.append(DeprovisioningTimer(cause: .deleted, firstSeen: input.now)) }
        guard rule.exclusion(of: person) == nil, !input.protection.covers(link, of: person),
            let action = schedule(for: timers, link: link).action(dueAt: input.now)
        else { return }
        unconfirmed.append(entry(of: action, for: person, link: link, detail: nil))
    }

    /// A person whom the directory has forgotten, as the ledger remembers them.
    private static func remembered(_ link: AccountLink) -> Person {
        let name = [link.value(of: "name.givenName"), link.value(of: "name.familyName")].compactMap(\.self).joined(separator: " ")
        return Person(id: link.personID, primaryEmail: link.userName, fullName: name.isEmpty ? nil : name, status: .deleted)
    }

    private mutating func planPerson(_ person: Person, at index: Int32, link: AccountLink?) {
        if !unitMoves.isEmpty, isHeldByUnit(person, link: link) {
            // Whoever is active is neither suspended nor deleted any more, whatever becomes of the unit: such delays begin anew the next time.
            return cancelTimers(of: person.id, except: [.appTurnedOff])
        }
        switch rule.entitlement(of: person) {
        case .entitled(let access, let scopeGroup):
            cancelTimers(of: person.id, except: [])
            planAccount(of: person, at: index, link: link, reason: .entitled(access: access, scopeGroup: scopeGroup))
        case .excluded(let exclusion):
            guard let cause = exclusion.cause else { return leaveAlone(person, link: link, exclusion) }
            excluded.append(.init(PersonReference(person), exclusion: exclusion))
            guard let link else { return }
            planDeprovisioning(of: person, link: link, cause: cause, detail: exclusion)
        }
    }

    /// Whether the move of a unit alone would change whether the person is to have an account. Then nothing is given and nothing taken away until somebody
    /// decided about it; who has an account is kept in step.
    private mutating func isHeldByUnit(_ person: Person, link: AccountLink?) -> Bool {
        if unitMoves.released.contains(person.organizationalUnitPath) { releasedByUnit.insert(person.id) }
        guard person.status == .active, let unit = unitMoves.open[person.organizationalUnitPath] else { return false }
        let after = rule.entitlementIgnoringStatus(of: person, where: unit.after)
        let isGain = after.isEntitled
        guard rule.entitlement(of: person).isEntitled != isGain else { return false }
        let isActive = link?.isActive ?? false
        // Whoever comes to a unit that is about to lose the app gets no account in the meantime.
        if case .excluded(let exclusion) = after, !isActive {
            excluded.append(.init(PersonReference(person), exclusion: exclusion))
        }
        // A suspended account is one to lose as well: its person would be enabled again, and later it may be deleted.
        if isGain || link != nil {
            unitEffects.append(
                UnitHold.Effect(person: PersonReference(person), isGain: isGain, move: unit.move))
        }
        return isGain || !isActive
    }

    private mutating func planAccount(of person: Person, at index: Int32, link: AccountLink?, reason: PlanReason) {
        if link == nil, rule.excludesAccounts, let userName = table.userName(of: person),
            rule.isExcluded(input.accounts[userName.caseFolded], userName: userName)
        {
            return leaveAlone(person, link: nil, .excludedAccount(userName))
        }
        entitledCount += 1
        if let link, link.isActive, let userName = table.userNameOfUnchanged(person, having: link), claim(userName.caseFolded, at: index) { return }
        let values: [String: String]
        switch table.account(for: person, having: link) {
        case .values(let mapped): values = link.map { table.values($0.completing(mapped), in: $0) } ?? mapped
        case .missing(let labels): return report(person, .missingValues(labels))
        case .tooLong(let labels): return report(person, .tooLong(labels))
        case .unfit(let values): return report(person, .unfit(values))
        }
        let userName = values[MappingTable.userNamePath] ?? ""
        let claim = userName.caseFolded
        if let other = claims[claim].map({ input.snapshot.people[Int($0)] }), other.id != person.id {
            guard holds(claim, person, link: link), !holds(claim, other, link: input.ledger.links[other.id]) else {
                return report(person, .sameUserName(userName: userName, other: other.primaryEmail))
            }
            // Whoever has the account with this name keeps it, in whatever order the directory lists the two.
            displaced.insert(other.id)
            // It may have been told already that the account is somebody else's.
            problems.removeAll { $0.personID == other.id }
            report(other, .sameUserName(userName: userName, other: person.primaryEmail))
        }
        claims[claim] = index

        if let link {
            if !link.isActive {
                let isByHand = input.decided.reenabled.contains(person.id)
                add(.reenable, person, link: link, after: values, reason: isByHand ? .decided(.restore) : reason)
            } else {
                addUpdate(person, link: link, values: values)
            }
        } else if let account = input.decided.adoptions[person.id] {
            adopt(account, person, values: values)
        } else if let account = input.accounts[claim] {
            let holder = personByAccount[account.id] ?? account.externalID
            if let holder, !holder.isEmpty, holder != person.id {
                return report(person, .accountOfAnother(userName: userName, externalID: holder))
            }
            var entry = PlanEntry(
                PersonReference(person), kind: .adopt, accountID: account.id,
                before: account.values, after: values, reason: reason)
            entry.difference = AccountDifference(account, to: values, personID: person.id)
            entries.append(entry)
        } else if let refusal = input.lookupRefusals[person.id] {
            report(person, refusal)
        } else {
            add(.create, person, link: nil, after: values, reason: reason)
        }
    }

    /// Takes a user name for the person at this place, as long as nobody took it before.
    private mutating func claim(_ userName: String, at index: Int32) -> Bool {
        guard let before = claims.updateValue(index, forKey: userName) else { return true }
        claims[userName] = before
        return false
    }

    /// Whether the person has the account with this user name: by a link, or as the first look at the app showed.
    private func holds(_ userName: String, _ person: Person, link: AccountLink?) -> Bool {
        if let link { return link.userName.caseFolded == userName }
        return input.accounts[userName]?.externalID == person.id
    }

    private mutating func addUpdate(_ person: Person, link: AccountLink, values: [String: String]) {
        guard link.values != values else { return }
        let changed = Set(link.values.keys).union(values.keys).filter { link.value(of: $0) != values[$0] }.sorted()
        let isRename = link.userName.lowercased() != (values[MappingTable.userNamePath] ?? "").lowercased()
        let reason = input.decided.reason(forChanging: changed, of: person.id, labels: labels)
        add(isRename ? .rename : .update, person, link: link, after: values, reason: reason)
    }

    /// An administrator gave the account to the person, whatever id it carries.
    private mutating func adopt(_ account: ObservedAccount, _ person: Person, values: [String: String]) {
        entries.append(.adopting(account, by: person, values: values))
    }

    /// Suspensions that an administrator decided about single accounts.
    private mutating func planDecisions() {
        for entry in input.decided.suspensions where !entries.contains(where: { $0.accountID == entry.accountID }) {
            if input.protection.covers(entry) {
                problems.append(
                    .init(entry.person, problem: .authorizingAccount(.suspend)))
            } else {
                entries.append(entry)
            }
        }
    }

    private mutating func planDeprovisioning(of person: Person, link: AccountLink, cause: DeprovisioningCause, detail: Exclusion?) {
        // The timers of an earlier cause keep running as long as that cause holds too: a person deleted after being suspended is still not active.
        var kept: Set<DeprovisioningCause> = [cause]
        if cause == .deleted { kept.formUnion(DeprovisioningCause.allCases) }
        let isOff = cause == .suspended && !rule.entitlementIgnoringStatus(of: person).isEntitled
        // While the move of a unit waits that would turn the app on, that delay neither acts nor ends.
        if isOff, !rule.wouldLetIn(person, after: unitMoves.open[person.organizationalUnitPath]) { kept.insert(.appTurnedOff) }
        if isOff, !kept.contains(.appTurnedOff), let unit = unitMoves.open[person.organizationalUnitPath] {
            unitDelays.append(UnitHold.Effect(person: PersonReference(person), isGain: true, move: unit.move))
        }
        cancelTimers(of: person.id, except: isOff ? kept.union([.appTurnedOff]) : kept)
        var timers = (input.ledger.timers[person.id] ?? []).filter { kept.contains($0.cause) }
        if !timers.contains(where: { $0.cause == cause }) {
            let timer = DeprovisioningTimer(cause: cause, firstSeen: input.now)
            timers.append(timer)
            timerChanges.append(.start(personID: person.id, timer))
        }
        let schedule = schedule(for: timers, link: link)
        if let action = schedule.action(dueAt: input.now) {
            if input.protection.covers(link, of: person) {
                report(person, .authorizingAccount(action.action.kind))
            } else {
                entries.append(entry(of: action, for: person, link: link, detail: detail))
            }
        }
        addPending(person, link: link, schedule.pending(at: input.now), isHeld: false)
    }

    private func entry(of action: ScheduledAction, for person: Person, link: AccountLink, detail: Exclusion?) -> PlanEntry {
        PlanEntry(
            PersonReference(person), kind: action.action.kind, accountID: link.accountID,
            before: link.values, after: action.action == .hardDelete ? [:] : link.values, reason: .deprovisioning(action, detail: detail)
        ).remembering(link, failed: input.ledger.failures[person.id] != nil)
    }

    /// Archived or excluded: nothing starts and nothing fires; what runs is held.
    private mutating func leaveAlone(_ person: Person, link: AccountLink?, _ exclusion: Exclusion) {
        excluded.append(.init(PersonReference(person), exclusion: exclusion))
        guard let link else { return }
        addPending(person, link: link, schedule(for: input.ledger.timers[person.id] ?? [], link: link).items, isHeld: true)
    }

    private func schedule(for timers: [DeprovisioningTimer], link: AccountLink) -> DeprovisioningSchedule {
        DeprovisioningSchedule(
            input.configuration.autoprovisioning.deprovisioning, timers: timers, decisions: input.ledger.decisions[link.personID] ?? [],
            accountIsActive: link.isUsable)
    }

    private mutating func addPending(_ person: Person, link: AccountLink, _ items: [DeprovisioningSchedule.Item], isHeld: Bool) {
        for item in items {
            pending.append(
                PendingEntry(
                    PersonReference(person), accountID: link.accountID, scheduled: item.action,
                    isHeld: isHeld, decision: item.decision))
        }
    }

    /// Ends what runs for causes that are gone, and what was decided about them: also before a run noted the cause, since a preview shows it earlier.
    private mutating func cancelTimers(of personID: String, except kept: Set<DeprovisioningCause>) {
        guard !input.ledger.timers.isEmpty || !input.ledger.decisions.isEmpty else { return }
        let causes = Set((input.ledger.timers[personID] ?? []).map(\.cause)).union((input.ledger.decisions[personID] ?? []).map(\.cause))
        for cause in DeprovisioningCause.allCases where causes.contains(cause) && !kept.contains(cause) {
            timerChanges.append(.cancel(personID: personID, cause))
        }
    }

    private mutating func add(_ kind: ActionKind, _ person: Person, link: AccountLink?, after: [String: String], reason: PlanReason) {
        entries.append(
            PlanEntry(
                PersonReference(person), kind: kind, accountID: link?.accountID,
                before: link?.values ?? [:], after: after, reason: reason
            ).remembering(link, failed: input.ledger.failures[person.id] != nil))
    }

    private mutating func report(_ person: Person, _ problem: PlanProblem) {
        problems.append(.init(PersonReference(person), problem: problem))
    }

    private func finish() -> Plan {
        let standing = displaced.isEmpty ? entries : entries.filter { !displaced.contains($0.personID) }
        let ordered = RenameOrder.arranged(standing.sorted(by: PlanEntry.isEarlier))
        let judgement = Judgement(ordered, unconfirmed: unconfirmed, releasedByUnit: releasedByUnit, input: input)
        var plan = Plan(
            configurationRevision: input.configuration.revision, made: input.now, items: judgement.items, holds: judgement.holds,
            lapsedDecisions: judgement.lapsed, timerChanges: timerChanges,
            pending: pending.sorted(by: PendingEntry.isEarlier), problems: problems, excluded: excluded, entitledCount: entitledCount)
        plan.undecidedUnitMoves = unitMoves.undecidedMoves
        plan.releasedUnitMoves = unitMoves.releasedMoves
        plan.rejectedUnitMoves = unitMoves.rejectedMoves
        plan.releasedByUnit = releasedByUnit
        plan.unitHold = UnitHold(unitEffects)
        plan.unitDelays = unitDelays
        return plan
    }
}
