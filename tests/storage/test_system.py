from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, consents, endings, installations, intents, notices, system
from connect_ext.storage.database import Database
from connect_ext.storage.pausing import Pause
from connect_ext.work.authorisation import AuthorisationId, Consent
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskStatus
from tests.storage.builders import (
    LATER,
    NOW,
    OTHERS,
    TENANT,
    US,
    VAULT,
    a_notice,
    a_settlement,
    after,
    an_installation,
    claim,
    connect,
    store,
    tokens,
    write,
)

THIRD = InstallationId("EIN-3")


def with_work(tx: Connection, seconds: float = 0, limit: int = 10) -> tuple[InstallationId, ...]:
    return system.installations_with_work(tx, after(seconds), limit)


def test_an_installation_without_work_is_not_named(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        store(tx, due_at=None)
        assert with_work(tx) == ()


def test_an_untaken_notice_is_work_even_without_a_connection(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        notices.upsert(tx, a_notice())
        assert with_work(tx) == (US,)
        notices.mark_taken(tx, US, NoticeKind.ASSET_REQUEST, "PR-1", 1)
        assert with_work(tx) == ()


def test_a_task_is_work_once_it_is_due(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        store(tx, due_at=after(10))
        assert with_work(tx, 9) == ()
        assert with_work(tx, 10) == (US,)


def test_an_installation_that_is_gone_has_no_work(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        store(tx)
        installations.record(tx, an_installation(installed=False), NOW)
        assert with_work(tx) == ()


def test_what_cannot_be_claimed_is_no_work(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        first = store(tx, "PR-1", asset_id="AS-1")
        claim(tx)
        endings.settle(tx, US, owner="worker", settlements={first: a_settlement(TaskStatus.ATTENTION)}, now=NOW)
        store(tx, "PR-2", asset_id="AS-1")
        assert with_work(tx) == ()


@pytest.mark.parametrize("status", ["none", "broken", "ended"])
def test_tasks_of_an_installation_that_is_not_connected_are_no_work(database: Database, status: str) -> None:
    with database.transaction() as tx:
        made = connect(tx)
        store(tx)
        if status == "broken":
            authorisations.mark_broken(tx, US, made, "refused", NOW)
        else:
            authorisations.end(tx, US, made, "disconnected", NOW)
        assert with_work(tx) == ()


def test_tasks_of_a_paused_organisation_are_no_work_until_the_pause_ends(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        store(tx)
        system.pause(tx, "another app", TENANT, NOW, after(60), "limit")
        assert with_work(tx) == (US,)
        system.pause(tx, "app", TENANT, NOW, after(60), "limit")
        assert with_work(tx, 59) == ()
        assert with_work(tx, 60) == (US,)


def test_an_abandoned_intent_is_work_and_its_tasks_are_not(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        task_id = store(tx)
        claim(tx)
        intent = write(tx, [("invoice:PR-1", [task_id])])
        assert with_work(tx, 89) == ()
        assert with_work(tx, 90) == (US,)
        assert intents.postpone(tx, US, intent.id, "worker", after(500))
        assert with_work(tx, 499) == ()
        assert with_work(tx, 500) == (US,)


def test_the_one_that_has_waited_longest_comes_first(database: Database) -> None:
    with database.transaction() as tx:
        for installation_id, due in ((US, -1), (OTHERS, -3), (THIRD, -2)):
            connect(tx, installation_id)
            store(tx, installation_id=installation_id, due_at=after(due))
        assert with_work(tx) == (OTHERS, THIRD, US)
        notices.upsert(tx, a_notice(seen_at=after(-4)))
        assert with_work(tx, limit=2) == (US, OTHERS)


def test_a_consent_is_good_once(database: Database) -> None:
    with database.transaction() as tx:
        consents.add(tx, US, state_hash="hash", user_id="UR-1", client_id="app", expires_at=LATER, now=NOW)
        fresh = Consent(installation_id=US, user_id="UR-1", client_id="app", expires_at=LATER, used_at=None)
        assert system.take_consent(tx, "hash", after(1)) == fresh
        replayed = system.take_consent(tx, "hash", after(2))
        assert replayed is not None
        assert replayed.used_at == after(1)
        assert system.take_consent(tx, "another hash", NOW) is None


def test_an_organisation_is_used_per_app_by_connections_that_have_not_ended_and_are_not_left_out(
    database: Database,
) -> None:
    def used(*besides: AuthorisationId, client_id: str = "app", tenant_id: TenantId = TENANT) -> bool:
        return system.organisation_is_used(tx, client_id, tenant_id, besides=besides)

    with database.transaction() as tx:
        ours, theirs = connect(tx, US), connect(tx, OTHERS)
        assert used()
        assert used(ours)
        assert not used(ours, theirs)
        assert not used(client_id="another app")
        assert not used(tenant_id=TenantId("tenant-2"))
        authorisations.mark_broken(tx, OTHERS, theirs, "refused", NOW)
        assert used(ours)
        authorisations.end(tx, OTHERS, theirs, "disconnected", NOW)
        assert not used(ours)


def test_who_has_uninstalled_is_left_behind_until_no_token_is_left(database: Database) -> None:
    with database.transaction() as tx:
        made = {one: connect(tx, one) for one in (US, OTHERS, THIRD)}
        authorisations.add_pending(tx, VAULT, OTHERS, client_id="app", event_id="e", tokens=tokens("2"), now=NOW)
        assert system.left_behind(tx, 10) == ()
        installations.record(tx, an_installation(OTHERS, installed=False), after(2))
        installations.record(tx, an_installation(US, installed=False), after(1))
        assert system.left_behind(tx, 10) == (US, OTHERS)
        assert system.left_behind(tx, 1) == (US,)
        authorisations.end(tx, US, made[US], "gone", NOW)
        authorisations.end(tx, OTHERS, made[OTHERS], "gone", NOW)
        assert system.left_behind(tx, 10) == (OTHERS,)
        waiting = authorisations.pending(tx, VAULT, OTHERS)
        assert waiting is not None
        authorisations.end(tx, OTHERS, waiting.id, "gone", NOW)
        assert system.left_behind(tx, 10) == ()


def test_a_pause_is_per_app_and_organisation_and_only_gets_longer(database: Database) -> None:
    with database.transaction() as tx:
        assert system.paused(tx, "app", TENANT, NOW) is None
        system.pause(tx, "app", TENANT, NOW, after(100), "day limit")
        system.pause(tx, "app", TENANT, NOW, after(50), "minute limit")
        assert system.paused(tx, "app", TENANT, after(99)) == Pause(since=NOW, until=after(100), why="day limit")
        assert system.paused(tx, "app", TENANT, after(100)) is None
        assert system.paused(tx, "app", TenantId("tenant-2"), NOW) is None
        assert system.paused(tx, "another app", TENANT, NOW) is None
        system.pause(tx, "app", TENANT, after(99), after(200), "outage")
        assert system.paused(tx, "app", TENANT, after(150)) == Pause(since=NOW, until=after(200), why="outage")
