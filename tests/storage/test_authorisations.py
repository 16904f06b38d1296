from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from connect_ext.storage import authorisations
from connect_ext.storage.authorisation_tables import authorisations as rows
from connect_ext.storage.database import Database
from connect_ext.storage.vault import Vault
from connect_ext.work.authorisation import Authorisation, AuthorisationId, AuthorisationStatus
from tests.storage.builders import KEY, LATER, NOW, TENANT, US, VAULT, after, connect, tokens


def consented(tx: Connection, word: str = "first") -> AuthorisationId:
    return authorisations.add_pending(
        tx, VAULT, US, client_id="app", event_id=f"event-{word}", tokens=tokens(word), now=NOW
    )


def activated(tx: Connection, made: AuthorisationId) -> bool:
    return authorisations.activate(
        tx, US, made, tenant_id=TENANT, tenant_name="Books", connection_id="connection-1", now=LATER
    )


def find(tx: Connection, made: AuthorisationId) -> Authorisation:
    found = authorisations.find(tx, VAULT, US, made)
    assert found is not None
    return found


def leased(tx: Connection, made: AuthorisationId, owner: str, seconds: float = 0) -> bool:
    return authorisations.lease_refresh(tx, US, made, owner, after(seconds), after(seconds + 90))


def test_a_consent_is_pending_until_its_organisation_is_chosen(database: Database) -> None:
    with database.transaction() as tx:
        made = consented(tx)
        assert authorisations.current(tx, VAULT, US) is None
        assert authorisations.pending(tx, VAULT, US) == Authorisation(
            id=made,
            installation_id=US,
            status=AuthorisationStatus.PENDING,
            client_id="app",
            event_id="event-first",
            tenant_id=None,
            tenant_name="",
            connection_id=None,
            tokens=tokens(),
            why="",
            created_at=NOW,
            refreshed_at=NOW,
            changed_at=NOW,
        )
        assert activated(tx, made)
        assert not activated(tx, made)
        assert authorisations.pending(tx, VAULT, US) is None
        current = authorisations.current(tx, VAULT, US)
    assert current is not None
    assert (current.status, current.tenant_id, current.tenant_name) == (AuthorisationStatus.ACTIVE, TENANT, "Books")
    assert (current.connection_id, current.tokens) == ("connection-1", tokens())


def test_a_second_consent_ends_one_that_still_waits(database: Database) -> None:
    with database.transaction() as tx:
        first, second = consented(tx, "first"), consented(tx, "second")
        pending = authorisations.pending(tx, VAULT, US)
        assert pending is not None
        assert pending.id == second
        assert (find(tx, first).status, find(tx, first).tokens) == (AuthorisationStatus.ENDED, None)
        assert not activated(tx, first)


@pytest.mark.parametrize("broken", [False, True])
def test_a_new_connection_takes_the_place_of_the_former_and_erases_its_tokens(database: Database, broken: bool) -> None:
    with database.transaction() as tx:
        former = connect(tx)
        if broken:
            authorisations.mark_broken(tx, US, former, "refused", NOW)
        latter = consented(tx, "second")
        assert find(tx, former).tokens is not None
        assert activated(tx, latter)
        current = authorisations.current(tx, VAULT, US)
        assert current is not None
        assert current.id == latter
        assert (find(tx, former).status, find(tx, former).tokens) == (AuthorisationStatus.ENDED, None)


def test_a_broken_connection_stays_the_current_one_and_says_why(database: Database) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        authorisations.mark_broken(tx, US, made, "the user was removed", NOW)
        current = authorisations.current(tx, VAULT, US)
        assert current is not None
        assert (current.status, current.why) == (AuthorisationStatus.BROKEN, "the user was removed")
        assert not leased(tx, made, "worker")


def test_an_ended_connection_has_no_tokens_and_never_gets_any_again(database: Database) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        assert leased(tx, made, "worker")
        assert authorisations.end(tx, US, made, "disconnected", NOW)
        assert not authorisations.end(tx, US, made, "disconnected twice", NOW)
        assert authorisations.current(tx, VAULT, US) is None
        assert not authorisations.save_tokens(tx, VAULT, US, made, "worker", tokens("new"), NOW)
        assert not leased(tx, made, "worker", 1000)
        authorisations.mark_broken(tx, US, made, "refused", NOW)
        found = find(tx, made)
    assert (found.status, found.tokens, found.why) == (AuthorisationStatus.ENDED, None, "disconnected")


def test_one_worker_at_a_time_may_refresh_the_tokens(database: Database) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        assert leased(tx, made, "first")
        assert not leased(tx, made, "second", 89)
        assert not authorisations.save_tokens(tx, VAULT, US, made, "second", tokens("stolen"), NOW)
        assert authorisations.save_tokens(tx, VAULT, US, made, "first", tokens("new"), after(5))
        assert (find(tx, made).tokens, find(tx, made).refreshed_at) == (tokens("new"), after(5))
        assert not authorisations.save_tokens(tx, VAULT, US, made, "first", tokens("again"), after(6))
        assert leased(tx, made, "second", 7)


def test_a_refresh_lease_that_ran_out_goes_to_another_worker(database: Database) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        assert leased(tx, made, "first")
        assert leased(tx, made, "second", 90)
        authorisations.release_refresh(tx, US, made, "first")
        assert not leased(tx, made, "third", 91)
        authorisations.release_refresh(tx, US, made, "second")
        assert leased(tx, made, "third", 92)


def test_tokens_of_a_pending_consent_can_be_refreshed_too(database: Database) -> None:
    with database.transaction() as tx:
        made = consented(tx)
        assert leased(tx, made, "worker")
        assert authorisations.save_tokens(tx, VAULT, US, made, "worker", tokens("new"), NOW)
        assert find(tx, made).tokens == tokens("new")


def test_tokens_are_sealed_in_the_database(database: Database) -> None:
    with database.transaction() as tx:
        consented(tx)
        stored = tx.execute(select(rows.c.tokens)).scalar_one()
        assert "access" not in stored
        assert "refresh" not in stored
        locked = authorisations.pending(tx, Vault((Fernet.generate_key().decode(),)), US)
        assert locked is not None
        assert (locked.status, locked.tokens) == (AuthorisationStatus.BROKEN, None)
        assert "ENCRYPTION_KEYS" in locked.why
        rotated = Vault((Fernet.generate_key().decode(), KEY))
        assert authorisations.pending(tx, rotated, US) is not None


@pytest.mark.parametrize(
    "status", [AuthorisationStatus.ACTIVE, AuthorisationStatus.BROKEN, AuthorisationStatus.PENDING]
)
def test_the_database_itself_refuses_a_second_one(database: Database, status: AuthorisationStatus) -> None:
    with database.transaction() as tx:
        connect(tx)
        consented(tx, "second")
        with pytest.raises(IntegrityError), tx.begin_nested():
            tx.execute(rows.update().values(status=status))
