"""Edits an exported directory step by step, syncs it with the real program and compares what the SCIM server holds.

Called by scim-interoperability: PROGRAM FOLDER SERVER TOKEN SUPPORTS_PATCH SERVER_LOG. Ends with 1 at the first difference.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

program, folder, server, token, supports_patch, log = sys.argv[1:]
supports_patch = supports_patch == "true"
folder = pathlib.Path(folder)
directory, home = folder / "directory", folder / "home"
directory.mkdir(parents=True)
enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
domain = "patch.example" if supports_patch else "put.example"
# Accounts are recognized by the ids that they carry, so each pass has ids of its own.
prefix = "patch-" if supports_patch else "put-"


def fail(message):
    print(f"FAILED: {message}")
    sys.exit(1)


def check(what, found, expected):
    if found != expected:
        fail(f"{what}: expected {expected!r}, found {found!r}")
    print(f"  ok {what}")


def ask(method, path, body=None, headers={}):
    """A plain request to the server; nothing of the program is involved."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(server + path, data, {"Content-Type": "application/scim+json", **headers}, method=method)
    if "Authorization" not in headers:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, None


def accounts():
    """What the server holds of this pass, by externalId."""
    users = ask("GET", "/Users?count=1000")[1].get("Resources", [])
    return {(user.get("externalId") or "").removeprefix(prefix): user for user in users if user["userName"].endswith("@" + domain)}


def run(*arguments, code=0):
    """Runs the program in its home; returns what it printed."""
    done = subprocess.run([program, *arguments, "--home", home], capture_output=True, text=True, timeout=120)
    if done.returncode != code:
        fail(f"autoprovision {' '.join(arguments)} ended with {done.returncode}, not {code}:\n{done.stdout}\n{done.stderr}")
    if token in done.stdout + done.stderr:
        fail(f"autoprovision {' '.join(arguments)} shows the token")
    return done.stdout


def shape(user):
    """The parts of an account that the mapping fills."""
    return {
        "userName": user["userName"],
        "active": user["active"],
        "given": user.get("name", {}).get("givenName"),
        "family": user.get("name", {}).get("familyName"),
        "email": [email.get("value") for email in user.get("emails", []) if email.get("type") == "work"],
        "title": user.get("title"),
        "department": user.get(enterprise, {}).get("department"),
        "mobile": [phone.get("value") for phone in user.get("phoneNumbers", []) if phone.get("type") == "mobile"],
    }


columns = [
    "User ID", "First Name", "Last Name", "Email Address", "Org Unit Path", "Status", "Employee Title", "Department", "Mobile Phone",
]
people = {}


def person(key, given, family, title="", department="", mobile="", unit="/", status="Active"):
    people[key] = [prefix + key, given, family, f"{given}.{family}@{domain}".lower(), unit, status, title, department, mobile]


def edit(key, **values):
    for name, value in values.items():
        people[key][columns.index(name.replace("_", " "))] = value


