"""Works on the sandbox at URL with the clients that Google and RingCentral publish. Ends with 1 at the first difference."""

import json
import os
import sys
import urllib.request

# Google's client looks for the metadata server as soon as it is imported.
os.environ["GCE_METADATA_HOST"] = os.environ["GCE_METADATA_IP"] = sys.argv[1].split("//")[1]

from google.auth.transport.requests import Request
import googleapiclient.discovery
import googleapiclient.errors
from google.auth import compute_engine, iam, identity_pool, impersonated_credentials
from google.auth.exceptions import RefreshError
from google.oauth2 import service_account
from ringcentral import SDK
from ringcentral.http.api_exception import ApiException

base = sys.argv[1]
SCOPES = ["user", "group", "group.member", "orgunit", "domain", "userschema"]


def check(what, found, expected):
    if found != expected:
        sys.exit(f"FAILED: {what}: expected {expected!r}, found {found!r}")
    print(f"  ok {what}")


def control(path, body=None):
    """The sandbox's own control API."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/sandbox/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def google_service(key, subject, scopes):
    credentials = service_account.Credentials.from_service_account_info(key, scopes=scopes).with_subject(subject)
    return googleapiclient.discovery.build(
        "admin", "directory_v1", credentials=credentials, static_discovery=True, client_options={"api_endpoint": base})


def all_pages(resource, list_name, member, **arguments):
    items = []
    request = getattr(resource, "list")(**arguments)
    while request is not None:
        answer = request.execute()
        items += answer.get(member, [])
        request = resource.list_next(request, answer)
    return items


def google():
    print("Google's client:")
    key = control("service-account.json")
    subject = control("connection.json")["google"]["adminAddress"]
    scopes = [f"https://www.googleapis.com/auth/admin.directory.{scope}.readonly" for scope in SCOPES]
    service = google_service(key, subject, scopes)
    people = control("people")["people"]
    listed = all_pages(service.users(), "users", "users", customer="my_customer", maxResults=20, projection="full")
    present = [person for person in people if not person.get("deletionTime")]
    check("every page of the people", sorted(user["id"] for user in listed), sorted(person["id"] for person in present))
    somebody = listed[3]
    check("one person by id", service.users().get(userKey=somebody["id"]).execute()["primaryEmail"], somebody["primaryEmail"])
    deleted = all_pages(service.users(), "users", "users", customer="my_customer", showDeleted="true")
    check("the deleted people are listed apart", {user["id"] for user in deleted} & {user["id"] for user in listed}, set())
    groups = all_pages(service.groups(), "groups", "groups", customer="my_customer", maxResults=3)
    check("every page of the groups", len(groups), len(control("groups")["groups"]))
    members = all_pages(service.members(), "members", "members", groupKey=groups[0]["email"], maxResults=5)
    check("every page of a group's members", len(members), int(groups[0]["directMembersCount"]))
    units = service.orgunits().list(customerId="my_customer", type="all").execute()["organizationUnits"]
    check("the units have ids and paths", all(unit["orgUnitId"] and unit["orgUnitPath"] for unit in units), True)
    check("the domains", sum(domain["isPrimary"] for domain in service.domains().list(customer="my_customer").execute()["domains"]), 1)
    service.schemas().list(customerId="my_customer").execute()
    try:
        service.users().get(userKey="nobody@corp.example").execute()
        check("nobody is not found", "found", "refused")
    except googleapiclient.errors.HttpError as error:
        check("nobody is not found", error.status_code, 404)
    try:
        google_service(key, subject, ["https://www.googleapis.com/auth/admin.directory.user"]).users().list(customer="my_customer").execute()
        check("a scope that was not delegated is refused", "granted", "refused")
    except RefreshError as error:
        check("a scope that was not delegated is refused", "unauthorized_client" in str(error), True)


def google_without_delegation():
    """Each of the other ways, by Google's own client: the service account reads in its own name, so the customer id is named."""
    print("Google's client, without a key or without delegation:")
    request = Request()
    access = control("google")
    account, customer = access["serviceAccount"], access["customerID"]
    read = [f"https://www.googleapis.com/auth/admin.directory.{scope}.readonly" for scope in SCOPES if scope != "domain"]
    pool = identity_pool.Credentials.from_info(control("google/external-account.json"), scopes=read)
    machine = compute_engine.Credentials(scopes=read)
    key = service_account.Credentials.from_service_account_info(control("service-account.json"), scopes=read)
    people = len([person for person in control("people")["people"] if not person.get("deletionTime")])
    for name, credentials in [("federation", pool), ("the metadata server", machine), ("a key with a role", key)]:
        credentials.refresh(request)
        service = googleapiclient.discovery.build(
            "admin", "directory_v1", credentials=credentials, static_discovery=True, client_options={"api_endpoint": base})
        listed = all_pages(service.users(), "users", "users", customer=customer, maxResults=20)
        check(f"every page of the people, by {name}", len(listed), people)
        try:
            service.users().list(customer="my_customer").execute()
            check(f"my_customer, by {name}", "granted", "refused")
        except googleapiclient.errors.HttpError as error:
            check(f"my_customer, by {name}", error.status_code, 400)
        try:
            service.domains().list(customer=customer).execute()
            check(f"the domains, by {name}", "granted", "refused")
        except googleapiclient.errors.HttpError as error:
            check(f"the domains, by {name}", error.status_code, 403)
    # Delegation without a key: Google signs. The client's endpoints are constants of its modules.
    iam._IAM_SIGNJWT_ENDPOINT = base + "/v1/projects/-/serviceAccounts/{}:signJwt"
    impersonated_credentials._GOOGLE_OAUTH2_TOKEN_ENDPOINT = base + "/token"
    source = identity_pool.Credentials.from_info(
        {name: value for name, value in control("google/external-account.json").items() if name != "service_account_impersonation_url"},
        scopes=["https://www.googleapis.com/auth/iam"])
    subject = control("connection.json")["google"]["adminAddress"]
    delegated = impersonated_credentials.Credentials(source, account, read, subject=subject)
    delegated.refresh(request)
    service = googleapiclient.discovery.build(
        "admin", "directory_v1", credentials=delegated, static_discovery=True, client_options={"api_endpoint": base})
    check("my_customer, by signJwt in an administrator's name", len(service.users().list(customer="my_customer").execute()["users"]) > 0, True)
    control("google", {"mayImpersonate": False})
    try:
        identity_pool.Credentials.from_info(control("google/external-account.json"), scopes=read).refresh(request)
        check("federation without its binding", "granted", "refused")
    except RefreshError as error:
        check("federation without its binding", "iam.serviceAccounts.getAccessToken" in str(error), True)
    control("google", {"mayImpersonate": True})


