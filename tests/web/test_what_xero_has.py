"""What settings and mappings choose from, and the contact that a person gives a customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from connect_ext.books.ids import InstallationId, TierAccountId, contact_key
from connect_ext.storage import authorisations, links
from connect_ext.work.task import TaskStatus
from sandbox.http import Response
from sandbox.xero import FJORD, HARBOUR, Problem
from tests.sync.watching import INVOICES, sent
from tests.web.door import Caller, Door, problem
from tests.web.test_tasks import installation_of, listed, sync, taken_in
from tests.world import World

CUSTOMER = "TA-1111-2222-3333"


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@pytest.fixture
def unconnected(world: World, door: Door) -> Caller:
    return door.of(world.who.albion, world.install(world.who.albion))


def a_contact(world: World, tenant: str = HARBOUR, **fields: Any) -> str:
    made = world.xero.person(tenant).write("PUT", "Contacts", {"Contacts": [{"Name": "Rope & Sail Ltd", **fields}]})
    contact_id: str = made["Contacts"][0]["ContactID"]
    return contact_id


def link(caller: Caller, contact_id: str, customer: str = CUSTOMER) -> Response:
    return caller.put(f"/api/customers/{customer}/contact", {"contact_id": contact_id})


def linked(world: World, caller: Caller) -> str | None:
    installation_id, key = InstallationId(caller.options["installation_id"]), contact_key(TierAccountId(CUSTOMER))
    with world.app.runtime.database.transaction() as tx:
        current = authorisations.current(tx, world.app.runtime.vault, installation_id)
        if current is None or current.tenant_id is None:
            return None
        found = links.find(tx, installation_id, current.tenant_id, [key]).get(key)
    return found.xero_id if found else None


def test_lists_offer_only_what_an_invoice_line_may_use(southern: Caller) -> None:
    found = southern.get("/api/organisation").json()

    assert (found["name"], found["country"], found["base_currency"]) == ("Harbour Cloud Ltd", "AU", "AUD")
    assert found["currencies"] == ["AUD", "EUR", "USD"]
    codes = {account["code"]: account["tax_type"] for account in found["accounts"]}
    assert codes["200"] == "OUTPUT"
    assert not {"205", "610", "800", "820", "860"} & set(codes), "archived and system accounts"
    assert not {"090", "310"} & set(codes), "a bank account and an expense, which sales do not go to"
    tax_types = {rate["tax_type"] for rate in found["tax_types"]}
    assert "OUTPUT" in tax_types
    assert "INPUT" not in tax_types
    assert [theme["name"] for theme in found["themes"]] == ["Standard", "Cloud subscriptions"]


def test_each_installation_sees_its_own_organisation(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.ready(world.who.albion, FJORD))

    assert albion.get("/api/organisation").json()["name"] == "Fjord Reseller AS"
    assert southern.get("/api/organisation").json()["name"] == "Harbour Cloud Ltd"


def test_without_a_connection_there_are_no_lists_and_no_links(unconnected: Caller) -> None:
    for answer in (unconnected.get("/api/organisation"), link(unconnected, str(uuid4()))):
        assert (answer.status, problem(answer)["detail"]) == (409, "Connect to Xero first.")


def test_a_customer_is_linked_to_a_contact_that_xero_has(world: World, southern: Caller) -> None:
    contact_id = a_contact(world)
    answer = link(southern, contact_id)

    assert (answer.status, answer.json()) == (
        200,
        {"customer": CUSTOMER, "contact_id": contact_id, "name": "Rope & Sail Ltd"},
    )
    assert linked(world, southern) == contact_id


def test_another_link_takes_the_place_of_the_first(world: World, southern: Caller) -> None:
    link(southern, a_contact(world))
    second = a_contact(world, Name="Oar & Anchor Ltd")

    assert link(southern, second).json()["name"] == "Oar & Anchor Ltd"
    assert linked(world, southern) == second


def test_an_archived_contact_cannot_be_linked(world: World, southern: Caller) -> None:
    contact_id = a_contact(world)
    body = {"Contacts": [{"ContactID": contact_id, "ContactStatus": "ARCHIVED"}]}
    world.xero.person(HARBOUR).write("POST", "Contacts", body)
    answer = link(southern, contact_id)

    assert (answer.status, problem(answer)["title"]) == (409, "no such contact")
    assert linked(world, southern) is None


def test_a_contact_of_another_organisation_or_of_nobody_cannot_be_linked(world: World, southern: Caller) -> None:
    for contact_id in (a_contact(world, FJORD), str(uuid4())):
        answer = link(southern, contact_id)

        assert (answer.status, problem(answer)["title"]) == (409, "no such contact")
        assert contact_id not in answer.body.decode()
    assert linked(world, southern) is None


def test_a_link_belongs_to_the_installation_that_made_it(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))
    contact_id = a_contact(world)
    link(southern, contact_id)

    assert (linked(world, southern), linked(world, albion)) == (contact_id, None)


@pytest.mark.parametrize("customer", ["lilac-canary", "TA-", "TA-1%0A", "PR-1-2-3", "TA-" + "1" * 300])
def test_a_customer_that_is_none_is_refused(southern: Caller, customer: str) -> None:
    answer = link(southern, str(uuid4()), customer)

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, "customer")
    assert "canary" not in answer.body.decode()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "contact_id"),
        ({"contact_id": "lilac-canary"}, "contact_id"),
        ({"contact_id": None}, "contact_id"),
        ({"contact_id": str(uuid4()), "name": "lilac-canary"}, "name"),
    ],
)
def test_a_contact_that_is_none_is_refused(southern: Caller, body: dict[str, Any], field: str) -> None:
    answer = southern.put(f"/api/customers/{CUSTOMER}/contact", body)

    assert (answer.status, [found["field"] for found in problem(answer)["fields"]]) == (422, [field])
    assert "canary" not in answer.body.decode()


def test_lists_are_read_once_for_people_who_look_around(world: World, southern: Caller) -> None:
    for _ in range(3):
        assert southern.get("/api/organisation").status == 200
    assert len(sent(world, "GET", "/api.xro/2.0/Accounts")) == 1

    world.later(minutes=2)
    southern.get("/api/organisation")
    assert len(sent(world, "GET", "/api.xro/2.0/Accounts")) == 2


def test_who_has_just_changed_something_in_xero_sees_it(world: World, southern: Caller) -> None:
    southern.get("/api/organisation")
    world.later(seconds=10)
    for _ in range(3):
        assert southern.get("/api/organisation?fresh=true").status == 200

    assert len(sent(world, "GET", "/api.xro/2.0/Accounts")) == 2, "and pressing on asks no more"


def test_an_error_of_xeros_is_a_502(world: World, southern: Caller) -> None:
    world.xero.faults.internal_error("GET", "/api.xro/2.0/")

    answer = southern.get("/api/organisation")

    assert answer.status == 502
    assert problem(answer)["detail"].startswith("The other side did not answer as hoped: ")


def test_an_organisation_that_is_offline_is_left_alone_for_a_while(world: World, southern: Caller) -> None:
    world.xero.faults.offline("GET", "/api.xro/2.0/")
    answer = southern.get("/api/organisation")

    assert (answer.status, problem(answer)["title"], answer.headers["retry-after"]) == (503, "paused", "300")
    assert "offline" in southern.get("/api/connection").json()["paused_because"]
    assert southern.get("/api/organisation").status == 503
    world.later(minutes=5)
    assert southern.get("/api/organisation").status == 200


def test_a_limit_that_a_page_meets_holds_for_everybody(world: World, southern: Caller) -> None:
    world.xero.faults.rate_limit("GET", "/api.xro/2.0/", Problem.DAY, retry_after=3600)
    [order] = taken_in(world, southern, 1)
    answer = southern.get("/api/organisation")
    until = (world.clock() + timedelta(hours=1)).isoformat()

    found = problem(answer)
    assert (answer.status, found["title"], answer.headers["retry-after"]) == (503, "paused", "3600")
    assert (found["until"], southern.get("/api/connection").json()["paused_until"]) == (until, until)
    assert "used up" in found["detail"]

    before = len(world.xero.calls)
    task = listed(southern)["tasks"][0]["id"]
    sync(world, southern)
    refused = [
        southern.get("/api/organisation?fresh=true"), southern.get(f"/api/tasks/{task}/preview"),
        link(southern, str(uuid4())),
    ]  # fmt: skip
    assert [one.status for one in refused] == [503] * 3
    assert (len(world.xero.calls), world.books().invoices) == (before, ())

    world.later(hours=1)
    world.drain()
    assert world.task(installation_of(southern), order).status is TaskStatus.SYNCED


def test_a_pause_that_a_worker_met_is_kept_by_pages(world: World, southern: Caller) -> None:
    world.xero.faults.rate_limit("PUT", INVOICES, Problem.DAY, retry_after=3600)
    taken_in(world, southern, 1)
    sync(world, southern)
    world.later(minutes=10)
    before = len(world.xero.calls)
    answer = southern.get("/api/organisation?fresh=true")

    assert (answer.status, answer.headers["retry-after"]) == (503, "3000")
    assert len(world.xero.calls) == before


def test_who_is_not_connected_any_more_is_told_so_and_not_of_a_pause(world: World, southern: Caller) -> None:
    world.xero.faults.rate_limit("GET", "/api.xro/2.0/", Problem.DAY, retry_after=3600)
    southern.get("/api/organisation")
    southern.delete("/api/connection")

    assert problem(southern.get("/api/organisation"))["title"] == "not connected"


def test_a_refused_refresh_ends_the_connection_with_409(world: World, southern: Caller) -> None:
    world.xero.revoke_refresh_tokens()
    world.later(hours=1)

    assert problem(southern.get("/api/organisation"))["title"] == "not connected"
    assert southern.get("/api/connection").json()["status"] == "broken"


def test_a_disconnect_on_xeros_side_is_noticed_by_whoever_asks_next(world: World, southern: Caller) -> None:
    world.xero.disconnect(HARBOUR)
    answer = southern.get("/api/organisation")
    connection = southern.get("/api/connection").json()

    assert (answer.status, problem(answer)["title"]) == (409, "not connected")
    assert (connection["status"], connection["organisation"]["name"]) == ("broken", "Harbour Cloud Ltd")
    assert "disconnected" in connection["why"]
    assert connection["why"] in problem(answer)["detail"]


def test_a_link_notices_it_too(world: World, southern: Caller) -> None:
    contact_id = a_contact(world)
    world.xero.disconnect(HARBOUR)

    assert problem(link(southern, contact_id))["title"] == "not connected"
    assert southern.get("/api/connection").json()["status"] == "broken"


def test_tokens_that_expired_before_their_time_are_renewed_unseen(world: World, southern: Caller) -> None:
    world.xero.expire_access_tokens()

    assert southern.get("/api/organisation").status == 200
    assert southern.get("/api/connection").json()["status"] == "active"


def test_a_consent_whose_tokens_were_revoked_before_the_choice_asks_to_connect_again(
    world: World, unconnected: Caller
) -> None:
    state, code = world.consent_at_xero(unconnected.post("/api/connection/consent").json()["authorize_url"])
    unconnected.get(f"/unauthorized/xero/callback?state={state}&code={code}")
    world.xero.revoke_refresh_tokens()
    world.later(hours=1)
    answer = unconnected.post("/api/connection/organisation", {"tenant_id": HARBOUR})

    assert (answer.status, problem(answer)["title"]) == (409, "reconnect")
