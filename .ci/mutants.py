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
        "believe that whoever is not listed is gone", "Sources/Sync/Observation.swift",
        "if case .absent = try await source.person(id: id, attributes: []) { confirmed.insert(id) }", "confirmed.insert(id)",
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
        "trust a wrong clock", "Sources/Sync/Run.swift", "abs(ahead) > Self.clockTolerance {", "abs(ahead) > 10_000 * Self.clockTolerance {",
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
        "believe a list of accounts that ends early", "Sources/SCIM/SCIMClient.swift", "guard accounts.count >= page.total else {",
        "guard accounts.count >= 0 else {",
    ),
    (
        "repeat a write without looking it up", "Sources/Sync/ActionWriter.swift",
        "return try await lookUp(entry).map(Result.done) ?? .failed(error)", "return .done(try await perform(entry))",
    ),
    (
        "ignore the switch", "Sources/Sync/PlanApplication.swift", "if Task.isCancelled || !isStillOn() { state.isStopped = true }",
        "if Task.isCancelled { state.isStopped = true }",
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
    ("let a second writer in", "Sources/ConfigurationStore/FileLock.swift", "guard apply(take, descriptor) else", "guard descriptor >= 0 else"),
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
