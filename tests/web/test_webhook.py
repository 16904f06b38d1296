"""Xero's webhooks, as they come through the platform: only what Xero has signed is believed."""

from __future__ import annotations

import pytest

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import looks
from sandbox.http import Response
from sandbox.xero import HARBOUR
from tests.web.door import Door
from tests.webhooks import body, event, signature
from tests.world import World

NOBODY_LISTENS = "postgresql://keeper:s3cret@127.0.0.1:1/books"


@pytest.fixture
def installation_id(world: World) -> InstallationId:
    installation_id = world.ready()
    world.buy(installation_id)
    world.sync(installation_id)
    return installation_id


def post(door: Door, sent: bytes, signed: str | None) -> Response:
    headers = {"Content-Type": "application/json"} | ({} if signed is None else {"x-xero-signature": signed})
    return door.nobody().send("POST", "/unauthorized/xero/webhook", sent, **headers)


def to_look_at(world: World, installation_id: InstallationId) -> int:
    now = world.clock()
    with world.app.runtime.database.transaction() as tx:
        return len(looks.claim(tx, installation_id, TenantId(HARBOUR), now=now, until=now, limit=10))


def of_our_invoice(world: World) -> bytes:
    [invoice] = world.books().invoices
    return body(event(invoice["InvoiceID"], HARBOUR))


def test_what_xero_has_signed_is_noted_and_answered_with_nothing(
    world: World, door: Door, installation_id: InstallationId
) -> None:
    sent, calls = of_our_invoice(world), len(world.xero.calls)
    answer = post(door, sent, signature(sent))

    assert (answer.status, answer.body) == (200, b"")
    assert not [name for name in answer.headers if name.lower() == "set-cookie"]
    assert to_look_at(world, installation_id) == 1
    assert len(world.xero.calls) == calls


@pytest.mark.parametrize("signed", [None, "", "bm9uc2Vuc2U=", "no base64", signature(b"another body")])
def test_what_is_not_signed_by_xero_is_refused(
    world: World, door: Door, installation_id: InstallationId, signed: str | None
) -> None:
    answer = post(door, of_our_invoice(world), signed)

    assert (answer.status, answer.body) == (401, b"")
    assert to_look_at(world, installation_id) == 0


def test_the_question_whether_we_listen_is_answered_by_its_signature(world: World, door: Door) -> None:
    question = body()
    assert post(door, question, signature(question)).status == 200
    assert post(door, question, signature(question, "another key")).status == 401


def test_without_a_key_nothing_is_believed(world: World, door: Door, installation_id: InstallationId) -> None:
    door.variables.update(XERO_WEBHOOK_KEY="changeme")
    sent = of_our_invoice(world)
    assert post(door, sent, signature(sent)).status == 401
    assert post(door, sent, signature(sent, "")).status == 401


def test_a_huge_body_is_refused(door: Door) -> None:
    sent = b" " * 1_000_001
    assert post(door, sent, signature(sent)).status == 413


def test_what_cannot_be_kept_now_is_to_be_told_again(door: Door, world: World) -> None:
    sent = body(event(HARBOUR, HARBOUR))
    door.variables.update(DATABASE_URL=NOBODY_LISTENS)
    assert post(door, sent, signature(sent)).status == 503
    door.variables.update(ENCRYPTION_KEYS="changeme")
    assert post(door, sent, signature(sent)).status == 503
