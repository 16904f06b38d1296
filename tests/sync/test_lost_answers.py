from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.work.task import TaskStatus
from sandbox.http import Request, html_response
from sandbox.xero import HARBOUR, Problem
from tests.sync.watching import CONTACTS, INVOICES, codes, keys, open_intents, sent, status
from tests.world import World


@pytest.mark.parametrize("lost", [CONTACTS, INVOICES])
def test_within_six_minutes_the_same_bytes_leave_under_the_same_key(world: World, lost: str) -> None:
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", lost)
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.UNCERTAIN

    world.later(minutes=1)
    world.drain()

    first, second = sent(world, "PUT", lost)
    assert (first.body, keys([first])) == (second.body, keys([second]))
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 1)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


@pytest.mark.parametrize("lost", [CONTACTS, INVOICES])
def test_later_xero_is_read_first_and_an_equal_document_is_adopted(world: World, lost: str) -> None:
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", lost)
    order = world.buy(installation_id)
    world.sync(installation_id)

    world.later(minutes=7)
    world.drain()

    assert len(sent(world, "PUT", lost)) == 1
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 1)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


@pytest.mark.parametrize("broken", [CONTACTS, INVOICES])
def test_when_nothing_is_found_a_new_generation_goes_out(world: World, broken: str) -> None:
    installation_id = world.ready()
    world.xero.faults.break_before("PUT", broken)
    order = world.buy(installation_id)
    world.sync(installation_id)

    world.later(minutes=7)
    world.drain()

    first, second = keys(sent(world, "PUT", broken))
    assert first != second
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 1)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_an_invoice_with_our_own_number_is_found_by_it(sqlite_world: World) -> None:
    installation_id = sqlite_world.ready(invoice_number_from="marketplace")
    sqlite_world.xero.faults.lose_answer("PUT", INVOICES)
    order = sqlite_world.buy(installation_id)
    sqlite_world.sync(installation_id)

    sqlite_world.later(minutes=7)
    sqlite_world.drain()

    before, by_number, by_app, *_ = [call.url for call in sent(sqlite_world, "GET", INVOICES)]
    assert order["id"] in before, "the number is looked for before it is sent"
    assert order["id"] in by_number
    assert "createdByMyApp=true" in by_app, "a person may have given it another number meanwhile"
    assert len(sqlite_world.books().invoices) == 1
    assert status(sqlite_world, installation_id, order) is TaskStatus.SYNCED


def test_an_internal_error_that_xero_replays_is_waited_out_and_then_read(sqlite_world: World) -> None:
    """The key of a 500 gives the same 500 for six minutes; afterwards a read shows that nothing was made."""
    installation_id = sqlite_world.ready()
    sqlite_world.xero.faults.internal_error("PUT", INVOICES)
    order = sqlite_world.buy(installation_id)
    sqlite_world.sync(installation_id)
    for _ in range(3):
        sqlite_world.later(minutes=1)
        sqlite_world.drain()
    assert status(sqlite_world, installation_id, order) is TaskStatus.UNCERTAIN
    replayed = keys(sent(sqlite_world, "PUT", INVOICES))
    assert len(replayed) > 1
    assert len(set(replayed)) == 1

    sqlite_world.later(minutes=7)
    sqlite_world.drain()

    assert len(set(keys(sent(sqlite_world, "PUT", INVOICES)))) == 2
    assert len(sqlite_world.books().invoices) == 1
    assert status(sqlite_world, installation_id, order) is TaskStatus.SYNCED


def lost_and_then(world: World, change: Any) -> tuple[Any, dict[str, Any]]:
    """The answer about an invoice is lost, somebody changes the books, and a quarter of an hour passes."""
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", INVOICES)
    order = world.buy(installation_id)
    world.sync(installation_id)
    change(world)
    world.later(minutes=15)
    world.drain()
    return installation_id, order


def edited(**changed: Any) -> Any:
    def edit(world: World) -> None:
        invoice = world.books().invoices[0]
        body = {"InvoiceID": invoice["InvoiceID"], **changed}
        world.xero.person(HARBOUR).write("POST", f"Invoices/{invoice['InvoiceID']}", {"Invoices": [body]})

    return edit


def dearer(world: World) -> None:
    line = world.books().invoices[0]["LineItems"][0]
    lines = [{"LineItemID": line["LineItemID"], "Description": line["Description"], "Quantity": Decimal(9)}]
    edited(LineItems=[{**lines[0], "UnitAmount": Decimal("12.50"), "AccountCode": "200"}])(world)


def voided(world: World) -> None:
    edited(Status="AUTHORISED")(world)
    edited(Status="VOIDED")(world)