def write(age=120):
    """Writes the export; `age` in seconds: a file counts once it stood still for a minute."""
    with open(directory / "users.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(people.values())
    moment = time.time() - age
    os.utime(directory / "users.csv", (moment, moment))


def expected(key, active=True):
    row = dict(zip(columns, people[key]))
    return {
        "userName": row["Email Address"],
        "active": active,
        "given": row["First Name"],
        "family": row["Last Name"],
        "email": [row["Email Address"]],
        "title": row["Employee Title"] or None,
        "department": row["Department"] or None,
        "mobile": [row["Mobile Phone"]] if row["Mobile Phone"] else [],
    }


def sync(step, code=0, age=120):
    write(age)
    result = json.loads(run("sync", "--json", code=code))
    print(f"-- {step}: {result.get('outcome') or result['error']['code']}")
    return result


def requests_of(method):
    return sum(f'"{method} ' in line for line in open(log, encoding="utf-8", errors="replace"))


# The setup, through files as an administrator would do it.
profile = folder / "profile.json"
profile.write_text(json.dumps({
    "$schema": "autoprovision-profile-1",
    "version": 1,
    "name": "scim2-server",
    "scimBaseURL": server,
    "authorization": "bearer",
    "dialect": {"supportsPatch": supports_patch},
    "limits": {"requests": 600, "windowSeconds": 60, "inFlight": 2},
    "attributes": [
        {"path": "userName", "label": "User name", "mandatory": True, "defaultSource": "primaryEmail"},
        {"path": 'emails[type eq "work"].value', "label": "Work email", "mandatory": True, "defaultSource": "primaryEmail"},
        {"path": "name.givenName", "label": "First name", "mandatory": True, "defaultSource": "name.givenName"},
        {"path": "name.familyName", "label": "Last name", "mandatory": True, "defaultSource": "name.familyName"},
        {"path": "title", "label": "Job title", "maximumLength": 40, "defaultSource": "organizations[primary].title", "category": "Work"},
        {"path": f"{enterprise}:department", "label": "Department", "defaultSource": "organizations[primary].department", "category": "Work"},
        {"path": 'phoneNumbers[type eq "mobile"].value', "label": "Mobile phone", "defaultSource": "phones[mobile]", "category": "Phone"},
    ],
}))
secret = folder / "token"
secret.write_text(token + "\n")
wrong = folder / "wrong-token"
wrong.write_text("not-the-token\n")
settings = folder / "settings.json"
settings.write_text(json.dumps({
    "directory": {"source": "files", "folder": str(directory)},
    # A bearer token tells nobody's account, and nobody signed in: without this answer suspensions would wait for it.
    "application": {"profile": str(profile), "protectedAccount": "none"},
    "singleSignOnAcknowledged": True,
    "userAccess": {"organizationalUnits": {"/": "on"}},
    "autoprovisioning": {"deprovisioning": {
        "appTurnedOff": {"suspend": "within24Hours"},
        "suspended": {"suspend": "within24Hours"},
        "deleted": {"hardDelete": "within24Hours"},
    }},
}))

for number in range(1, 13):
    person(f"p{number}", f"Given{number}", f"Family{number}", "Engineer", "Research", f"+1415555{number:04}")
person("p13", "Zoë", "Ångström", "Chief “O” \\ Officer", "R&D, Åland", "")
person("p14", "Left", "Already", unit="/", status="Suspended")
write()

before = {method: requests_of(method) for method in ("PATCH", "PUT")}
run("setup", "--from", str(settings), "--bearer-token-file", str(wrong), "--confirm-hard-delete")
run("authorize", code=2)
run("on")
check("a wrong token: the run ends with 3 and nothing is written", (sync("wrong token", code=3)["error"]["code"], accounts()), ("reauthorization-needed", {}))
state = json.loads(run("status", "--json", code=3))
check("a wrong token: status", state["authorization"]["state"], "revoked")
run("authorize", "--bearer-token-file", str(secret), "--yes")
state = json.loads(run("status", "--json"))
check("status: app", state["application"], {"authorization": "bearer", "name": "scim2-server", "server": server})
check("status: authorized, without an idle deadline", (state["authorization"]["state"], "idleDeadline" in state["authorization"]), ("authorized", False))

# An account that was there before, free of any externalId, is adopted; one of somebody else is left alone.
adopted = ask("POST", "/Users", {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": f"given1.family1@{domain}", "nickName": "one", "active": True,
})[1]
foreign = ask("POST", "/Users", {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": f"stranger@{domain}", "externalId": "foreign", "active": True,
})[1]

plan = json.loads(run("plan", "--json"))
check("plan: writes nothing", len(accounts()), 2)
kinds = sorted(entry["kind"] for entry in plan["actions"])
check("plan: 12 to create, 1 to adopt", kinds, ["adopt"] + ["create"] * 12)

result = sync("create")
held = accounts()
check("create: everybody is there once", sorted(held), sorted([f"p{n}" for n in range(1, 14)] + ["foreign"]))
for key in people:
    if key != "p14":
        check(f"create: {people[key][3]}", shape(held[key]), expected(key))
check("adopt: the same account, with what we do not know", (held["p1"]["id"], held["p1"].get("nickName")), (adopted["id"], "one"))
ids = {key: user["id"] for key, user in held.items()}

sync("nothing to do")
check("nothing to do: nothing changed", {key: user["meta"]["lastModified"] for key, user in accounts().items()},
      {key: user["meta"]["lastModified"] for key, user in held.items()})

ask("PATCH", f"/Users/{ids['p2']}", {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "nickName", "value": "two"}],
})
foreign_requests = 1
edit("p2", Employee_Title="Director", Department="", Mobile_Phone="+442071838750")
edit("p3", Mobile_Phone="")
edit("p13", Mobile_Phone="+358401234567")
sync("update")
held = accounts()
for key in ("p2", "p3", "p13"):
    check(f"update: {people[key][3]}", shape(held[key]), expected(key))
