from __future__ import annotations

import pytest
from connect.client import ClientError

from connect_ext.sync.connection.tokens import Access, access
from connect_ext.work.intent import Call
from sandbox.http import Request
from tests.sync.watching import open_intents
from tests.world import World


def test_at_every_write_an_open_intent_with_those_bytes_and_that_key_is_committed(world: World) -> None:
    installation_id = world.ready()
    seen = []

    def look(request: Request) -> None:
        if request.method == "PUT":
            written = [
                (found["body"].encode(), found["idempotency_key"]) for found in open_intents(world, installation_id)
            ]
            seen.append((request.body, request.headers["idempotency-key"]) in written)

    world.watchers.append(look)
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/Invoices")
    world.buy(installation_id)
    world.buy(installation_id, customer=world.who.brisbane)
    world.sync(installation_id)
    world.later(minutes=1)
    world.drain()

    assert seen == [True, True, True]  # the contacts, the invoices, and the invoices once more
    assert len(world.books().invoices) == 2


def test_after_a_good_answer_no_intent_stays_open(sqlite_world: World) -> None:
    installation_id = sqlite_world.ready()
    sqlite_world.buy(installation_id)
    sqlite_world.sync(installation_id)

    assert open_intents(sqlite_world, installation_id) == []


def test_no_transaction_is_open_during_any_call(world: World) -> None:
    """Calls to Xero and to Connect of an installation's whole life: consent, sync, lost answers, disconnect."""
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/Contacts")
    world.buy(installation_id)
    world.sync(installation_id)
    world.later(minutes=7)
    world.schedule_fires()
    world.later(hours=1)
    world.buy(installation_id)
    world.sync(installation_id)
    world.events({"id": installation_id}).on_installation(world.marketplace.uninstall({"id": installation_id}))

    assert world.inside_transactions == []
    assert len(world.books().invoices) == 2


def test_the_watch_for_writes_without_an_intent_can_see_one(sqlite_world: World) -> None:
    """Every story of a world ends with the statement that there were none."""
    world = sqlite_world
    installation_id = world.ready()
    found = access(world.app.runtime, installation_id)
    assert isinstance(found, Access)
    found.organisation.create(Call.CREATE_CONTACTS, '{"Contacts":[{"Name":"By no intent"}]}', "a key of nobody")

    assert world.unannounced == ["PUT /api.xro/2.0/Contacts"]
    world.unannounced.clear()


def test_the_watch_for_open_transactions_can_see_one(sqlite_world: World) -> None:
    with sqlite_world.app.runtime.database.transaction(), pytest.raises(ClientError, match="Not found"):
        sqlite_world.owner.products["PRD-1"].get()

    assert sqlite_world.inside_transactions == ["GET /public/v1/products/PRD-1"]
    sqlite_world.inside_transactions.clear()
