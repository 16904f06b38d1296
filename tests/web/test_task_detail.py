"""One task: what Connect asked for beside what Xero says, each line explained."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sync.watching import INVOICES
from tests.web.door import Caller, Door
from tests.web.test_tasks import buy, installation_of, listed, sync, taken_in
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def the_task(caller: Caller) -> Any:
    [task] = listed(caller)["tasks"]
    answer = caller.get(f"/api/tasks/{task['id']}")
    assert answer.status == 200, answer.body
    return answer.json()


def test_what_the_marketplace_asked_for_is_shown_as_it_wrote_it(world: World, southern: Caller) -> None:
    [order] = taken_in(world, southern, 1)
    found = the_task(southern)["connect"]

    assert (found["request_id"], found["type"]) == (order, "purchase")
    assert found["customer"]["name"] == world.who.sydney["name"]
    assert found["marketplace"]["name"] == "Australia"
    assert found["effective_at"] == "2026-11-21T01:01:00+00:00"
    [item] = found["items"]
    assert (item["mpn"], item["old_quantity"], item["quantity"]) == ("NRD-OFF-M", "0", "10")


def test_while_there_is_no_invoice_xero_is_null(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)

    assert the_task(southern)["xero"] is None


def test_the_invoice_is_shown_as_xero_answered_it(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    found = the_task(southern)["xero"]
    [invoice] = world.books().invoices

    assert (found["state"], found["number"], found["status"]) == ("in_xero", invoice["InvoiceNumber"], "DRAFT")
    assert (found["contact"], found["currency"]) == (world.who.sydney["name"], "AUD")
    assert (found["subtotal"], found["tax"], found["total"]) == ("125.00", "12.50", "137.50")
    assert (found["date"], found["due_date"]) == ("2026-11-21", "2026-12-21")
    [line] = found["lines"]
    assert (line["quantity"], line["unit_amount"], line["line_amount"]) == ("10", "12.50", "125.00")
    assert (line["account_code"], line["tax_type"]) == ("200", "OUTPUT")
    assert line["explanation"].startswith(f"{invoice['Reference']} ordered 10 of NRD-OFF-M at 12.5 AUD each")


def test_a_line_stays_explained_as_it_was_when_it_was_made(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    before = the_task(southern)["xero"]["lines"]
    world.choose_settings(installation_of(southern), accounts={}, fallback_account="260")

    assert sync(world, southern, tasks=[the_task(southern)["id"]]) == 0
    assert the_task(southern)["xero"]["lines"] == before


def test_an_invoice_that_was_found_after_a_lost_answer_is_shown_as_it_was_read(world: World, southern: Caller) -> None:
    world.xero.faults.lose_answer("PUT", INVOICES)
    world.xero.faults.break_before("PUT", INVOICES, times=3)
    buy(world, southern)
    sync(world, southern)
    assert the_task(southern)["xero"] is None
    world.later(hours=1)
    world.drain()
    found = the_task(southern)

    [invoice] = world.books().invoices
    assert found["status"] == "synced"
    assert (found["xero"]["state"], found["xero"]["number"]) == ("in_xero", invoice["InvoiceNumber"])
    assert (found["xero"]["subtotal"], found["xero"]["status"], found["xero"]["tax"]) == ("125.00", "DRAFT", "12.50")
    assert found["xero"]["lines"][0]["explanation"] != ""
    assert found["document"]["xero_id"] == invoice["InvoiceID"]


def test_a_link_of_which_nothing_else_is_kept_says_so(world: World, southern: Caller) -> None:
    from connect_ext.storage.tables import intent_parts, links

    buy(world, southern)
    sync(world, southern)
    with world.app.runtime.database.transaction() as tx:
        tx.execute(links.update().values(picture=None))
        tx.execute(intent_parts.update().values(document_key="invoice:another"))
    found = the_task(southern)["xero"]

    assert (found["state"], found["number"]) == ("unknown", "INV-0001")
    assert (found["lines"], found["total"]) == ([], None)
