"""Whatever Xero or a proxy before it answers: the failure is classified, nothing is lost or doubled, no worker dies,
and no secret reaches a log."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from connect_ext.work.task import TaskStatus
from sandbox.http import Response, html_response, json_response
from tests.sync.watching import CONTACTS, INVOICES, open_intents, status
from tests.world import World

S = TaskStatus
BASE = "/api.xro/2.0"
READS = ("Organisation", "Accounts", "TaxRates", "Currencies", "BrandingThemes", "Contacts")
SECRET = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjFDQUY4RTY2NzcyRDZEQz"


def raw(status: int, body: bytes, content_type: str = "application/json", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status=status, headers={"content-type": content_type, **named}, body=body)


ANSWERS = {
    "half of a JSON": raw(200, b'{"Invoices": [{"InvoiceID": "4f'),
    "no bytes": raw(200, b""),
    "a page of a proxy": html_response(200, f"<html>Sign in, ana@linden.example: {SECRET}</html>"),
    "another kind of JSON": json_response(200, ["Invoices"]),
    "a list of nothing": json_response(200, {"Invoices": None, "Contacts": [None], "Organisations": "none"}),
    "no ids": json_response(200, {name: [{}] for name in ("Invoices", "Contacts", "Organisations", "Accounts")}),
    "deep": raw(200, b"[" * 200_000),
    "a number without end": raw(200, b'{"Invoices": [{"InvoiceID": "1", "Total": 1e999999999}]}'),
    "a number of many digits": raw(200, b'{"Contacts": ' + b"9" * 9000 + b"}"),
    "no text": raw(200, b"\xff\xfe\x00\xd8" * 100),
    "ten megabytes": raw(200, b'{"Invoices": "' + b"x" * 10_000_000 + b'"}'),
    "more than is read": raw(200, b" " * 21_000_000),
    "a redirect": raw(302, b"", location="https://elsewhere.example/?token=" + SECRET),
    "a redirect for ever": raw(308, b"", location="/api.xro/2.0/Invoices"),
    "a teapot": raw(418, b"short and stout", "text/plain"),
    "nothing at all": raw(204, b""),
    "a page of trouble": html_response(502, "<html><body>Bad gateway</body></html>"),
    "an early answer": raw(400, b"<html>Bad Request</html>", "text/html"),
    "strange limits": raw(429, b"", retry_after="-5", x_rate_limit_problem="\u00e9"),
}
each_answer = pytest.mark.parametrize("answer", [pytest.param(answer, id=name) for name, answer in ANSWERS.items()])


@pytest.fixture
def world(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    caplog.set_level(logging.DEBUG)
    made = World(sqlite_url)
    seen: set[str] = set()
    made.watchers.append(lambda request: seen.add(request.headers.get("authorization", "").partition(" ")[2]))
    yield made
    made.close()
    config = made.config
    for secret in {*seen, *config.encryption_keys, config.xero_client_secret, made.owner.api_key, SECRET} - {""}:
        assert secret not in caplog.text
    assert "ana@linden.example" not in caplog.text
    assert "Traceback" not in caplog.text
    ours = [found for found in caplog.records if found.name.startswith("connect_ext")]
    mistakes = [found.getMessage() for found in ours if found.levelname == "ERROR"]
    assert mistakes == [], "it was classified, and is no mistake of ours"


def all_in_books(world: World, orders: list[dict[str, Any]]) -> bool:
    return Counter(invoice["Reference"] for invoice in world.books().invoices) == Counter(one["id"] for one in orders)


def until_calm(world: World, installation_id: Any, orders: list[dict[str, Any]]) -> None:
    """Time passes; whoever is asked for help presses Sync."""
    for _ in range(8):
        world.later(minutes=30)
        if any(status(world, installation_id, order) in (S.ATTENTION, S.FAILED) for order in orders):
            world.sync(installation_id)
        world.drain()


@each_answer
@pytest.mark.parametrize(("path", "done"), [(CONTACTS, True), (INVOICES, True), (INVOICES, False)])
def test_an_answer_to_a_write(world: World, path: str, done: bool, answer: Response) -> None:
    """It may be that Xero has done the work and a proxy spoilt the answer, or that nobody ever saw the request."""
    installation_id = world.ready()
    orders = [world.buy(installation_id), world.buy(installation_id, customer=world.who.brisbane)]
    if done and answer.status != 429:
        world.answer_instead("PUT", path, answer)
    else:
        world.xero.faults.reply("PUT", path, answer)
    world.sync(installation_id)
    for order in orders:
        task = world.task(installation_id, order["id"])
        assert task.status in (S.UNCERTAIN, S.ATTENTION, S.WAITING, S.PENDING), task.status
        assert task.reason, "there is evidence"
        assert SECRET not in task.reason
    until_calm(world, installation_id, orders)

    assert all_in_books(world, orders)
    assert {status(world, installation_id, order) for order in orders} == {S.SYNCED}
    assert len(world.books().contacts) == 2
    assert open_intents(world, installation_id) == []


@pytest.mark.parametrize(("answer", "resource"), list(zip(ANSWERS.values(), cycle(READS), strict=False)))
def test_an_answer_to_a_read(world: World, answer: Response, resource: str) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id)]
    world.xero.faults.reply("GET", f"{BASE}/{resource}", answer)
    world.sync(installation_id)
    task = world.task(installation_id, orders[0]["id"])
    assert task.status is S.SYNCED or task.reason, "there is evidence"
    until_calm(world, installation_id, orders)

    assert all_in_books(world, orders)
    assert status(world, installation_id, orders[0]) is S.SYNCED


@each_answer
def test_an_answer_to_the_read_after_a_lost_send(world: World, answer: Response) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id)]
    world.xero.faults.lose_answer("PUT", INVOICES)
    world.sync(installation_id)
    world.xero.faults.reply("GET", INVOICES, answer)
    until_calm(world, installation_id, orders)
    assert all_in_books(world, orders)
    assert status(world, installation_id, orders[0]) is S.SYNCED


@each_answer
def test_an_answer_to_a_refresh_of_the_tokens(world: World, answer: Response) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id)]
    world.later(hours=1)
    world.xero.faults.reply("POST", "/connect/token", answer)
    world.sync(installation_id)
    until_calm(world, installation_id, orders)
    assert all_in_books(world, orders)
    assert status(world, installation_id, orders[0]) is S.SYNCED


ELEMENTS: dict[str, dict[str, Any]] = {
    "a status of tomorrow": {"Status": "FROZEN"},
    "a currency of tomorrow": {"CurrencyCode": "XXQ"},
    "a total that is no number": {"Total": "many"},
    "a total that is endless": {"Total": 1e308},
    "no lines": {"LineItems": None},
    "lines that are none": {"LineItems": [None, 7]},
    "a day that is none": {"Date": "/Date(99999999999999999)/"},
    "a day in words": {"DateString": "soon"},
    "no contact": {"Contact": None},
    "another type": {"Type": "ACCPAY"},
    "errors that are none": {"ValidationErrors": "no"},
}


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in ELEMENTS.items()])
def test_an_element_of_an_answer_that_makes_no_sense(world: World, change: dict[str, Any]) -> None:
    """Xero has made the invoice all the same: it is linked, or found again, and never made twice."""
    installation_id = world.ready()
    orders = [world.buy(installation_id)]
    [(name, value)] = change.items()
    world.xero.faults.replace_value("PUT", INVOICES, name, value)
    world.sync(installation_id)
    until_calm(world, installation_id, orders)
    assert all_in_books(world, orders)
    task = world.task(installation_id, orders[0]["id"])
    assert task.status is S.SYNCED or task.problems
