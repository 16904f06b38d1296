"""Who may call in a person's name: our own pages, for the account they were opened for, and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.http import Request, Response
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_routes import FOR_AN_INSTALLATION, FOR_THE_OWNER, filled
from tests.web.test_tasks import listed, taken_in
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@pytest.fixture
def albion(world: World, door: Door) -> Caller:
    return door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))


def title(answer: Response) -> tuple[int, str]:
    return answer.status, problem(answer)["title"]


def answers(caller: Caller, **headers: str) -> set[tuple[int, str]]:
    """Of every authenticated route."""
    every = FOR_AN_INSTALLATION.items()
    return {title(caller.send(method, filled(path), body, **headers)) for (method, path), body in every}


def test_the_routes_that_are_tried_here_are_those_of_the_description(door: Door) -> None:
    paths = door.nobody().get("/openapi/spec.json").json()["paths"]

    described = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert described - FOR_THE_OWNER == set(FOR_AN_INSTALLATION)


def test_a_call_that_does_not_say_which_page_it_comes_from_is_refused(southern: Caller) -> None:
    assert answers(southern.elsewhere()) == {(403, "not from our page")}


@pytest.mark.parametrize("source", ["cross-site", "same-site"])
def test_a_call_that_the_browser_knows_to_come_from_elsewhere_is_refused(southern: Caller, source: str) -> None:
    assert answers(southern, Sec_Fetch_Site=source) == {(403, "not from our page")}


def test_a_page_of_another_account_neither_reads_nor_changes_anything(southern: Caller, albion: Caller) -> None:
    assert answers(replace(albion, page=southern.page)) == {(409, "another installation")}


def test_a_page_that_does_not_know_its_account_changes_nothing(southern: Caller) -> None:
    lost = replace(southern, page="unknown")
    changes = {route for route in FOR_AN_INSTALLATION if route[0] != "GET"}

    assert {title(lost.send(method, filled(path), {})) for method, path in changes} == {(409, "another installation")}


EVIL = {"origin": "https://evil.example", "referer": "https://evil.example/", "sec-fetch-mode": "no-cors"}
WITHOUT_LEAVE = [{}, {"content-type": "text/plain"}, {"content-type": "application/x-www-form-urlencoded"}]
"""What a page may send anywhere without asking (https://fetch.spec.whatwg.org/#simple-header); older browsers do not
tell where it comes from."""


@pytest.mark.parametrize("head", WITHOUT_LEAVE)
def test_another_sites_page_sends_no_invoice(world: World, southern: Caller, head: dict[str, str]) -> None:
    taken_in(world, southern, 3)
    call = Request(method="POST", url="/api/sync", headers={**EVIL, **head}, body=b"{}")
    answer = southern.door.call(southern.options, call)
    world.wait()

    assert (answer.status, len(world.books().invoices)) == (403, 0)
    assert southern.post("/api/sync", {}).status == 202
    world.wait()
    assert len(world.books().invoices) == 3


def test_a_stale_pages_settings_are_not_saved_under_another_account(southern: Caller, albion: Caller) -> None:
    seen = southern.get("/api/settings").json()
    before = albion.get("/api/settings").json()
    seen["settings"]["reference"] = "Southern's own words"
    answer = replace(albion, page=southern.page).put("/api/settings", {**seen, "version": before["version"]})

    assert problem(answer)["detail"] == "This page was opened for another account. Reload it."
    assert albion.get("/api/settings").json() == before


def test_a_stale_page_syncs_nobody(world: World, southern: Caller, albion: Caller) -> None:
    taken_in(world, southern, 1)
    assert replace(southern, page=albion.page).post("/api/sync", {}).status == 409
    world.wait()

    assert world.books().invoices == ()
    assert listed(southern)["tasks"][0]["status"] == "pending"


def test_a_key_of_the_api_needs_no_page(world: World, door: Door) -> None:
    program = door.of(world.who.southern, world.ready(), call_source="api").elsewhere()

    assert program.get("/api/tasks").status == 200
    assert program.post("/api/check", {}).status == 200


def test_a_caller_of_which_the_platform_does_not_say_how_it_calls_is_taken_for_a_page(southern: Caller) -> None:
    options = {name: value for name, value in southern.options.items() if name != "call_source"}

    assert replace(southern, options=options).get("/api/tasks").status == 200
    assert replace(southern, options=options).elsewhere().get("/api/tasks").status == 403


@pytest.mark.parametrize("source", ["same-origin", "none"])
def test_what_the_browser_knows_to_be_our_own_passes(southern: Caller, source: str) -> None:
    assert southern.get("/api/tasks", Sec_Fetch_Site=source).status == 200


def test_a_page_learns_whom_it_belongs_to(world: World, southern: Caller) -> None:
    answer = replace(southern, page="unknown").get("/api/session")

    assert answer.json() == {
        "installation": southern.page, "account": world.who.southern.name, "user": world.who.southern.user_id,
    }  # fmt: skip


def test_every_answer_names_its_installation_and_is_kept_by_nobody(southern: Caller) -> None:
    for (method, path), body in FOR_AN_INSTALLATION.items():
        head = southern.send(method, filled(path), body).headers
        assert (head.get("x-installation"), head.get("cache-control")) == (southern.page, "no-store"), (method, path)
