"""The two halves of scim-conformance around the tester's own run: `prepare FOLDER` and `compare FOLDER EXPECTED`."""

import base64
import json
import pathlib
import re
import sys
import urllib.parse
import urllib.request

folder = pathlib.Path(sys.argv[2])


def prepare():
    """Opens a session with the sandbox's personal JWT, and writes what the tester needs."""
    base = json.loads((folder / "sandbox.json").read_text())["url"]
    with urllib.request.urlopen(f"{base}/sandbox/connection.json", timeout=20) as answer:
        connection = json.load(answer)["ringCentral"]
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": connection["personalJWT"]}
    client = base64.b64encode(f"{connection['clientID']}:{connection['clientSecret']}".encode()).decode()
    request = urllib.request.Request(
        f"{base}/restapi/oauth/token", urllib.parse.urlencode(form).encode(), {"Authorization": f"Basic {client}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        token = json.load(answer)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{base}/scim/v2/Schemas", headers=headers), timeout=20) as answer:
        schemas = json.load(answer)["Resources"]
    # The tester fills in random texts. That a user name is the work e-mail, and an address (API facts A.3, A.4), no schema can say; so it is told one
    # address for both, in the place where it looks for examples. Everything else is the schema that the sandbox publishes.
    for attribute in schemas[0]["attributes"]:
        if attribute["name"] == "userName":
            attribute["canonicalValues"] = ["conformance@corp.example"]
        if attribute["name"] == "emails":
            for part in attribute["subAttributes"]:
                if part["name"] == "value":
                    part["canonicalValues"] = ["conformance@corp.example"]
    (folder / "schemas.json").write_text(json.dumps(schemas))
    (folder / "url").write_text(f"{base}/scim/v2")
    (folder / "headers").write_text(f"Authorization: {headers['Authorization']}")


def outcomes(report):
    """The report's lines as (status, check, reason)."""
    found = []
    for line in report.splitlines():
        line = re.sub(r"\x1b\[[0-9;]*m", "", line)
        title = re.fullmatch(r"([A-Z]+) (\w+)", line)
        if title:
            found.append([title[1], title[2], ""])
        elif found and line.startswith("  ") and not found[-1][2]:
            found[-1][2] = line.strip()
    return found


def compare(expected_file):
    report = (folder / "report").read_text()
    found = outcomes(report)
    passed = [item for item in found if item[0] == "SUCCESS"]
    failed = {f"{check}: {reason}" for status, check, reason in found if status != "SUCCESS"}
    expected = {}
    for line in pathlib.Path(expected_file).read_text().splitlines():
        if line and not line.startswith("#"):
            failure, _, why = line.partition(" | ")
            expected[failure] = why
    problems = [f"not listed: {failure}" for failure in sorted(failed - expected.keys())]
    problems += [f"listed, but it does not fail any more: {failure}" for failure in sorted(expected.keys() - failed)]
    problems += [f"listed without a reason: {failure}" for failure, why in expected.items() if not why.strip()]
    # A tester that ends early would otherwise look like one that finds nothing.
    if len(passed) < 50:
        problems.append(f"only {len(passed)} checks passed; 56 do when the tester runs to its end")
    for failure in sorted(failed & expected.keys()):
        print(f"as RingCentral: {failure}\n                {expected[failure]}")
    print(f"{len(passed)} checks passed, {len(failed)} failed, {len(expected)} of them expected.")
    if problems:
        print(report if len(passed) < 50 else "", *problems, sep="\n")
        sys.exit(1)


if sys.argv[1] == "prepare":
    prepare()
else:
    compare(sys.argv[3])
