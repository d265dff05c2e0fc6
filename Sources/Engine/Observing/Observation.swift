package import Directory
package import Foundation
package import Provisioning

/// Gathers what a plan needs from the directory and the app; writes nothing.
package struct Observation {
    let source: any DirectorySource
    let accounts: any AccountService
    let targets: [TargetAttribute]
    /// What the steps of the mapping need to know about the world.
    let valueTools: any ValueTools
    /// The accounts that are not taken away, because the authorization would end with them.
    let protection: AccountProtection
    /// What the ledger belongs to.
    let bindings: LedgerBindings
    /// Why links may be missing or outdated, if they may: then all accounts are listed, and recognized by the id that they were given.
    package var linkDoubt: LinkDoubt?
    /// Whether this run was told to let happen what moved units alone would change.
    package var releasesUnitMoves: Bool

    package init(
        source: any DirectorySource, accounts: any AccountService, targets: [TargetAttribute], valueTools: any ValueTools,
        protection: AccountProtection, bindings: LedgerBindings,
        linkDoubt: LinkDoubt? = nil, releasesUnitMoves: Bool = false
    ) {
        self.source = source
        self.accounts = accounts
        self.targets = targets
        self.valueTools = valueTools
        self.protection = protection
        self.bindings = bindings
        self.linkDoubt = linkDoubt
        self.releasesUnitMoves = releasesUnitMoves
    }

    /// Linked people in neither listing are asked for one by one, at most this many a run; the others wait for the next.
    static let absenceChecks = 50
    /// With more newcomers than this, listing all accounts costs less than looking each one up.
    static let singleLookups = 10

    /// Reads the directory and the accounts of newcomers. `progress` is called with the number of people read.
    ///
    /// - Parameters:
    ///   - moment: the moment of the plan. Asked once the directory has been read: only then have the services' clocks shown whether this machine's is right,
    ///     and one that was set meanwhile does not leave a moment from before.
    ///   - ledger: the ledger as it is at that moment.
    package func planInput(
        configuration: Configuration, ledger: (Date) async throws(OperationError) -> LedgerState,
        moment: () async throws(OperationError) -> Date,
        released: Set<ActionKind>, progress: @Sendable (Int) -> Void
    ) async throws(OperationError) -> PlanInput {
        try await observe(configuration: configuration, ledger: ledger, moment: moment, released: released, progress: progress).input
    }

    /// The same, with what was left to belief: sentences for the administrator.
    func observe(
        configuration: Configuration, ledger: (Date) async throws(OperationError) -> LedgerState,
        moment: () async throws(OperationError) -> Date,
        released: Set<ActionKind>, progress: @Sendable (Int) -> Void
    ) async throws(OperationError) -> (input: PlanInput, beliefs: [String]) {
        let table = MappingTable(targets: targets, settings: configuration.autoprovisioning, tools: valueTools)
        if let blocked = SetupGate.tools(table) { throw .blocked(blocked) }
        var snapshot: DirectorySnapshot
        let files = source.exportedFiles().isEmpty ? [] : try await requireStillFiles(ledger(moment()).exports, now: moment())
        snapshot = try await answered(await source.snapshot(DirectoryRequest(for: configuration, targets: targets), progress: progress))
        try await answered(requireWhatDecides(by: configuration, in: snapshot))
        let now = try await moment()
        var ledger = try await ledger(now)
        let configuration = try Self.following(snapshot, configuration, ledger.units)
        try requireUnchanged(files, now: now)
        // Before the directory counts as a stranger: who has other ids now may be the same people.
        try requireSameIdentities(snapshot, ledger)
        try requireDirectory(of: snapshot, for: ledger)
        var (recognition, list) = try await verified(ledger, snapshot)
        ledger.links = recognition.corrections.applied(to: ledger.links)
        if linkDoubt == .replaced, !ledger.links.isEmpty { try await bringUpToDate(&ledger.links, &recognition, &list) }
        let interval = Double(configuration.runIntervalMinutes) * 60
        let exports = files.isEmpty ? nil : ExportJudgement(snapshot, files: files, ledger: ledger, now: now, interval: interval)
        snapshot = exports?.snapshot ?? snapshot
        var input: PlanInput
        var beliefs: [String] = []
        // There is nobody to ask about who is missing from a file but the next file.
        let (answers, unconfirmed, asked) =
            if let exports { (AbsenceQuestions.Answers(absent: exports.confirmedAbsent), exports.unconfirmedAbsent, [String]()) } else {
                try await answered(await absent(configuration, ledger: ledger, snapshot: snapshot, now: now))
            }
        recognition.asked = asked
        beliefs += answers.sentences { ledger.links[$0]?.userName ?? $0 }
        if exports == nil, !unconfirmed.isEmpty {
            beliefs.append(
                "\(unconfirmed.count + Self.absenceChecks) people with an account are in no list of the directory; \(Self.absenceChecks) were asked for one by one, the "
                    + "others wait for the next run.")
        }
        let missing = try await answered(
            await confirmMissingMembers(configuration, ledger: ledger, snapshot: snapshot, now: now))
        if missing.people > missing.asked {
            beliefs.append(
                "\(missing.people) people with an account are no longer in a group that let them in; \(missing.asked) were asked for one by one and the "
                    + "directory confirmed it; for the others its list of members is believed.")
        }
        input = PlanInput(
            configuration: configuration, targets: targets, snapshot: snapshot, ledger: ledger, confirmedAbsent: answers.absent, now: now,
            released: released, protection: protection)
        input.valueTools = valueTools
        input.unconfirmedAbsent = unconfirmed.union(answers.notAsked).union(answers.unanswered.map(\.id))
        input.releasesUnitMoves = releasesUnitMoves
        (input.exports, input.notes) = (exports?.memory, exports?.sentences ?? [])
        let newcomers = Planner.newcomers(input)
        do throws(AccountError) {
            // A lookup that found nobody was contradicted by the app itself when it refused the address as taken.
            let doubted = newcomers.contains { entry in
                ledger.failures[entry.personID].map { $0.code == AppRefusal.conflict(detail: "").code && $0.nextTry(of: entry, at: now) == nil }
                    ?? false
            }
            (input.accounts, input.lookupRefusals) = try await accounts(
                of: newcomers, known: ledger.unlinked, list: &list,
                listsAll: linkDoubt != nil || doubted || accounts.mustListToLookUp || newcomers.count > Self.singleLookups)
        } catch {
            throw OperationError(error, application: accounts.application)
        }
        if !newcomers.isEmpty { input.capacity = await accounts.freeLicenses().map { Capacity(free: $0, read: now) } }
        recognition.unlinked = list.map { UnlinkedAccount.all(in: $0, links: input.ledger.links) }
        recognition.list = list
        input.recognition = recognition
        input.decidedAccounts = try await decidedAccounts(ledger)
        return (input, beliefs)
    }

    /// What decides who has access must be there, or whoever it lets in would leave at once: that is for the administrator to decide, not for a run.
    func requireWhatDecides(by configuration: Configuration, in snapshot: DirectorySnapshot) throws(DirectoryError) {
        try requireGroups(of: configuration, in: snapshot)
        try requireAttributes(of: configuration, in: snapshot)
    }

    private func requireGroups(of configuration: Configuration, in snapshot: DirectorySnapshot) throws(DirectoryError) {
        let places = [("User access", configuration.userAccess.groups), ("Provisioning scope", configuration.autoprovisioning.scope.groups)]
        for (place, groups) in places {
            for group in groups where snapshot.groups[group.id] == nil {
                throw .unreliable(
                    "The group \(group.name) <\(group.email)> is no longer in the directory. Nothing was changed; remove it under \(place), or restore it in Google."
                )
            }
        }
    }

    private func requireAttributes(of configuration: Configuration, in snapshot: DirectorySnapshot) throws(DirectoryError) {
        guard let condition = configuration.autoprovisioning.scope.conditions.first(where: { snapshot.missingAttributes.contains($0.attribute) })
        else { return }
        throw .unreliable(
            "The scope has the condition \"\(condition.words)\", and the directory does not give the attribute \(condition.attribute). Nothing was changed; let the "
                + "directory give it again, or change the condition under Provisioning scope.")
    }

    /// People for whom the app has an account with our id of them, though the ledger links nobody to it: made by this program in a time that the ledger knows
    /// nothing of, or by somebody else who uses the same ids.
    static func unknownAccountHolders(in input: PlanInput) -> [String] {
        let people = Set(input.snapshot.people.lazy.map(\.id))
        // Those that an earlier list showed are no news.
        let known = Set(input.ledger.unlinked.map(\.id))
        return input.accounts.values.filter { !known.contains($0.id) }.compactMap(\.externalID)
            .filter { people.contains($0) && input.ledger.links[$0] == nil }.sorted()
    }

    /// Linked people in neither listing: of whom the directory says that they do not exist, those whom there was no time to ask about, and those who were asked about
    /// (``AbsenceOrder``).
    private func absent(
        _ configuration: Configuration, ledger: LedgerState, snapshot: DirectorySnapshot, now: Date
    ) async throws(DirectoryError) -> (answers: AbsenceQuestions.Answers, unconfirmed: Set<String>, asked: [String]) {
        let missing = AbsenceOrder.arranged(
            AbsenceOrder.missing(from: snapshot, links: ledger.links), ledger: ledger, policy: configuration.autoprovisioning.deprovisioning,
            now: now, limit: Self.absenceChecks)
        let answers = try await AbsenceQuestions(source: source).ask(missing.prefix(Self.absenceChecks))
        // Whoever there was no time to ask about any more keeps the turn.
        let asked = missing.prefix(Self.absenceChecks).filter { !answers.notAsked.contains($0) }
        return (answers, Set(missing.dropFirst(Self.absenceChecks)), asked)
    }

    /// Asks the directory about people with an account whom only a group's list of members leaves out (``MissingMembers``).
    ///
    /// - Throws: when it says that one of them is a member all the same: such a list is not believed.
    private func confirmMissingMembers(
        _ configuration: Configuration, ledger: LedgerState, snapshot: DirectorySnapshot, now: Date
    ) async throws(DirectoryError) -> (people: Int, asked: Int) {
        let missing = MissingMembers(configuration, ledger: ledger, snapshot: snapshot, valueTools: valueTools, now: now)
        let asked = missing.sample(limit: Self.absenceChecks)
        for member in asked {
            for group in member.groups {
                let isMember = try await source.isMember(personID: member.person.id, groupID: group.id)
                guard MissingMembers.contradicts(isMember: isMember, scope: configuration.autoprovisioning.scope) else { continue }
                throw .unreliable(
                    "Google's list of members of \(group.name) <\(group.email)> leaves out \(member.person.primaryEmail), who is a member. "
                        + "Nothing was changed; try again.")
            }
        }
        return (missing.members.count, asked.count)
    }
}
