from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.engine import Connection

from connect_ext.storage import apps_used, authorisations, installations, own_apps, system, whole_installation
from connect_ext.storage.database import Database
from connect_ext.storage.own_app_tables import own_apps as rows
from connect_ext.storage.own_apps import Kept, OwnApp
from connect_ext.storage.resealing import Resealed, reseal
from connect_ext.storage.vault import Vault
from tests.storage.builders import NOW, OTHERS, TENANT, US, VAULT, after, an_installation, connect

APP = OwnApp(
    client_id="app-1",
    secret=Kept(value="hush", since=NOW, by="UR-1"),
    webhook_key=Kept(value="key", since=after(60), by="UR-2"),
)


def save(tx: Connection, vault: Vault = VAULT, client_id: str = "app-1") -> None:
    own_apps.save(tx, vault, US, client_id=client_id, secret="hush", user_id="UR-1", now=NOW)


def saved(tx: Connection, vault: Vault = VAULT) -> None:
    save(tx, vault)
    own_apps.save_webhook_key(tx, vault, US, "key", "UR-2", after(60))


def test_what_is_saved_is_found_with_who_has_given_it_when(database: Database) -> None:
    with database.transaction() as tx:
        assert own_apps.find(tx, VAULT, US) is None
        saved(tx)
        assert own_apps.find(tx, VAULT, US) == APP


def test_neither_the_row_nor_a_repr_shows_a_secret(database: Database) -> None:
    with database.transaction() as tx:
        saved(tx)
        row, found = str(tx.execute(select(rows)).one()), repr(own_apps.find(tx, VAULT, US))

    assert "app-1" in row
    assert "app-1" in found
    assert not [word for word in ("hush", "'key'") for text in (row, found) if word in text]


def test_another_secret_of_the_same_app_leaves_its_webhook_key(database: Database) -> None:
    with database.transaction() as tx:
        saved(tx)
        save(tx)
        assert own_apps.find(tx, VAULT, US) == APP


def test_another_app_has_another_webhook_key(database: Database) -> None:
    with database.transaction() as tx:
        saved(tx)
        save(tx, client_id="app-2")
        found = own_apps.find(tx, VAULT, US)

    assert found == OwnApp(client_id="app-2", secret=APP.secret, webhook_key=None)


def test_a_key_without_an_app_is_not_kept(database: Database) -> None:
    with database.transaction() as tx:
        own_apps.save_webhook_key(tx, VAULT, US, "key", "UR-2", NOW)
        assert own_apps.find(tx, VAULT, US) is None


def test_a_removed_app_leaves_nothing(database: Database) -> None:
    with database.transaction() as tx:
        saved(tx)
        assert own_apps.remove(tx, US)
        assert not own_apps.remove(tx, US)
        assert own_apps.find(tx, VAULT, US) is None


def test_what_no_key_opens_is_kept_without_a_value(database: Database) -> None:
    lost = Vault((Fernet.generate_key().decode(),))
    with database.transaction() as tx:
        saved(tx)
        found = own_apps.find(tx, lost, US)

    assert found is not None
    assert found.webhook_key is not None
    assert (found.client_id, found.secret.value, found.webhook_key.value) == ("app-1", None, None)


def test_a_change_of_keys_seals_both_secrets_anew(database: Database) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    with database.transaction() as tx:
        saved(tx, Vault((old,)))
        assert system.sealed(tx) == (US,)
        assert reseal(tx, Vault((new,)), US) == Resealed(done=0, lost=2)
        assert reseal(tx, Vault((new, old)), US) == Resealed(done=2, lost=0)
        assert own_apps.find(tx, Vault((new,)), US) == APP


def test_an_export_has_no_secret_of_it(database: Database) -> None:
    with database.transaction() as tx:
        saved(tx)
        [row], _ = whole_installation.page(tx, US, "own_apps", None, 10)

    assert row["client_id"] == "app-1"
    assert not {"secret", "webhook_key"} & set(row)


@pytest.mark.parametrize("installed", [True, False])
def test_an_app_of_whoever_has_uninstalled_is_left_behind(database: Database, *, installed: bool) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(US, installed=installed), NOW)
        installations.record(tx, an_installation(OTHERS, installed=False), NOW)
        saved(tx)
        assert system.left_behind(tx, 10) == (() if installed else (US,))


def test_documents_of_another_app_are_known_of_by_the_consents_of_the_account(database: Database) -> None:
    with database.transaction() as tx:
        ended = connect(tx, US, client_id="first")
        own = (US, TENANT)
        assert not system.was_reached_through_another_app(tx, *own, "first")
        assert system.was_reached_through_another_app(tx, *own, "second")
        authorisations.end(tx, US, ended, "", NOW)
        assert system.was_reached_through_another_app(tx, *own, "second")
        theirs = an_installation(OTHERS, account_id="VA-another")
        installations.record(tx, theirs, NOW)
        assert not system.was_reached_through_another_app(tx, OTHERS, TENANT, "second")
        installations.record(tx, an_installation(OTHERS), NOW)
        assert system.was_reached_through_another_app(tx, OTHERS, TENANT, "second"), "a former one of the account"


def test_each_moment_has_its_app(database: Database) -> None:
    with database.transaction() as tx:
        assert apps_used.app_at(tx, US, TENANT, NOW) is None
        connect(tx, US, client_id="first")
        assert apps_used.app_at(tx, US, TENANT, NOW) is None
        assert apps_used.app_at(tx, US, TENANT, after(1)) == "first"