def ringcentral():
    print("RingCentral's client:")
    connection = control("connection.json")["ringCentral"]
    platform = SDK(connection["clientID"], connection["clientSecret"], base).platform()
    platform.login(jwt=connection["personalJWT"])
    check("signs in with the personal JWT", platform.logged_in(), True)
    first = platform.auth().access_token()
    platform.refresh()
    check("renews its token", platform.auth().access_token() != first, True)
    # Its answers are read as JSON only when they are named application/json.
    json_only = {"Accept": "application/json"}
    listed = platform.get("/scim/v2/Users", {"count": 50}, json_only).json_dict()
    check("the accounts", listed["totalResults"], len(control("accounts")["accounts"]))
    user = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "vendor.client@corp.example", "active": True,
        "name": {"givenName": "Vendor", "familyName": "Client"}, "emails": [{"type": "work", "value": "vendor.client@corp.example"}],
    }
    created = platform.post("/scim/v2/Users", user, headers=json_only).json_dict()
    check("makes an account", created["userName"], user["userName"])
    path = f"/scim/v2/Users/{created['id']}"
    change = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": False}],
    }
    platform.patch(path, change)
    check("suspends it", platform.get(path, headers=json_only).json_dict()["active"], False)
    platform.put(path, {**user, "id": created["id"], "active": True, "title": "Tester"})
    check("replaces it", platform.get(path, headers=json_only).json_dict().get("title"), "Tester")
    platform.delete(path)
    try:
        platform.get(path)
        check("deletes it", "found", "refused")
    except ApiException as error:
        check("deletes it", error.api_response().response().status_code, 404)
    platform.logout()
    check("signs out", platform.auth().access_token(), "")


google()
google_without_delegation()
ringcentral()