def doubled(world: World) -> None:
    """Our own app has made it once more, under another key."""
    first = sent(world, "PUT", INVOICES)[0]
    headers = {**first.headers, "idempotency-key": "another"}
    world.xero.handle(Request(method="PUT", url=first.url, headers=headers, body=first.body))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (dearer, "its lines are"),
        (edited(Status="DELETED"), "it is deleted"),
        (voided, "it is voided"),
        (doubled, "there are several"),
    ],
)
def test_what_is_not_equal_is_a_persons_decision(sqlite_world: World, change: Any, words: str) -> None:
    installation_id, order = lost_and_then(sqlite_world, change)

    assert codes(sqlite_world, installation_id, order) == ["XI-403"]
    assert words in sqlite_world.task(installation_id, order["id"]).reason
    assert len(sent(sqlite_world, "PUT", INVOICES)) == 1
    assert open_intents(sqlite_world, installation_id) == []


def test_a_read_that_fails_decides_nothing(sqlite_world: World) -> None:
    installation_id = sqlite_world.ready()
    sqlite_world.xero.faults.lose_answer("PUT", INVOICES)
    order = sqlite_world.buy(installation_id)
    sqlite_world.sync(installation_id)
    sqlite_world.xero.faults.break_before("GET", INVOICES)

    sqlite_world.later(minutes=7)
    sqlite_world.drain()
    task = sqlite_world.task(installation_id, order["id"])
    assert (task.status, task.attempts) == (TaskStatus.UNCERTAIN, 0)
    sqlite_world.later(minutes=7)
    sqlite_world.drain()

    assert status(sqlite_world, installation_id, order) is TaskStatus.SYNCED
    assert len(sqlite_world.books().invoices) == 1
    bodies = [json.loads(call.body) for call in sent(sqlite_world, "PUT", INVOICES)]
    assert len(bodies) == 1


def test_when_a_person_has_deleted_the_wrong_one_the_right_one_is_adopted(world: World) -> None:
    installation_id, order = lost_and_then(world, doubled)
    wrong = world.books().invoices[1]["InvoiceID"]
    body = {"Invoices": [{"InvoiceID": wrong, "Status": "DELETED"}]}
    world.xero.person(HARBOUR).write("POST", f"Invoices/{wrong}", body)
    world.sync(installation_id)

    assert len(sent(world, "PUT", INVOICES)) == 1, "one is there already: another would be a second invoice"
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert world.sync(installation_id) == 0


def test_of_two_that_were_made_the_one_that_a_person_has_left_is_adopted(sqlite_world: World) -> None:
    def doubled_and_mended(world: World) -> None:
        doubled(world)
        edited(Status="DELETED")(world)

    installation_id, order = lost_and_then(sqlite_world, doubled_and_mended)
    assert status(sqlite_world, installation_id, order) is TaskStatus.SYNCED
    assert [invoice["Status"] for invoice in sqlite_world.books().invoices] == ["DELETED", "DRAFT"]


def test_when_a_person_has_deleted_it_and_presses_sync_it_is_made_again(sqlite_world: World) -> None:
    installation_id, order = lost_and_then(sqlite_world, edited(Status="DELETED"))
    sqlite_world.sync(installation_id)

    assert status(sqlite_world, installation_id, order) is TaskStatus.SYNCED
    assert [invoice["Status"] for invoice in sqlite_world.books().invoices] == ["DELETED", "DRAFT"]


def test_pressing_sync_without_clearing_it_up_makes_no_second_invoice(world: World) -> None:
    installation_id, order = lost_and_then(world, dearer)
    world.sync(installation_id)
    world.later(hours=1)
    world.sync(installation_id)

    assert codes(world, installation_id, order) == ["XI-403"]
    assert len(world.books().invoices) == 1


def test_a_document_that_cannot_be_read_holds_up_no_other_order(sqlite_world: World) -> None:
    """Xero answers its read with something that nobody knows, again and again."""
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", INVOICES)
    stuck = world.buy(installation_id)
    world.sync(installation_id)
    world.later(minutes=7)
    for _ in range(3):
        world.xero.faults.replace_value("GET", INVOICES, "SubTotal", "much")
    free = world.buy(installation_id)
    world.sync(installation_id)

    assert status(world, installation_id, stuck) is TaskStatus.UNCERTAIN
    assert "SubTotal" in world.task(installation_id, stuck["id"]).reason
    assert status(world, installation_id, free) is TaskStatus.SYNCED

    for _ in range(4):
        world.later(hours=4)
        world.drain()
    assert status(world, installation_id, stuck) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 2


def test_a_limit_met_while_reading_pauses_and_the_read_comes_first_afterwards(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", INVOICES)
    order = world.buy(installation_id)
    world.sync(installation_id)
    world.later(minutes=7)
    world.xero.faults.rate_limit("GET", INVOICES, Problem.MINUTE, retry_after=20)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.UNCERTAIN

    world.later(seconds=20)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(sent(world, "PUT", INVOICES)) == 1


def test_a_proxys_page_about_maintenance_is_no_proof_that_nothing_was_done(sqlite_world: World) -> None:
    """The write has passed when the connection behind the proxy breaks; the proxy answers with a page of its own."""
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    page = "<html><body>The server is unable to service your request due to maintenance downtime.</body></html>"
    world.answer_instead("PUT", INVOICES, html_response(503, page))

    world.sync(installation_id)
    world.later(minutes=10)
    world.drain()

    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1
