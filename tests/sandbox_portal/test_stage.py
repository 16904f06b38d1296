from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sandbox.connect import extension
from sandbox.demo import Walk

WEEK = timedelta(days=7)
A_SCHEDULE = {"method": "tick", "trigger": {"type": "onetime", "date": "2026-12-01"}}


@pytest.fixture
def walk() -> Iterator[Walk]:
    """Every server is up, and no runner."""
    walk = Walk(run=False)
    with walk.stage:
        yield walk


def test_the_session_of_the_portal_opens_the_extension_s_host_on_its_other_port(walk: Walk) -> None:
    with httpx.Client(trust_env=False) as browser:
        account = {"account": walk.reseller.id}
        assert browser.get(f"{walk.stage.extension_url}/api/tasks").status_code == 401
        assert browser.post(f"{walk.stage.portal_url}/sandbox/session", json=account).status_code == 204
        state = browser.get(f"{walk.stage.portal_url}/sandbox/state").json()
        assert (state["account"], state["extension"]["origin"]) == (walk.reseller.id, walk.stage.extension_url)
        assert state["extension"]["description"].startswith("Turns the orders")
        assert browser.get(f"{walk.stage.extension_url}/api/tasks").status_code == 403
        walk.marketplace.world.install(walk.reseller)
        assert browser.get(f"{walk.stage.extension_url}/api/tasks").status_code == 502


def test_the_extension_is_told_addresses_that_a_browser_can_open(walk: Walk) -> None:
    values = walk.marketplace.world.environment.values
    assert values["PORTAL_URL"] == walk.stage.portal_url
    assert values["XERO_REDIRECT_URI"] == f"{walk.stage.extension_url}/unauthorized/xero/callback"
    assert walk.stage.extension_url.startswith("http://localhost:")


def test_both_vendors_move_together_and_the_schedule_fires(walk: Walk) -> None:
    world = walk.marketplace.world
    world.environment.schedulables = [{"method": "tick", "name": "Tick"}]
    extension.create_schedule(world.state, A_SCHEDULE, world.environment.owner)
    walk.stage.move_clock(WEEK)
    for clock in (world.clock, walk.xero.clock):
        assert clock() - datetime.now(UTC) > WEEK - timedelta(minutes=1)
    (schedule,) = world.schedules()
    assert datetime.fromisoformat(schedule["events"]["last_triggered"]["at"]) > datetime.now(UTC) + WEEK / 2
    assert not world.settled(timeout=0)
