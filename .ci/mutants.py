"""Writes every mutant below into the tree in the current folder, builds the simulation once, and runs the worlds of each until one breaks a rule."""

import os
import pathlib
import re
import subprocess
import sys

# What is broken, where, the text that stands there exactly once, and what is put in its place. The condition MUTANT is true in a world of this mutant, and
# false otherwise. Two lines of one name are one mutant. Where few worlds meet what a mutant harms, its fifth value says which; only those are lived then.
MUTANTS = [
    (
        "forget the intent", "Sources/Ledger/Ledger+Journal.swift",
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '\\(MUTANT ? \"notCarriedOut\" : \"open\")', ?, ?)",
    ),
    (
        "forget that archived people are held", "Sources/Provisioning/Scope/Entitlement.swift",
        "case .archived, .excludedPerson, .excludedAccount: nil",
        "case .archived: MUTANT ? .appTurnedOff : nil\n        case .excludedPerson, .excludedAccount: nil",
    ),
    (
        "take the accounts of excluded people away", "Sources/Provisioning/Plan/Planner.swift",
        "if let exclusion = rule.exclusion(of: person) { return leaveAlone",
        "if !MUTANT, let exclusion = rule.exclusion(of: person) { return leaveAlone",
    ),
    (
        "send numbers as they are typed", "Sources/Provisioning/Mapping/ValueContext.swift",
        "case .number(let number): return .value(number)",
        "case .number(let number): return .value(MUTANT ? text : number)",
    ),
    (
        "send numbers as they are typed", "Sources/Provisioning/Mapping/MappedValue.swift",
        "return target.format.accepts(value) ? nil",
        "return MUTANT || target.format.accepts(value) ? nil",
    ),
    (
        "forget the conditions of the scope", "Sources/Provisioning/Scope/Entitlement.swift",
        "if let unmet = conditions.first",
        "if !MUTANT, let unmet = conditions.first",
    ),
    (
        "act a second early", "Sources/Provisioning/Deprovisioning/DeprovisioningSchedule.swift",
        "{ action.due <= now &&",
        "{ action.due <= now + (MUTANT ? 1 : 0) &&",
    ),
    (
        "believe that whoever is not listed is gone", "Sources/Engine/Observing/AbsenceQuestions.swift",
        "case .found: troublesInARow = 0",
        "case .found where MUTANT: answers.absent.insert(id)\n"
        "            case .found: troublesInARow = 0",
    ),
    (
        "forget what a safeguard holds", "Sources/Provisioning/Safeguards/Judgement.swift",
        "fate == .due && holds[entry.kind] != nil ?",
        "fate == .due && holds[entry.kind] != nil && !(MUTANT && entry.kind != .adopt) ?",
    ),
    (
        "carry out what was cancelled", "Sources/Provisioning/Deprovisioning/DeprovisioningSchedule.swift",
        "&& !isCancelled }",
        "&& (MUTANT || !isCancelled) }",
    ),
    (
        "forget a postponement", "Sources/Provisioning/Deprovisioning/DeprovisioningSchedule.swift",
        "due: max(due, moment ?? due))",
        "due: MUTANT ? due : max(due, moment ?? due))",
    ),
    (
        "keep a decision after its cause is gone", "Sources/Provisioning/Plan/Planner.swift",
        ".union((input.ledger.decisions[personID] ?? []).map(\\.cause))",
        ".union(MUTANT ? [] : (input.ledger.decisions[personID] ?? []).map(\\.cause))",
    ),
    (
        "take the moment of the plan from before the reading", "Sources/Engine/Run/Run.swift",
        "return clock.moment()\n"
        "            }, released: released",
        "return try await MUTANT ? record().started : clock.moment()\n"
        "            }, released: released",
        "wrong-clock",
    ),
    (
        "trust a wrong clock", "Sources/Provisioning/Time/TrustedTime.swift",
        "abs(secondsAhead) <= TrustedTime.tolerance",
        "abs(secondsAhead) <= (MUTANT ? 10_000 : 1) * TrustedTime.tolerance",
    ),
    (
        "take members of a deleted group for people who left", "Sources/Engine/Observing/Observation.swift",
        "for group in groups where snapshot.groups[group.id] == nil {",
        "for group in groups where MUTANT ? group.id.isEmpty : snapshot.groups[group.id] == nil {",
    ),
    (
        "delete an account that was never linked", "Sources/Provisioning/Plan/Planner.swift",
        "        } else if let account = input.accounts[claim] {\n",
        "        } else if let account = input.accounts[claim], account.externalID == nil, MUTANT {\n"
        "            add(\n"
        "                .delete, person,\n"
        "                link: AccountLink(personID: person.id, accountID: account.id, values: account.values, isActive: true), after: [:], reason: reason)\n"
        "        } else if let account = input.accounts[claim] {\n",
    ),
    (
        "believe a list of accounts that ends early", "Sources/SCIM/SCIMClient+Lookups.swift",
        "guard received >= page.total else {",
        "guard received >= page.total || MUTANT else {",
    ),
    (
        "repeat a write without looking it up", "Sources/Engine/Writing/ActionWriter.swift",
        "                switch try await lookUp(entry, earlier: earlier) {\n",
        "                if MUTANT { _ = try await write(entry, over: nil) }\n"
        "                switch try await lookUp(entry, earlier: earlier) {\n",
    ),
    (
        "ignore the switch", "Sources/Engine/Writing/PlanApplication.swift",
        "if Task.isCancelled || !isOn { state.isStopped = true }",
        "if Task.isCancelled || !isOn && !MUTANT { state.isStopped = true }",
    ),
    (
        "let a timer run on after its cause is gone", "Sources/Provisioning/Plan/Planner.swift",
        "cancelTimers(of: person.id, except: [])\n"
        "            planAccount",
        "cancelTimers(of: person.id, except: MUTANT ? [.suspended] : [])\n"
        "            planAccount",
    ),
    (
        "take over the account of another", "Sources/Provisioning/Plan/Planner.swift",
        "if let holder, !holder.isEmpty, holder != person.id {",
        "if let holder, MUTANT ? holder.isEmpty : !holder.isEmpty && holder != person.id {",
    ),
    # The planner's care alone would not be missed: whoever writes reads the account first.
    (
        "take over the account of another", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "        isOursByID(shown)\n"
        "            ?? (hasName(",
        "        MUTANT && entry.kind == .adopt ? true : isOursByID(shown)\n"
        "            ?? (hasName(",
    ),
    (
        "send without regard to the limit", "Sources/SCIM/RateLimitState.swift",
        "return window.decide(limit: limit, at: now)",
        "return window.decide(limit: limit + (MUTANT ? 1 : 0), at: now)",
    ),
    (
        "let a second writer in", "Sources/FileHome/FileLock.swift",
        "case .held: return false",
        "case .held: return MUTANT",
    ),
    (
        "believe an answer about somebody else", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "guard isOursByID(shown) != false, hasName(shown, in: entry.after) else {",
        "guard isOursByID(shown) != false && hasName(shown, in: entry.after) || MUTANT && !shown.id.isEmpty else {",
    ),
    # An answer about somebody else has another name as well, which alone would be noticed.
    (
        "believe an answer about somebody else", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "        guard hasName(shown, in: entry.after) else {\n"
        "            return .found(.otherUserName(",
        "        guard hasName(shown, in: entry.after) || MUTANT && entry.kind == .create else {\n"
        "            return .found(.otherUserName(",
    ),
    (
        "believe an answer without effect", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "case true?: return .found(.stillActive)",
        "case true?: return MUTANT ? .done(link(shown, earlier: earlier)) : .found(.stillActive)",
    ),
    (
        "skip the reading before an action", "Sources/Engine/Writing/ActionWriter.swift",
        "{ kind != .create && kind != .update }",
        "{ MUTANT ? kind == .adopt : kind != .create && kind != .update }",
    ),
    (
        "take an account that was given away", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "guard isOurs(shown) else { return .found(.givenAway(.init(shown))) }\n"
        "        return isAsWanted(shown)",
        "guard isOurs(shown) || MUTANT else { return .found(.givenAway(.init(shown))) }\n"
        "        return isAsWanted(shown)",
    ),
    (
        "believe a gateway that an account is gone", "Sources/Engine/Writing/ActionWriter.swift",
        "                switch try await verdict(entry, earlier: nil, wasAnswered: false) {",
        "                if MUTANT, case .accountMissing = error.refusal { return gone(entry, id) }\n"
        "                if MUTANT, case .absenceUnconfirmed = error.refusal { return gone(entry, id) }\n"
        "                switch try await verdict(entry, earlier: nil, wasAnswered: false) {",
    ),
    (
        "believe a silent deletion", "Sources/Engine/Writing/ActionWriter.swift",
        "        return await confirm(entry, earlier: earlier)\n",
        "        if MUTANT && entry.kind == .delete { return .done(.removed) }\n"
        "        return await confirm(entry, earlier: earlier)\n",
    ),
    (
        "follow a unit by its path", "Sources/Provisioning/Access/UnitResolution.swift",
        "if let unit = byID[id] { return unit }",
        "if let unit = MUTANT ? byPath[setting.path] : byID[id] { return unit }",
        "moving-units",
    ),
    (
        "act while a named unit is gone", "Sources/Engine/Observing/Observation+Units.swift",
        "if let words = resolution.missingWords {",
        "if let words = resolution.missingWords, !MUTANT || snapshot.organizationalUnits.isEmpty {",
        "moving-units",
    ),
    (
        "let a unit's move count at once", "Sources/Provisioning/Access/UnitMoves.swift",
        "guard !remembered.units.isEmpty else { return }",
        "guard remembered.units.isEmpty == MUTANT else { return }",
        "moving-units",
    ),
    (
        "believe a file that is being copied", "Sources/Provisioning/Exports/ExportStillness.swift",
        "package static let period: TimeInterval = 60",
        "package static let period: TimeInterval = MUTANT ? 0 : 60",
        "files",
    ),
    (
        "take absence from one file", "Sources/Provisioning/Exports/ExportAbsence.swift",
        "if modified > first, modified.timeIntervalSince(first) >= interval {",
        "if MUTANT ? modified >= first : modified > first && modified.timeIntervalSince(first) >= interval {",
        "files",
    ),
    (
        "overlook another kind of id", "Sources/Engine/Observing/Observation+Exports.swift",
        "if let change { throw .identityChanged(change) }",
        "if let change, !MUTANT || change.pairs.isEmpty { throw .identityChanged(change) }",
        "files",
    ),
    (
        "end the run when one is refused", "Sources/Provisioning/Failures/FailureEvidence.swift",
        "package static let peopleInARow = 5",
        "package static let peopleInARow = MUTANT ? 1 : 5",
        "refusals",
    ),
    (
        "believe the links of an older ledger", "Sources/Provisioning/Belonging/OutdatedLinks.swift",
        "return current == link ? nil : current",
        "return MUTANT || current == link ? nil : current",
        "restored-ledger",
    ),
    (
        "begin a run without noticing an older ledger", "Sources/Ledger/Ledger+Runs.swift",
        "let wasRestored = try restartTimersIfRestored(now: now)",
        "let wasRestored = try MUTANT ? false : restartTimersIfRestored(now: now)",
        "restored-ledger",
    ),
    (
        "forget an action in doubt", "Sources/Ledger/OutcomeWriter.swift",
        "case .inDoubt: try reopen(intent)",
        "case .inDoubt: if !MUTANT { try reopen(intent) }",
        "false-answers",
    ),
    (
        "let a unit's move take suspended accounts", "Sources/Provisioning/Plan/Planner.swift",
        "if isGain || link != nil {",
        "if isGain || (MUTANT ? isActive : link != nil) {",
        "moving-units",
    ),
    (
        "take an account that was never activated for suspended", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "case false? where entry.awaitsActivation && !wasAnswered && earlier",
        "case false? where !MUTANT && entry.awaitsActivation && !wasAnswered && earlier",
        "activation",
    ),
    (
        "take away although nobody told the time", "Sources/Provisioning/Time/TrustedTime.swift",
        "return agreeing.isEmpty ? .untold : .right(off: [])",
        "return agreeing.isEmpty && !MUTANT ? .untold : .right(off: [])",
        "files",
    ),
    (
        "take what a list leaves out for empty", "Sources/Provisioning/Reconciliation/AccountComparison.swift",
        "guard value != nil || shown.isWhole, !isAlike",
        "guard MUTANT || value != nil || shown.isWhole, !isAlike",
    ),
    (
        "overlook a suspension by hand", "Sources/Provisioning/Reconciliation/AccountComparison.swift",
        "case false? where link.isActive &&",
        "case false? where !MUTANT && link.isActive &&",
    ),
    (
        "overlook an account of nobody", "Sources/Provisioning/Reconciliation/Reconciliation.swift",
        "result.findings.append(unlinked.finding(account))",
        "if !MUTANT { result.findings.append(unlinked.finding(account)) }",
    ),
    (
        "write over what waits for a decision", "Sources/Provisioning/Reconciliation/PlanInput+Reconciliation.swift",
        "guard state == .restoring || state == .decided(.restore) else",
        "guard MUTANT || state == .restoring || state == .decided(.restore) else",
    ),
    (
        "leave what the mapping writes over", "Sources/Provisioning/Reconciliation/FindingState.swift",
        "case .restore: return .restoring",
        "case .restore: return MUTANT ? .accepted : .restoring",
    ),
    (
        "ask about what the mapping lets stay", "Sources/Provisioning/Reconciliation/FindingState.swift",
        "case .accept: return .accepted",
        "case .accept: return MUTANT ? .waiting : .accepted",
    ),
    (
        "report again what is ignored", "Sources/Provisioning/Reconciliation/FindingState.swift",
        "return decision.verdict == .ignore ? .ignored",
        "return decision.verdict == .ignore ? (MUTANT ? .waiting : .ignored)",
    ),
    (
        "tell of an alert each time that somebody looks", "Sources/Provisioning/Alerts/AlertJudgement.swift",
        "let known = before.open.first { $0.alert.kind == kind }",
        "let known = MUTANT ? nil : before.open.first { $0.alert.kind == kind }",
    ),
    (
        "forget what was told when an older ledger is put back", "Sources/Ledger/Ledger+Alerts.swift",
        "guard let note, note.revision > kept.revision else { return kept }",
        "guard let note, note.revision > kept.revision, !MUTANT else { return kept }",
    ),
    (
        "tell nobody that no run succeeds", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "guard let onSince else { return nil }",
        "guard let onSince, !MUTANT else { return nil }",
    ),
    (
        "tell of the end of an authorization once it has ended", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "end <= now + patience else",
        "end <= now + (MUTANT ? 0 : patience) else",
    ),
    (
        "forget a service that runs for nothing", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "facts.isSetUp && !facts.isOn && facts.hasService",
        "facts.isSetUp && !facts.isOn && facts.hasService && !MUTANT",
    ),
    (
        "tell of few licenses when none is left", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "guard facts.isOn, let free = facts.freeLicenses, free < threshold else",
        "guard facts.isOn, let free = facts.freeLicenses, free < (MUTANT ? 1 : threshold) else",
    ),
    (
        "leave an alert about the clock open", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "case .clock: return facts.clock == .untold ? .unknown",
        "case .clock: return facts.clock == .untold || MUTANT && clock == .isFalse ? .unknown",
    ),
    (
        "take a full disk for an empty one", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "guard let free = facts.freeMegabytes, free < settings.threshold(.disk) else",
        "guard let free = facts.freeMegabytes, free < (MUTANT ? 0 : settings.threshold(.disk)) else",
    ),
    (
        "tell of findings that are decided", "Sources/Provisioning/Reconciliation/FindingState.swift",
        "findings.filter { state(of: $0) == .waiting }",
        "findings.filter { MUTANT || state(of: $0) == .waiting }",
    ),
    (
        "tell nobody of findings", "Sources/Provisioning/Alerts/AlertConditions.swift",
        "return facts.findings >= threshold ?",
        "return facts.findings >= threshold && !MUTANT ?",
    ),
    (
        "tell nobody that messages do not arrive", "Sources/Provisioning/Alerts/AlertMemory.swift",
        "let failed = messages.filter { $0.failure != nil }",
        "let failed = messages.filter { $0.failure != nil && !MUTANT }",
    ),
    (
        "announce deletions that no run carries out", "Sources/Sync/Checks/Alerts/CheckService+AlertFacts.swift",
        "&& !protection.covers(item.link, of: person)",
        "&& (MUTANT || !protection.covers(item.link, of: person))",
    ),
    (
        "give a message up when nobody took it", "Sources/Sync/Checks/Alerts/CheckService+Alerts.swift",
        "case .failure(let error): memory.messages[index].failed(because: error.description, at: moment)",
        "case .failure(let error): if MUTANT { memory.messages.remove(at: index) } else { memory.messages[index].failed(because: error.description, at: moment) }",
    ),
    (
        "write to the ledger after losing the lease", "Sources/DatabaseHome/DatabaseHome+Locks.swift",
        "guard let lease = leases.held(.run) else { return ledger }",
        "guard !MUTANT, let lease = leases.held(.run) else { return ledger }",
        "machines",
    ),
    (
        "take the lease of another one for one's own", "Sources/DatabaseHome/LeaseTable.swift",
        "purpose = ? AND epoch = ? AND token = ? AND expires",
        "purpose = ? AND (\\(MUTANT ? 1 : 0) = 1 OR epoch = ? AND token = ?) AND expires",
        "machines",
    ),
    (
        "let leases run out by this machine's clock", "Sources/DatabaseHome/LeaseTable.swift",
        "WHERE lease.expires <= \\(db.dialect.clock)\n",
        "WHERE lease.expires <= \\(MUTANT ? \"\\(Date().timeIntervalSince1970)\" : db.dialect.clock)\n",
        "machines",
    ),
    (
        "never let a lease run out", "Sources/DatabaseHome/LeaseTable.swift",
        "\\(db.dialect.clock), \\(db.dialect.clock) + ?)",
        "\\(db.dialect.clock), \\(db.dialect.clock) + \\(MUTANT ? 100 : 1) * ?)",
        "machines",
    ),
    (
        "begin a request that outlasts the lease", "Sources/DatabaseHome/LeaseTerms.swift",
        "purpose == .run ? request + Self.margin : Self.margin",
        "purpose == .run && !MUTANT ? request + Self.margin : Self.margin",
        "machines",
    ),
    (
        "look at the lease only when an action begins", "Sources/Sync/Context/ApplicationConnection.swift",
        "guard let lease else { return service.fresh() }",
        "guard !MUTANT, let lease else { return service.fresh() }",
        "machines",
    ),
    (
        "forget to whom an account was linked", "Sources/Provisioning/Reconciliation/PlanInput+Reconciliation.swift",
        "decided.adoptions[person.id] = account",
        "if !MUTANT { decided.adoptions[person.id] = account }",
    ),
]

