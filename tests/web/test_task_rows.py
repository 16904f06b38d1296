"""The list of sync tasks as people know it: who bought what, what it comes to, and where its invoice is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_tasks import buy, installation_of, listed, orders, sync, taken_in
from tests.world import World

NOTHING_IS = {"all": 0, "needs_you": 0, "waiting": 0, "in_xero": 0, "ignored": 0}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """What is asked of a database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def test_a_row_names_the_customer_and_the_product_of_the_order(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    [task] = listed(southern)["tasks"]

    assert task["customer"] == {"id": world.who.sydney["id"], "name": world.who.sydney["name"]}
    assert task["product"] == {"id": world.who.office["id"], "name": world.who.office["name"]}
    assert (task["amount"], task["document"]) == (None, None)
    assert task["connect_url"] == f"https://portal.example/subscriptions/fulfillment/{task['order']}"


def test_an_ignored_order_is_recognised_too(world: World, southern: Caller) -> None:
    world.buy(installation_of(southern), connection="test")
    world.drain()
    [task] = listed(southern, "?view=ignored")["tasks"]

    assert (task["customer"]["name"], task["amount"]) == (world.who.sydney["name"], None)


def test_a_synced_row_has_its_amount_and_opens_its_invoice_in_xero(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    [task] = listed(southern)["tasks"]
    [invoice] = world.books().invoices

    assert task["amount"] == {"value": "125.00", "currency": "AUD"}
    assert (task["document"]["number"], task["document"]["xero_id"]) == (invoice["InvoiceNumber"], invoice["InvoiceID"])
    page = f"/AccountsReceivable/View.aspx?InvoiceID={invoice['InvoiceID']}"
    login = "https://go.xero.com/organisationlogin/default.aspx"
    assert task["document"]["url"] == f"{login}?shortcode=!hArb1&redirecturl={page}"


def test_an_order_that_asks_for_no_invoice_has_no_amount(world: World, southern: Caller) -> None:
    world.buy(installation_of(southern), {"NRD-OFF-M": 0})
    sync(world, southern)
    [task] = listed(southern)["tasks"]

    assert (task["status"], task["amount"], task["document"]) == ("synced", None, None)


def test_the_views_part_the_tasks_and_the_counts_say_how_many_are_in_each(world: World, southern: Caller) -> None:
    waits, done = taken_in(world, southern, 2)
    world.buy(installation_of(southern), connection="test")
    world.drain()
    chosen = next(task["id"] for task in listed(southern)["tasks"] if task["order"] == done)
    sync(world, southern, tasks=[chosen])
    unpriced = world.buy(installation_of(southern), {"NRD-OFF-M": "unlimited"})["id"]
    world.drain()
    sync(world, southern, tasks=[task["id"] for task in listed(southern)["tasks"] if task["order"] == unpriced])

    assert orders(listed(southern, "?view=needs_you")) == [unpriced]
    assert orders(listed(southern, "?view=waiting")) == [waits]
    assert orders(listed(southern, "?view=in_xero")) == [done]
    assert len(listed(southern, "?view=ignored")["tasks"]) == 1
    assert len(listed(southern, "?view=all")["tasks"]) == 4
    counts = {"all": 4, "needs_you": 1, "waiting": 1, "in_xero": 1, "ignored": 1}
    assert listed(southern, "?view=ignored")["counts"] == counts


def test_a_status_narrows_a_view_and_never_widens_it(world: World, southern: Caller) -> None:
    [order] = taken_in(world, southern, 1)

    assert orders(listed(southern, "?view=waiting&status=pending")) == [order]
    assert orders(listed(southern, "?view=waiting&status=synced")) == []


def test_a_view_that_there_is_none_of_is_refused_by_name(southern: Caller) -> None:
    answer = southern.get("/api/tasks?view=lilac-canary")

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, "view")
    assert "canary" not in answer.body.decode()


def test_what_is_due_is_counted_as_being_worked_on_while_somebody_can_work(world: World, southern: Caller) -> None:
    taken_in(world, southern, 2)
    assert listed(southern)["working"] == 0

    world.xero.faults.internal_error("GET", "/api.xro/2.0/Organisation", times=5)
    sync(world, southern)
    assert listed(southern)["working"] == 0, "their next try is too far off to be waited for"
    world.later(hours=1)
    assert listed(southern)["working"] == 2


def test_without_a_connection_nothing_counts_as_being_worked_on(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    buy(world, caller)
    sync(world, caller)

    assert listed(caller)["tasks"][0]["due_at"] is not None
    assert listed(caller)["working"] == 0


def test_a_longer_page_asks_the_database_no_more_often(world: World, southern: Caller) -> None:
    for _ in range(3):
        buy(world, southern)
    sync(world, southern)
    with counted_statements() as short:
        assert len(listed(southern, "?limit=1")["tasks"]) == 1
    with counted_statements() as long:
        assert len(listed(southern, "?limit=3")["tasks"]) == 3

    assert len(short) == len(long)


def test_another_installation_sees_neither_rows_nor_counts(world: World, door: Door, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    albion = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))

    assert (listed(albion)["tasks"], listed(albion)["counts"]) == ([], NOTHING_IS)
