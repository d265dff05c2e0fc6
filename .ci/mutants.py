"""Applies each edit below to the tree in the current folder, builds the simulation, runs worlds until one breaks a rule, and undoes the edit."""

import os
import pathlib
import re
import subprocess
import sys

# What is broken, where, the text that stands there exactly once, and what is put in its place.
MUTANTS = [
    ("forget the intent", "Sources/Ledger/Ledger+Journal.swift", "?, ?, 'open', ?, ?)", "?, ?, 'notCarriedOut', ?, ?)"),
    (
        "forget that archived people are held", "Sources/Provisioning/Plan/Planner.swift", "if let link { hold(person, link: link) }",
        "if let link { planDeprovisioning(of: person, link: link, cause: .appTurnedOff, detail: .archived) }",
    ),
    (
        "act a second early", "Sources/Provisioning/Plan/Planner.swift", "$0.action.due <= input.now &&",
        "$0.action.due <= input.now + 1 &&",
    ),
    (
        "believe that whoever is not listed is gone", "Sources/Sync/AbsenceQuestions.swift",
        "case .found: troublesInARow = 0", "case .found: answers.absent.insert(id)",
    ),
    (
        "forget what a safeguard holds", "Sources/Provisioning/Safeguards/Judgement.swift",
        "if holds[entry.kind] == nil || released", "if holds[entry.kind] == nil || entry.kind != .adopt || released",
    ),
    (
        "carry out what was cancelled", "Sources/Provisioning/Plan/Planner.swift", "$0.action.due <= input.now && !$0.isCancelled",
        "$0.action.due <= input.now",
    ),
    (
        "forget a postponement", "Sources/Provisioning/Plan/Planner.swift", "let due = max(action.due, decision.notBefore ?? action.due)",
        "let due = action.due",
    ),
    (
        "keep a decision after its cause is gone", "Sources/Provisioning/Plan/Planner.swift",
        ".union((input.ledger.decisions[personID] ?? []).map(\\.cause))", ".union([])",
    ),
    (
        "take the moment of the plan from before the reading", "Sources/Sync/Run.swift", "return now()\n",
        "return try record().started\n",
    ),
    (
        "trust a wrong clock", "Sources/Provisioning/Time/TrustedTime.swift", "abs(secondsAhead) <= TrustedTime.tolerance",
        "abs(secondsAhead) <= 10_000 * TrustedTime.tolerance",
    ),
    (
        "take members of a deleted group for people who left", "Sources/Sync/Observation.swift",
        "for group in groups where snapshot.groups[group.id] == nil {", "for group in groups where group.id.isEmpty {",
    ),
    (
        "delete an account that was never linked", "Sources/Provisioning/Plan/Planner.swift",
        "        } else if let account = input.accounts[claim] {\n",
        "        } else if let account = input.accounts[claim], account.externalID == nil {\n"
        "            add(\n"
        "                .delete, person,\n"
        "                link: AccountLink(personID: person.id, accountID: account.id, values: account.values, isActive: true), after: [:], reason: reason)\n"
        "        } else if let account = input.accounts[claim] {\n",
    ),
    (
        "believe a list of accounts that ends early", "Sources/SCIM/SCIMClient+Lookups.swift", "guard received >= page.total else {",
        "guard received >= 0 else {",
    ),
    (
        "repeat a write without looking it up", "Sources/Sync/ActionWriter.swift",
        "                switch try await lookUp(entry, earlier: earlier) {\n",
        "                _ = try await write(entry, over: nil)\n                switch try await lookUp(entry, earlier: earlier) {\n",
    ),
    (
        "ignore the switch", "Sources/Sync/PlanApplication.swift", "if Task.isCancelled || !isOn { state.isStopped = true }",
        "if Task.isCancelled || (!isOn && state.progress.total < 0) { state.isStopped = true }",
    ),
    (
        "let a timer run on after its cause is gone", "Sources/Provisioning/Plan/Planner.swift", "cancelTimers(of: person.id, except: [])",
        "cancelTimers(of: person.id, except: [.suspended])",
    ),
    (
        "take over the account of another", "Sources/Provisioning/Plan/Planner.swift", "if let holder, !holder.isEmpty, holder != person.id {",
        "if let holder, holder.isEmpty {",
    ),
    (
        "send without regard to the limit", "Sources/SCIM/RateLimitState.swift", "guard recent.count + inFlight >= limit else { return .sendNow }",
        "guard recent.count + inFlight >= limit + 1 else { return .sendNow }",
    ),
    ("let a second writer in", "Sources/ConfigurationStore/FileLock.swift", "case .held: return false", "case .held: return true"),
    (
        "believe an answer about somebody else", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "guard isOursByID(shown) != false, hasName(shown, in: entry.after) else { return .found(.aboutAnother(.init(shown))) }",
        "if shown.id.isEmpty { return .found(.aboutAnother(.init(shown))) }",
    ),
    (
        "believe an answer without effect", "Sources/Provisioning/Answers/AccountJudgement.swift", "case true?: return .found(.stillActive)",
        "case true?: return .done(link(shown, earlier: earlier))",
    ),
    (
        "skip the reading before an action", "Sources/Sync/ActionWriter.swift", "{ kind != .create && kind != .update }",
        "{ kind == .adopt }",
    ),
    (
        "take an account that was given away", "Sources/Provisioning/Answers/AccountJudgement.swift", "guard isOurs(shown) else { return .found(.givenAway(.init(shown))) }\n"
        "        return isAsWanted(shown)", "return isAsWanted(shown)",
    ),
    (
        "believe a gateway that an account is gone", "Sources/Sync/ActionWriter.swift", "switch try await verdict(entry, earlier: nil, wasAnswered: false) {",
        "if case .notFound = error { return gone(entry, id) }\n                if case .absenceUnconfirmed = error { return gone(entry, id) }\n"
        "                switch try await verdict(entry, earlier: nil, wasAnswered: false) {",
    ),
    (
        "believe a silent deletion", "Sources/Sync/ActionWriter.swift", "        return await confirm(entry, earlier: earlier)",
        "        if entry.kind == .delete { return .done(.removed) }\n        return await confirm(entry, earlier: earlier)",
    ),
    (
        "follow a unit by its path", "Sources/Provisioning/Access/UnitResolution.swift", "if let unit = byID[id] { return unit }",
        "if let unit = byPath[setting.path] { return unit }",
    ),
    (
        "act while a named unit is gone", "Sources/Sync/Observation+Units.swift", "if let words = resolution.missingWords {",
        "if let words = resolution.missingWords, snapshot.organizationalUnits.isEmpty {",
    ),
    (
        "let a unit's move count at once", "Sources/Provisioning/Access/UnitMoves.swift", "guard !remembered.units.isEmpty else { return }",
        "guard remembered.units.isEmpty else { return }",
    ),
    (
        "believe a file that is being copied", "Sources/Provisioning/Exports/ExportStillness.swift", "package static let period: TimeInterval = 60",
        "package static let period: TimeInterval = 0",
    ),
    (
        "take absence from one file", "Sources/Provisioning/Exports/ExportAbsence.swift",
        "if modified > first, modified.timeIntervalSince(first) >= interval {", "if modified >= first {",
    ),
    (
        "overlook another kind of id", "Sources/Sync/Observation+Exports.swift", "if let change { throw .identityChanged(change) }",
        "if let change, change.pairs.isEmpty { throw .identityChanged(change) }",
    ),
    (
        "end the run when one is refused", "Sources/Provisioning/Failures/FailureEvidence.swift", "package static let peopleInARow = 5",
        "package static let peopleInARow = 1",
    ),
    (
        "believe the links of an older ledger", "Sources/Provisioning/Belonging/OutdatedLinks.swift",
        "return current == link ? nil : current", "return current.accountID.isEmpty ? current : nil",
    ),
    (
        "begin a run without noticing an older ledger", "Sources/Ledger/Ledger+Runs.swift",
        "let wasRestored = try restartTimersIfRestored(now: now)", "let wasRestored = false",
    ),
    (
        "forget an action in doubt", "Sources/Ledger/Ledger+Journal.swift", "case .inDoubt: try reopen(intent, now: now, db)",
        "case .inDoubt: break",
    ),
    (
        "let a unit's move take suspended accounts", "Sources/Provisioning/Plan/Planner.swift", "if isGain || link != nil {",
        "if isGain || isActive {",
    ),
    (
        "take a gateway's silence about limits for permission", "Sources/SCIM/RateLimitState.swift", "if answer.status < 500, !(answer",
        "if answer.status < 900 || !(answer",
    ),
    (
        "take an account that was never activated for suspended", "Sources/Provisioning/Answers/AccountJudgement.swift",
        "case false? where entry.awaitsActivation && !wasAnswered && earlier", "case false? where entry.personID.isEmpty && earlier",
    ),
]