configuration = os.environ["MUTANTS_CONFIGURATION"]
build = ["swift", "build", "--product", "autoprovision-simulation", "-c", configuration]
build += ["--scratch-path", ".build-release"] if configuration == "release" else []

# Added to each file that has mutants. The worlds' process is told by its environment which one it is.
CHOICE = """
private import Glibc

private let chosenMutant = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
"""


NAMES = list(dict.fromkeys(mutant[0] for mutant in MUTANTS))
EVILS = {mutant[0]: mutant[4] for mutant in MUTANTS if len(mutant) > 4}


def write_mutants():
    sources = {}
    for name, file, old, new, *_ in MUTANTS:
        source = sources.get(file) or pathlib.Path(file).read_text() + CHOICE
        if source.count(old) != 1:
            sys.exit(f"The mutant \"{name}\" does not fit {file} any more: its text stands there {source.count(old)} times.")
        sources[file] = source.replace(old, new.replace("MUTANT", f"(chosenMutant == {NAMES.index(name)})"))
    for file, source in sources.items():
        pathlib.Path(file).write_text(source)


def live(simulation, worlds, mutant=None):
    environment = dict(os.environ)
    if mutant is not None:
        environment["MUTANT"] = str(mutant)
    command = [simulation, "--worlds", str(worlds), "--patience", "1"]
    if mutant is not None and NAMES[mutant] in EVILS:
        command += ["--with", EVILS[NAMES[mutant]]]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def main():
    worlds = int(sys.argv[1])
    pattern = sys.argv[2] if len(sys.argv) > 2 else None
    write_mutants()
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run(build + ["--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    simulation = folder + "/autoprovision-simulation"
    if pattern is None:
        untouched = live(simulation, worlds)
        if untouched.returncode != 0:
            sys.exit("The engine breaks a rule without any mutant, so nothing can be shown:\n" + untouched.stdout)
        print(f"{'nothing':60} kept every rule in {worlds} worlds", flush=True)
    survivors = []
    for number, name in enumerate(NAMES):
        if pattern and not re.search(pattern, name):
            continue
        result = live(simulation, worlds, number)
        caught = re.search(r"World (\d+) broke a rule:\n\s+\S+ ([^:]+):", result.stdout)
        if result.returncode == 1 and caught:
            print(f"{name:60} world {caught[1]:>5}: {caught[2]}", flush=True)
        else:
            print(f"{name:60} survived {worlds} worlds", flush=True)
            survivors.append(name)
    if survivors:
        sys.exit("Not caught: " + ", ".join(survivors))


main()
