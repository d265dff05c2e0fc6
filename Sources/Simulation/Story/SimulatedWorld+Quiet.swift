import Foundation
import Provisioning
import Sync

extension SimulatedWorld {
    private static let day: TimeInterval = 86_400
    /// The authorization would end from idleness after seven days.
    private static let longestPause = 6 * day

    /// The quiet time at the end: nothing goes wrong any more, everything due comes due, and then everybody must have what the rules say.
    func quiet() async throws {
        note("the quiet time begins")
        isQuiet = true
        alertOracle.unsettle()
        cloud.with { $0.hook.fate = .taken }
        leftOut = nil
        cloud.setMachineClock(secondsAhead: 0)
        cloud.with { state in
            state.run.plan = [:]
            _ = state.control("POST", "licences", ["free": 1_000])
        }
        // Everybody else has what the rules say also while the app refuses one account.
        if odd.chance(50) { cloud.with { $0.refusedAccount = nil } }
        clock.advance(by: 120)
        try await authorize()
        if !cloud.with({ $0.rules.isOn }) { try await turnSwitch() }
        hasOtherIDs = false
        readDirectory()
        let everything = Set(ActionKind.allCases)
        // Absence from an export begins to count with a second one, and the first run may find a file that was changed a moment ago.
        var left = cloud.with { $0.rules.longestDelay } + (character.files == nil ? 2 : 15) * Self.day
        try await takeOutWhatIsGone()
        // Nobody may know what paths of settings without ids meant: the ledger is an older one, or no run came before the units changed.
        if hasRestored || beganWithPaths, character.hasMovingUnits { try await save(cloud.with { $0.rules }) }
        try await runAnswered(released: everything)
        while left > 0 {
            if character.hasActivation { cloud.with { _ = $0.control("POST", "accounts/activate") } }
            let step = min(left, Self.longestPause)
            left -= step
            clock.advance(by: step)
            readDirectory()
            try await runAnswered(released: everything)
        }
        try await run(released: everything)
        try await checkRepetition()
        checkEverybody()
        try await checkLedger()
        try await reconcile()
        try await ignoreTheRest()
    }

    /// A run, and another one when the first asks the administrator something about the directory.
    private func runAnswered(released: Set<ActionKind>) async throws {
        try await run(released: released)
        if isAskedAboutIdentities {
            await separateIdentities()
            try await run(released: released)
        }
        if isForeign {
            try await rebind()
            try await run(released: released)
        }
    }

    /// A run directly after another has nothing to do.
    private func checkRepetition() async throws {
        let before = cloud.with { $0.tally }
        try await run(released: Set(ActionKind.allCases))
        let after = cloud.with { $0.tally }
        let changes = [after.created - before.created, after.suspended - before.suspended, after.deleted - before.deleted]
        if changes.contains(where: { $0 != 0 }) || after.otherChanges != before.otherChanges {
            violate(.noWaste, "a run directly after a complete one changed something")
        }
        let (wasted, isExcused, crashes, invisible) = cloud.with {
            ($0.wastedWrites, !$0.changedByHand.isEmpty, $0.tally.crashes, $0.invisibleSuspensions)
        }
        // What was under way when a process died may be asked for once more, and so may what nobody can see.
        if wasted > crashes + invisible, !isExcused, !hasRestored { violate(.noWaste, "\(wasted) writes asked for what was there already") }
    }

    func violate(_ invariant: Violation.Invariant, _ detail: String) {
        let moment = clock.now
        cloud.with { $0.violate(invariant, detail, at: moment) }
    }

    /// Compares every person with what the rules and the truth say.
    private func checkEverybody() {
        let (findings, hasRestored) = (cloud.with { $0.findings() }, hasRestored)
        for finding in findings where !(hasRestored && finding.isExcusedByRestoring) { violate(.nobodyForgotten, finding.text) }
    }