configuration = os.environ["MUTANTS_CONFIGURATION"]
build = ["swift", "build", "--product", "autoprovision-simulation", "-c", configuration]
build += ["--scratch-path", ".build-release"] if configuration == "release" else []


def run(worlds):
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run(build + ["--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    command = [folder + "/autoprovision-simulation", "--worlds", str(worlds), "--patience", "1"]
    return subprocess.run(command, capture_output=True, text=True)


def main():
    worlds = int(sys.argv[1])
    chosen = [mutant for mutant in MUTANTS if len(sys.argv) < 3 or re.search(sys.argv[2], mutant[0])]
    if len(sys.argv) < 3:
        untouched = run(worlds)
        if untouched.returncode != 0:
            sys.exit("The engine breaks a rule without any mutant, so nothing can be shown:\n" + untouched.stdout)
        print(f"{'nothing':52} kept every rule in {worlds} worlds", flush=True)
    survivors = []
    for name, file, old, new in chosen:
        path = pathlib.Path(file)
        source = path.read_text()
        if source.count(old) != 1:
            sys.exit(f"The mutant \"{name}\" does not fit {file} any more: its text stands there {source.count(old)} times.")
        path.write_text(source.replace(old, new))
        try:
            result = run(worlds)
        finally:
            path.write_text(source)
        caught = re.search(r"World (\d+) broke a rule:\n\s+\S+ ([^:]+):", result.stdout)
        if result.returncode == 1 and caught:
            print(f"{name:52} world {caught[1]:>5}: {caught[2]}", flush=True)
        else:
            print(f"{name:52} survived {worlds} worlds", flush=True)
            survivors.append(name)
    if survivors:
        sys.exit("Not caught: " + ", ".join(survivors))


main()
