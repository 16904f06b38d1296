from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from connect_ext.storage import authorisations, beginnings, health, installations, links, system
from connect_ext.storage.database import Database
from connect_ext.storage.health import Health
from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.task import TaskStatus
from tests.storage.builders import LATER, NOW, OTHERS, TENANT, US, after, an_installation, claim, connect, store, write
from tests.storage.world import CUSTOMER_LINK, LINK, map_everything


def of_us(tx: Connection) -> Health:
    found = health.of(tx, US, LATER)
    assert found is not None
    return found


def test_of_nobody_nothing_is_told(database: Database) -> None:
    with database.transaction() as tx:
        assert health.of(tx, US, NOW) is None


def test_a_new_installation_waits_for_nothing_and_is_not_connected(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        found = of_us(tx)

    assert (found.account_name, found.connection, found.tenant_id) == ("Reseller", None, None)
    assert (found.waiting, found.oldest_waiting, found.needs_somebody) == (0, None, 0)
    assert (found.last_sent, found.checked_at) == (None, None)


def test_what_could_be_sent_is_counted_since_the_first_of_it_could(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        store(tx, "PR-1", due_at=NOW)
        store(tx, "PR-2", due_at=after(60))
        store(tx, "PR-3", due_at=after(1000))
        store(tx, "PR-4", due_at=None)
        found = of_us(tx)

    assert (found.waiting, found.oldest_waiting) == (2, NOW)


def test_what_needs_somebody_is_counted_apart_and_never_beyond_a_thousand(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "COUNTED_TO", 2)
    with database.transaction() as tx:
        connect(tx)
        for number in range(3):
            store(tx, f"PR-{number}", status=TaskStatus.ATTENTION, due_at=None)
        store(tx, "PR-9", status=TaskStatus.HELD, due_at=None)
        found = of_us(tx)

    assert (found.waiting, found.needs_somebody) == (0, 3)


def test_the_last_call_to_xero_and_a_broken_connection_are_told(database: Database) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        task_id = store(tx)
        claim(tx)
        write(tx, [("invoice:PR-1", [task_id])])
        authorisations.mark_broken(tx, US, made, "it was revoked", NOW)
        found = of_us(tx)

    assert (found.connection, found.why, found.last_sent) == (AuthorisationStatus.BROKEN, "it was revoked", NOW)


def test_installations_are_listed_by_id_page_by_page_without_those_that_left(database: Database) -> None:
    with database.transaction() as tx:
        for known in (US, OTHERS):
            installations.record(tx, an_installation(known), NOW)
        assert system.installed(tx, None, 10) == (US, OTHERS)
        assert system.installed(tx, None, 1) == (US,)
        assert system.installed(tx, US, 10) == (OTHERS,)
        installations.record(tx, an_installation(US, installed=False), NOW)

        assert system.installed(tx, None, 10) == (OTHERS,)


def test_an_installation_has_begun_once_something_is_mapped_and_something_made(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        assert (beginnings.any_mapped(tx, US, TENANT), beginnings.any_made(tx, US, TENANT)) == (False, False)
        links.put(tx, US, TENANT, CUSTOMER_LINK, picture=None, task_id=None, now=NOW)
        assert (beginnings.any_mapped(tx, US, TENANT), beginnings.any_made(tx, US, TENANT)) == (True, False)
        picture = {"Contact": {"ContactID": "c-1"}}
        links.put(tx, US, TENANT, LINK, picture=picture, task_id=task_id, now=NOW)

        assert beginnings.any_made(tx, US, TENANT)


def test_a_mapped_product_is_a_beginning_too(database: Database) -> None:
    with database.transaction() as tx:
        map_everything(tx)

        assert beginnings.any_mapped(tx, US, TENANT)