check("update: what we do not know stays", held["p2"].get("nickName"), "two")

edit("p4", Last_Name="Married", Email_Address=f"given4.married@{domain}")
sync("rename")
held = accounts()
check("rename: the same account", (held["p4"]["id"], shape(held["p4"])), (ids["p4"], expected("p4")))

edit("p5", Status="Suspended")
sync("suspend")
check("suspend: inactive, and still there", shape(accounts()["p5"]), expected("p5", active=False))
edit("p5", Status="Active", Employee_Title="Returner")
sync("re-enable")
check("re-enable: active, with what changed", shape(accounts()["p5"]), expected("p5"))

gone = people.pop("p6")
# Absence needs a second file, an hour later.
sync("missing for the first time", age=7200)
check("missing for the first time: still there", ask("GET", f"/Users/{ids['p6']}")[0], 200)
sync("delete")
check("delete: gone", ask("GET", f"/Users/{ids['p6']}")[0], 404)

edit("p7", Employee_Title="A title that is longer than forty characters are")
edit("p8", Employee_Title="Short")
sync("too long", code=1)
held = accounts()
check("too long: the person is left, the others go on", (held["p7"]["title"], held["p8"]["title"]), ("Engineer", "Short"))
failures = run("failures")
if "Too long for the app: Job title" not in failures:
    fail(f"too long: the failure does not name the attribute:\n{failures}")
edit("p7", Employee_Title="Engineer")

# Deleted by hand in the app: the next runs notice and make the account again.
ask("DELETE", f"/Users/{ids['p9']}")
edit("p9", Employee_Title="Back")
sync("deleted by hand", code=1)
sync("made again")
held = accounts()
check("made again: with another id", (shape(held["p9"]), held["p9"]["id"] != ids["p9"]), (expected("p9"), True))

check("the account of somebody else was never touched", held["foreign"]["meta"]["lastModified"], foreign["meta"]["lastModified"])
check("everybody is there once", sorted(held), sorted([key for key in people if key != "p14"] + ["foreign"]))

made = {method: requests_of(method) - before[method] for method in ("PATCH", "PUT")}
made["PATCH"] -= foreign_requests
if supports_patch:
    # This server refuses to add a value to an element of a list that is not there (noTarget): p1's address and p13's telephone go by PUT.
    check("PATCH is used; PUT for what it refuses", (made["PATCH"] > 0, made["PUT"]), (True, 2))
else:
    check("PUT is used, PATCH is not", (made["PUT"] > 0, made["PATCH"]), (True, 0))

state = json.loads(run("status", "--json"))
usage = state["usage"]
check("status: the counters", (usage["created"], usage["suspended"], usage["deleted"]), (13, 1, 1))
print(f"Passed: {made['PATCH']} PATCH, {made['PUT']} PUT.")
