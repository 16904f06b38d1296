"""A rehearsal moves into next month, and the vendor's unmodified runner with the extension in it moves along."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.demo import Walk
from sandbox.xero import HARBOUR
from tests.processes import no_runner_is_left

pytestmark = pytest.mark.runner

MONTH = timedelta(days=31)


@pytest.fixture
def walk() -> Iterator[Walk]:
    walk = Walk()
    with no_runner_is_left(), walk.stage:
        walk.install()
        walk.authorise()
        walk.choose_settings()
        yield walk


def test_an_order_of_next_month_is_an_invoice_of_next_month_once_the_schedule_has_fired(walk: Walk) -> None:
    who, world, begun = walk.marketplace, walk.marketplace.world, datetime.now(UTC)
    switch_on_automatic_sync(walk)
    walk.stage.move_clock(MONTH)
    request = world.place_purchase(walk.reseller, who.sydney, who.office, {"NRD-OFF-M": 4})
    world.approve(request["id"])
    assert world.settled()

    walk.stage.move_clock(timedelta(minutes=5))

    (invoice,) = the_invoices(walk)
    assert invoice["Date"] >= (datetime.now(UTC) + MONTH - timedelta(days=1)).date()
    assert taken_in(walk) > begun + MONTH
    assert walk.xero.violations == []


def switch_on_automatic_sync(walk: Walk) -> None:
    found = walk.stage.call(walk.reseller, "GET", "/api/settings").json()
    # The first documents would be left to a person.
    holds = {**found["settings"]["holds"], "first_documents": 0}
    by_itself = {"auto_sync_new_customers": True, "new_contacts_seen": 0}
    chosen = {"auto_sync": "every_five_minutes", "holds": holds, **by_itself}
    body = {"version": found["version"], "settings": {**found["settings"], **chosen}}
    assert walk.stage.call(walk.reseller, "PUT", "/api/settings", json=body).status_code == 200
    assert walk.marketplace.world.settled()


def taken_in(walk: Walk) -> datetime:
    (task,) = walk.stage.call(walk.reseller, "GET", "/api/tasks").json()["tasks"]
    return datetime.fromisoformat(task["created_at"])


def the_invoices(walk: Walk) -> tuple[dict[str, Any], ...]:
    deadline = time.monotonic() + 30
    while not walk.xero.books(HARBOUR).invoices and time.monotonic() < deadline:
        time.sleep(0.1)
    return walk.xero.books(HARBOUR).invoices
