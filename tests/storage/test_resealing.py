from __future__ import annotations

from cryptography.fernet import Fernet

from connect_ext.storage import authorisations, system
from connect_ext.storage.database import Database
from connect_ext.storage.resealing import Resealed, reseal
from connect_ext.storage.vault import Vault
from tests.storage.builders import NOW, OTHERS, US, connect, tokens

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def connected(database: Database) -> None:
    """Both, with tokens that the old key has sealed."""
    with database.transaction() as tx:
        for who in (US, OTHERS):
            connect(tx, who)
            authorisations.add_pending(
                tx, Vault((OLD,)), who, client_id="app", event_id="e", tokens=tokens("first"), now=NOW
            )


def test_after_it_the_new_key_alone_opens_what_the_old_one_sealed(database: Database) -> None:
    connected(database)
    with database.transaction() as tx:
        assert reseal(tx, Vault((NEW, OLD)), US).done == 1
        found = authorisations.pending(tx, Vault((NEW,)), US)
        others = authorisations.pending(tx, Vault((NEW,)), OTHERS)

    assert found is not None
    assert found.tokens == tokens("first")
    assert others is not None
    assert others.tokens is None, "theirs was not sealed anew"


def test_what_no_key_opens_is_counted_and_stays_as_it_is(database: Database) -> None:
    connected(database)
    with database.transaction() as tx:
        assert reseal(tx, Vault((NEW,)), US) == Resealed(done=0, lost=2)
        found = authorisations.pending(tx, Vault((OLD,)), US)

    assert found is not None
    assert found.tokens == tokens("first")


def test_whoever_has_secrets_here_is_named_once(database: Database) -> None:
    with database.transaction() as tx:
        assert system.sealed(tx) == ()
    connected(database)
    with database.transaction() as tx:
        assert system.sealed(tx) == (US, OTHERS)
