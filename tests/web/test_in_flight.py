"""Slow vendors: who waits for them keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from anyio.to_thread import current_default_thread_limiter

from connect_ext.books.ids import InstallationId
from connect_ext.web.door.in_flight import AT_MOST, InFlight, Wait, of_this_process
from connect_ext.web.door.problem_details import Refusal
from sandbox.http import Request
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_routes import CONTACT
from tests.web.test_tasks import installation_of, listed, taken_in
from tests.world import World

A, B = InstallationId("EIN-A"), InstallationId("EIN-B")
PATIENCE = 20


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@contextmanager
def silent_xero(world: World) -> Iterator[threading.Event]:
    """Xero answers nothing about contacts until the block ends; the event says that somebody waits."""
    asked, answers = threading.Event(), threading.Event()

    def wait(request: Request) -> None:
        if "/Contacts" in request.url:
            asked.set()
            assert answers.wait(PATIENCE)

    world.watchers.append(wait)
    try:
        yield asked
    finally:
        answers.set()
        world.watchers.remove(wait)


def test_the_same_is_under_way_once_per_installation() -> None:
    flight = InFlight(at_most=9)
    with flight.hold(A, Wait.PREVIEW), flight.hold(A, Wait.CHECK), flight.hold(B, Wait.PREVIEW):
        with pytest.raises(Refusal) as refused, flight.hold(A, Wait.PREVIEW):
            pytest.fail("the second one was let in")
        assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "2"})


def test_who_is_done_makes_room_and_so_does_who_fails() -> None:
    flight = InFlight(at_most=1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), flight.hold(A, Wait.CHECK):
            raise ZeroDivisionError


def test_who_is_refused_takes_no_room() -> None:
    flight = InFlight(at_most=2)
    with flight.hold(A, Wait.PREVIEW):
        for _ in range(3):
            with pytest.raises(Refusal), flight.hold(A, Wait.PREVIEW):
                pytest.fail("the second one was let in")
        with flight.hold(B, Wait.PREVIEW):
            pass


def test_all_together_are_never_more_than_the_house_has_room_for() -> None:
    flight = InFlight(at_most=3)
    with ExitStack() as held:
        for number in range(3):
            held.enter_context(flight.hold(InstallationId(f"EIN-{number}"), Wait.PREVIEW))
        with pytest.raises(Refusal, match="429"), flight.hold(A, Wait.PREVIEW):
            pytest.fail("a fourth one was let in")


def test_most_threads_are_left_for_who_waits_for_nobody() -> None:
    async def left() -> float:
        return current_default_thread_limiter().total_tokens - AT_MOST

    assert asyncio.run(left()) >= 20


def test_a_second_preview_is_refused_while_the_first_waits_for_xero(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    preview = f"/api/tasks/{listed(southern)['tasks'][0]['id']}/preview"
    world.wait()
    with ThreadPoolExecutor() as others:
        with silent_xero(world) as asked:
            first = others.submit(southern.get, preview)
            assert asked.wait(PATIENCE)
            second = southern.get(preview)
        assert first.result(PATIENCE).status == 200

    assert (second.status, second.headers["retry-after"]) == (429, "2")
    assert problem(second)["detail"] == "A preview is under way already. Try again when it is done."
    assert southern.get(preview).status == 200


@pytest.mark.parametrize(
    ("wait", "method", "url", "body"),
    [
        (Wait.CHECK, "POST", "/api/check", {}),
        (Wait.CONTACT, "PUT", "/api/customers/TA-1-2-3/contact", CONTACT),
        (Wait.ORGANISATION, "GET", "/api/organisation", None),
        (Wait.CHOICE, "POST", "/api/connection/organisation", {"tenant_id": HARBOUR}),
        (Wait.DISCONNECT, "DELETE", "/api/connection", None),
    ],
)
def test_whatever_waits_for_others_is_done_once_at_a_time(
    southern: Caller, wait: Wait, method: str, url: str, body: Any
) -> None:
    with of_this_process.hold(installation_of(southern), wait):
        refused = southern.send(method, url, body)

    assert (refused.status, problem(refused)["title"]) == (429, "too many at once")
    assert southern.send(method, url, body).status != 429


def test_forty_previews_of_one_installation_keep_no_other_waiting(world: World, door: Door, southern: Caller) -> None:
    taken_in(world, southern, 1)
    preview = f"/api/tasks/{listed(southern)['tasks'][0]['id']}/preview"
    world.wait()
    albion = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))

    async def all_at_once() -> tuple[list[int], int]:
        many = [asyncio.create_task(southern.ask("GET", preview)) for _ in range(40)]
        with silent_xero(world) as asked:
            while not asked.is_set():
                await asyncio.sleep(0.01)
            other = await asyncio.wait_for(albion.ask("GET", "/api/tasks"), PATIENCE / 2)
            while sum(one.done() for one in many) < len(many) - 1:  # they are refused while the first still waits
                await asyncio.sleep(0.01)
        return sorted(answer.status for answer in await asyncio.gather(*many)), other.status

    statuses, other = asyncio.run(all_at_once())
    assert (statuses, other) == ([200, *[429] * 39], 200)