    private func checkLedger() async throws {
        let workspace = process.workspace
        // What became of an action cannot be looked up while the app refuses everything about the account.
        let isRefusing = cloud.with { $0.refusedAccount != nil }
        if !isRefusing, let ledger = await workspace.checks.everything().first(where: { $0.name == "Ledger" }), ledger.result != .passed {
            violate(.nothingOpen, ledger.finding)
        }
        let log = try await workspace.history.verifyLog()
        if !log.isIntact { violate(.counters, "\(log)") }
        guard !hasRestored, cloud.with({ $0.changedByHand.isEmpty }) else { return }
        let done = try await workspace.history.activity(limit: 1_000_000).filter { $0.state == .done }
        let tally = cloud.with { $0.tally }
        // A suspension whose process died may not be seen either, where nobody noticed that the account had been activated.
        let invisible = character.hasActivation ? cloud.with { $0.invisibleSuspensions } + tally.crashes : 0
        for (kind, effects) in [(ActionKind.create, tally.created), (.suspend, tally.suspended), (.delete, tally.deleted)] {
            let journal = done.count { $0.kind == kind }
            if journal > effects || journal < effects - (kind == .suspend ? invisible : 0) {
                violate(.counters, "the journal has \(journal) of \(kind.rawValue), the app saw \(effects)")
            }
        }
        // The usage counters look back 30 days.
        guard !character.hasBadClock, clock.now.timeIntervalSince(start) < 30 * Self.day, let usage = try await workspace.checks.status().usage else {
            return
        }
        if [usage.created, usage.deleted] != [tally.created, tally.deleted] || !(tally.suspended - invisible...tally.suspended ~= usage.suspended) {
            violate(.counters, "the usage counters say \(usage), the app saw \(tally)")
        }
    }
}

extension CloudState {
    /// Something that is not as it should be after a quiet time.
    struct Finding: Sendable {
        let text: String
        /// An account whose link was lost with the newer ledger is only found again when its person is entitled again; one that was deleted since an older ledger
        /// is taken for granted.
        var isExcusedByRestoring = false
    }

    /// Everybody who does not have what the rules say.
    func findings() -> [Finding] {
        truth.people.values.sorted { $0.id < $1.id }.compactMap { person in
            changedByHand.contains(person.id) || isRefused(person) ? nil : finding(about: person)
        }
    }

    /// Whether the app refuses everything about the account that somebody has, or is to have.
    private func isRefused(_ person: TruePerson) -> Bool {
        guard let account = refusedAccount.flatMap({ accounts[$0] }) else { return false }
        return account.externalID == person.id || account.userName.lowercased() == person.email.lowercased()
    }

    private func finding(about person: TruePerson) -> Finding? {
        let own = accounts.values.filter { $0.externalID == person.id }.sorted { $0.id < $1.id }
        if rules.isEntitled(person, in: truth) {
            // An address that is still another account's is a conflict, which people have to solve.
            if accounts.values.contains(where: {
                $0.userName.lowercased() == person.email.lowercased() && !own.map(\.id).contains($0.id) && ($0.externalID != nil || !own.isEmpty)
            }) {
                return nil
            }
            guard let account = own.first, own.count == 1 else {
                return Finding(text: "\(name(person.id)) is entitled and has \(own.count) accounts", isExcusedByRestoring: own.isEmpty)
            }
            return difference(between: person, and: account).map { Finding(text: $0) }
        }
        guard person.isDeleted || !person.isArchived, !rules.excluded.contains(person.id),
            !own.contains(where: { $0.id == Self.administratorAccount })
        else { return nil }
        if isDue(.hardDelete, of: person) {
            return own.isEmpty ? nil : Finding(text: "the account of \(name(person.id)) should have been deleted", isExcusedByRestoring: true)
        }
        if isDue(.suspend, of: person), let account = own.first(where: \.isActive) {
            return Finding(text: "the account \(account.userName) of \(name(person.id)) should have been suspended", isExcusedByRestoring: true)
        }
        return nil
    }

    /// Whether a removal was due when the newest run began; what an administrator canceled never is, and what was postponed may be later.
    private func isDue(_ removal: Removal, of person: TruePerson) -> Bool {
        let late = hasBadClock ? 2 * Self.clockTolerance : 0
        return oracle.due(removal, of: person.id, in: truth, rules: rules, onlySeen: true).map { $0 + late <= run.start } ?? false
    }

    private func difference(between person: TruePerson, and account: TrueAccount) -> String? {
        guard account.isActive else { return "\(name(person.id)) is entitled, but the account is suspended" }
        let pairs: [(String, String?, String?)] = [
            ("user name", person.email, account.userName), ("first name", person.givenName, account.givenName),
            ("last name", person.familyName, account.familyName), ("title", person.title, account.title),
            ("department", person.department, account.department),
        ]
        let isPhoneWrong = !Oracle.isSameNumber(
            typed: person.mobilePhone, kept: account.mobilePhone, countryIsTold: export == nil)
        let phone = isPhoneWrong ? [("mobile phone", person.mobilePhone, account.mobilePhone)] : []
        let different = (pairs.filter { $0.1 ?? "" != $0.2 ?? "" } + phone).map { "\($0.0) is \($0.2 ?? "empty") and should be \($0.1 ?? "empty")" }
        return different.isEmpty ? nil : "\(name(person.id)): \(different.joined(separator: ", "))"
    }
}
