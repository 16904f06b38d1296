"""The operator's shell, through its front door, on the database and the platform of a world."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.fernet import Fernet

from connect_ext.__main__ import main
from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations
from connect_ext.storage.vault import Vault
from tests.world import World


@dataclass(slots=True, kw_only=True)
class Shell:
    environ: dict[str, str]
    said: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """What the operator types next, line by line."""

    def run(self, *arguments: str) -> int:
        self.said.clear()
        return main(["--development", *arguments], self.environ, self.said.append, lambda _: self.typed.pop(0))


@pytest.fixture
def shell(world: World, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name, value in world.variables.items():
        monkeypatch.setenv(name, value)
    address = world.owner.endpoint.removeprefix("https://").removesuffix("/public/v1")
    environment = world.marketplace.environment.id
    return Shell(environ={"API_KEY": world.owner.api_key, "ENVIRONMENT_ID": environment, "SERVER_ADDRESS": address})


def rows(shell: Shell) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shell.said]


def sealed_tokens(world: World, vault: Vault, installation_id: InstallationId) -> object:
    with world.app.runtime.database.transaction() as tx:
        found = authorisations.current(tx, vault, installation_id)
    assert found is not None
    return found.tokens


def test_check_is_content_with_an_environment_in_which_somebody_has_installed(world: World, shell: Shell) -> None:
    world.install(world.who.southern)

    assert shell.run("check") == 0
    assert [line[:3] for line in shell.said] == ["ok ", "ok ", "ok "]


def test_check_names_each_thing_that_is_missing_and_shows_no_value(
    world: World, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEYS", "a-key-cut-short")
    monkeypatch.delenv("XERO_CLIENT_ID")

    assert shell.run("check") == 1
    assert shell.said == [
        "BAD ENCRYPTION_KEYS has a key that is no Fernet key (number 1 of the list).",
        "BAD XERO_CLIENT_ID is not set.",
        "ok  The database answers, and its schema is up to date.",
        "BAD There is no schedule: save the settings of any installation to make it.",
    ]


def test_outside_of_development_a_file_is_no_database(world: World, shell: Shell) -> None:
    said: list[str] = []

    assert main(["check"], {}, said.append, input) == 1
    assert "DATABASE_URL is a SQLite file" in said[0]
    assert said[1:] == [
        "BAD There is no database to look at.",
        "BAD API_KEY and ENVIRONMENT_ID are needed to look for the schedule.",
    ]


def test_a_database_that_is_away_is_said_without_its_address(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://keeper:s3cret@127.0.0.1:1/books")

    assert shell.run("status") == 1
    assert shell.said == ["The database cannot be reached."]


def test_status_says_what_waits_and_what_was_sent_without_a_word_of_customers(world: World, shell: Shell) -> None:
    southern, albion = world.ready(), world.install(world.who.albion)
    world.buy(southern)
    world.sync(southern)

    assert shell.run("status") == 0
    [first, second] = sorted(shell.said, key=lambda line: not line.startswith(southern))
    assert first.startswith(
        f"{southern} {world.who.southern.id} connected waiting=0 oldest=- needs_somebody=0 last_sent="
    )
    assert "last_sent=2026-11-21T01:01:00Z" in first
    assert second.startswith(f"{albion} {world.who.albion.id} not connected waiting=0")
    assert world.who.sydney["name"] not in first + second


def test_drain_works_off_what_is_due(world: World, shell: Shell) -> None:
    southern = world.ready(auto_sync="every_five_minutes")
    world.buy(southern)

    assert shell.run("drain") == 0
    assert len(world.books().invoices) == 1


def test_drain_needs_the_runners_key(world: World, shell: Shell) -> None:
    del shell.environ["API_KEY"]

    assert shell.run("drain") == 1


def test_with_a_new_first_key_everything_is_sealed_anew_and_the_old_one_can_go(
    world: World, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    southern = world.ready()
    [old], new = world.config.encryption_keys, Fernet.generate_key().decode()
    before = sealed_tokens(world, Vault((old,)), southern)
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{new},{old}")

    assert shell.run("rotate-keys") == 0
    assert shell.said == ["Sealed with the first key: 1. Opened by none of the keys, left alone: 0."]
    assert sealed_tokens(world, Vault((new,)), southern) == before


def test_a_secret_that_no_key_opens_is_told(world: World, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    world.ready()
    monkeypatch.setenv("ENCRYPTION_KEYS", Fernet.generate_key().decode())

    assert shell.run("rotate-keys") == 1
    assert shell.said == ["Sealed with the first key: 0. Opened by none of the keys, left alone: 1."]


def test_an_export_has_the_orders_the_exact_calls_and_the_journal_and_no_token(world: World, shell: Shell) -> None:
    southern, albion = world.ready(), world.install(world.who.albion)
    order = world.buy(southern)
    world.sync(southern)

    assert shell.run("export", southern) == 0
    found = rows(shell)
    assert {"tasks", "intents", "links", "coverage", "journal", "settings"} <= {one["table"] for one in found}
    assert {one["row"]["installation_id"] for one in found} == {southern} != {albion}
    assert order["id"] in {one["row"].get("order_key") for one in found}
    assert not any("tokens" in one["row"] for one in found)


def test_who_has_it_installed_is_not_erased(world: World, shell: Shell) -> None:
    southern = world.ready()
    shell.typed = [southern, southern]

    assert shell.run("erase") == 1
    assert shell.said == [f"{southern} has the extension installed: it must be uninstalled first. Nothing was erased."]


def test_who_has_left_is_erased_once_the_id_was_typed_twice(world: World, shell: Shell) -> None:
    southern = world.ready()
    world.buy(southern)
    world.sync(southern)
    world.uninstall(southern)
    shell.typed = [southern, "EIN-1", southern, southern, southern, southern]

    assert shell.run("erase") == 1
    assert shell.said == ["The two are not the same. Nothing was erased."]
    assert shell.run("erase") == 0
    assert shell.said[0].startswith("Erased ")
    assert shell.run("export", southern) == 0
    assert shell.said == []
    assert shell.run("erase") == 1
    assert shell.said == [f"Nothing is kept of {southern}."]
    assert len(world.books().invoices) == 1, "what Xero has is the customer's"
