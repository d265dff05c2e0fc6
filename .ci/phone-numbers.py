"""Makes people whose phone numbers are known, types them as people do, asks the program for its plan, and compares. See phone-numbers."""

import json
import os
import pathlib
import random
import subprocess
import sys
import time
import urllib.request

import phonenumbers
from phonenumbers import PhoneNumberFormat as Form

program, url, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
COUNTRIES = {
    "US": "United States", "CA": "Canada", "GB": "UK", "DE": "Germany", "FR": "France", "IT": "Italia", "SE": "Sweden", "JP": "Japan", "BR": "Brasil",
    "IN": "India", "AU": "Australia", "MX": "Mexico",
}
PEOPLE = 10_000
# Where libphonenumber 8.12 of Debian 12 and the current one know different plans, the program doubts; so many may be doubted.
MOST_DOUBTED = PEOPLE // 100
draw = random.Random(2026)


def number(country):
    """A number that is given out in the country, near one that its plan gives as an example."""
    kind = draw.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    example = phonenumbers.example_number_for_type(country, kind)
    while True:
        national = str(example.national_number)
        national = national[:-4] + "%04d" % draw.randrange(10_000)
        made = phonenumbers.parse("+%d" % example.country_code + ("0" if example.italian_leading_zero else "") + national)
        if phonenumbers.is_valid_number_for_region(made, country):
            return made


def typed(made, country):
    """The number in one of the manners in which people write numbers."""
    national = phonenumbers.format_number(made, Form.NATIONAL)
    international = phonenumbers.format_number(made, Form.INTERNATIONAL)
    e164 = phonenumbers.format_number(made, Form.E164)
    digits = "".join(c for c in national if c.isdigit())
    wide = "".join(chr(ord(c) - ord("0") + ord("０")) if c.isdigit() else c for c in national)
    return draw.choice([
        e164, international, national, digits, international.replace(" ", "."), international.replace(" ", "-"), national.replace(" ", "."),
        national.replace("-", "‐"), "  " + national + " ", "\u202a" + international + "\u202c", wide, e164.replace("+", "＋"), national.replace(" ", "\u00a0"),
        phonenumbers.format_out_of_country_calling_number(made, "FR" if country != "FR" else "DE").replace("00", "+", 1),
    ])


people, expected = [], {}
for index in range(PEOPLE):
    country = draw.choice(list(COUNTRIES))
    made = number(country)
    identity = "%021d" % (index + 1)
    expected[identity] = phonenumbers.format_number(made, Form.E164)
    people.append({
        "id": identity, "primaryEmail": "person%d@corp.example" % index, "name": {"givenName": "Person", "familyName": str(index)}, "orgUnitPath": "/",
        "suspended": False, "archived": False, "phones": [{"type": "mobile", "value": typed(made, country)}],
        "addresses": [{"type": "work", "country": COUNTRIES[country]}],
    })
folder = work / "export"
folder.mkdir()
(folder / "users.json").write_text(json.dumps({"users": people}, ensure_ascii=False))
# A file counts once it stood still for a minute.
os.utime(folder / "users.json", (time.time() - 3_600,) * 2)

home = str(work / "home")
secrets = json.load(urllib.request.urlopen(url + "/sandbox/connection.json"))["ringCentral"]
(work / "secret").write_text(secrets["clientSecret"])
(work / "jwt").write_text(secrets["personalJWT"])


def run(*arguments):
    return subprocess.run([program, *arguments, "--home", home], check=True, capture_output=True, text=True).stdout


run(
    "setup", "--directory-files", str(folder), "--server", url, "--client-id", secrets["clientID"], "--client-secret-file", str(work / "secret"),
    "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after7Days")
run("authorize", "--jwt", str(work / "jwt"))
plan = json.loads(run("plan", "--json"))
entries = {entry["personID"]: entry for entry in plan["actions"]}
path = 'phoneNumbers[type eq "mobile"].value'
wrong, doubted = [], []
for person in people:
    got = entries[person["id"]]["after"].get(path)
    if got is None:
        doubted.append(person)
    elif got != expected[person["id"]]:
        wrong.append((person, got))
for person, got in wrong[:20]:
    print("WRONG: %r became %s and is %s" % (person["phones"][0]["value"], got, expected[person["id"]]))
for person in doubted[:20]:
    print("not told: %r in %s, which is %s" % (person["phones"][0]["value"], person["addresses"][0]["country"], expected[person["id"]]))
print("%d numbers: %d right, %d not told, %d wrong" % (PEOPLE, PEOPLE - len(wrong) - len(doubted), len(doubted), len(wrong)))
sys.exit(1 if wrong or len(doubted) > MOST_DOUBTED else 0)
