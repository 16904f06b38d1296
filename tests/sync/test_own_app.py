"""An installation's own app at Xero: its consents, its tokens, its limits, and what becomes of a connection."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import own_apps
from connect_ext.storage.budget_tables import call_budgets
from connect_ext.sync.connection.consent import CallbackEnd, finish_consent, start_consent
from connect_ext.sync.connection.disconnect import disconnect
from connect_ext.sync.connection.own_app import ANOTHER_APP, Given, NotSaved, Verdict, remove, save, try_out
from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.task import Actor, TaskStatus
from sandbox.http import Request
from sandbox.xero import CLIENT_ID, FJORD, HARBOUR, OWN_CLIENT_ID, OWN_CLIENT_SECRET
from tests.sync.watching import INVOICES, TOKEN, at_xero, current, kept_tokens, keys, open_intents, sent, status, told
from tests.world import World

OWN = Given(client_id=OWN_CLIENT_ID, secret=OWN_CLIENT_SECRET, webhook_key="a-key-of-its-own")
TAKEN = Verdict(good=True, sure=True)
ANOTHER = "another-app"


def saved(world: World, installation_id: InstallationId, given: Given = OWN) -> Verdict | NotSaved:
    return save(world.app.runtime, installation_id, given, "UR-1")


def with_own_app(world: World, tenant: str = HARBOUR) -> InstallationId:
    """Southern, connected through its own app, with settings."""
    installation_id = world.install(world.who.southern)
    assert saved(world, installation_id) == TAKEN
    world.connect(installation_id, tenant)
    world.choose_settings(installation_id)
    return installation_id


def apps_that_called(world: World, tenant: str) -> set[str | None]:
    return {call.app for call in world.xero.calls if call.tenant == tenant}


def held_by(world: World, client_id: str) -> set[str]:
    user = world.xero.identity.user.user_id
    return {tenant for tenant in world.xero.tenants if world.xero.connections.find(client_id, user, tenant)}


def has_app(world: World, installation_id: InstallationId) -> bool:
    with world.app.runtime.database.transaction() as tx:
        return own_apps.find(tx, world.app.runtime.vault, installation_id) is not None


def test_an_own_app_is_consented_to_and_makes_the_invoice_and_nobody_elses(world: World) -> None:
    """Two installations, one with an own app: every call to each organisation bears the tokens of its app."""
    ours, theirs = with_own_app(world), world.ready(world.who.albion, FJORD)
    order = world.buy(ours)
    world.sync(ours)
    world.sync(theirs)

    assert status(world, ours, order) is TaskStatus.SYNCED
    assert (current(world, ours).client_id, current(world, theirs).client_id) == (OWN_CLIENT_ID, CLIENT_ID)
    assert apps_that_called(world, HARBOUR) == {OWN_CLIENT_ID}
    assert apps_that_called(world, FJORD) <= {CLIENT_ID}
    world.later(hours=1)
    again = world.buy(ours)
    world.sync(ours)
    assert status(world, ours, again) is TaskStatus.SYNCED, "its tokens are renewed through it"
    assert apps_that_called(world, HARBOUR) == {OWN_CLIENT_ID}


def test_limits_are_counted_for_each_app_by_itself(sqlite_world: World) -> None:
    world = sqlite_world
    ours = with_own_app(world)
    world.buy(ours)
    world.sync(ours)

    with world.app.runtime.database.transaction() as tx:
        counted = tx.execute(select(call_budgets.c.client_id, call_budgets.c.tenant_id)).all()
    assert {tuple(row) for row in counted} == {(OWN_CLIENT_ID, HARBOUR)}


@pytest.mark.parametrize("given", [Given(client_id=OWN_CLIENT_ID, secret="wrong"), Given(client_id="no", secret="x")])
def test_what_xero_does_not_take_is_not_saved(sqlite_world: World, given: Given) -> None:
    installation_id = sqlite_world.install(sqlite_world.who.southern)
    verdict = saved(sqlite_world, installation_id, given)

    assert isinstance(verdict, Verdict)
    assert (verdict.good, verdict.sure) == (False, True)
    assert "does not accept the app's client id and secret" in verdict.why
    assert not has_app(sqlite_world, installation_id)
    assert told(sqlite_world, installation_id, "connection.app") == []


def test_an_app_about_which_xero_cannot_be_asked_is_saved_and_a_wrong_one_says_so_at_the_consent(
    sqlite_world: World,
) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    world.xero.faults.break_before("POST", TOKEN)
    verdict = saved(world, installation_id, Given(client_id=OWN_CLIENT_ID, secret="wrong"))
    assert isinstance(verdict, Verdict)
    assert (verdict.sure, has_app(world, installation_id)) == (False, True)

    state, code = world.consent_at_xero(start_consent(world.app.runtime, installation_id, "UR-1"))
    ended = finish_consent(world.app.runtime, state=state, code=code, error="")

    assert ended.end is CallbackEnd.REFUSED
    [sentence] = told(world, installation_id, "consent.refused")
    assert "does not accept the app's client id and secret" in sentence
    assert "wrong" not in sentence


def test_a_try_saves_nothing_and_uses_the_kept_secret(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    assert try_out(world.app.runtime, installation_id, Given(client_id=OWN_CLIENT_ID)) is NotSaved.SECRET_MISSING
    assert try_out(world.app.runtime, installation_id, OWN) == TAKEN
    assert not has_app(world, installation_id)

    saved(world, installation_id)
    assert try_out(world.app.runtime, installation_id, Given(client_id=OWN_CLIENT_ID)) == TAKEN
    assert saved(world, installation_id, Given(client_id=ANOTHER)) is NotSaved.SECRET_MISSING
    assert saved(world, installation_id, Given(client_id=CLIENT_ID, secret="x")) is NotSaved.PROVIDERS


def test_an_own_app_ends_a_connection_of_the_providers_and_what_waits_goes_on_after_the_next_consent(
    world: World,
) -> None:
    ours, theirs = world.ready(), world.ready(world.who.albion)
    order = world.buy(ours)

    saved(world, ours)
    world.sync(ours)

    ended = current(world, ours)
    assert (ended.status, ended.why) == (AuthorisationStatus.BROKEN, ANOTHER_APP)
    assert current(world, theirs).status is AuthorisationStatus.ACTIVE
    assert at_xero(world) == {HARBOUR}, "others use it through the provider's app"
    assert status(world, ours, order) is TaskStatus.PENDING
    [sentence] = told(world, ours, "connection.app")
    assert sentence.endswith("Nothing is sent before somebody connects again; what waits then goes on.")
    world.connect(ours)
    world.drain()
    assert status(world, ours, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1
    assert held_by(world, OWN_CLIENT_ID) == {HARBOUR}


def test_another_secret_of_the_same_app_ends_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    ours = with_own_app(world)
    world.xero.register_app(OWN_CLIENT_ID, "changed", "Our Own Books")
    world.later(minutes=40)
    world.buy(ours)
    world.sync(ours)
    assert world.books().invoices == ()

    assert saved(world, ours, Given(client_id=OWN_CLIENT_ID, secret="changed")) == TAKEN
    world.later(minutes=2)
    world.drain()

    assert current(world, ours).status is AuthorisationStatus.ACTIVE
    assert len(world.books().invoices) == 1


def test_a_removed_app_leaves_nothing_at_xero_and_the_providers_goes_on(sqlite_world: World) -> None:
    world = sqlite_world
    ours = with_own_app(world)
    order = world.buy(ours)

    assert remove(world.app.runtime, ours, "UR-1")

    assert held_by(world, OWN_CLIENT_ID) == set()
    assert current(world, ours).why == ANOTHER_APP
    assert told(world, ours, "connection.app")[-1].startswith(
        "Removed the own Xero app. Removed at Xero, with the former app: Harbour Cloud Ltd."
    )
    assert not remove(world.app.runtime, ours, "UR-1")
    world.connect(ours)
    world.sync(ours)
    assert status(world, ours, order) is TaskStatus.SYNCED
    assert current(world, ours).client_id == CLIENT_ID


def test_where_xero_cannot_be_told_of_the_end_the_journal_says_what_to_do(sqlite_world: World) -> None:
    world = sqlite_world
    ours = with_own_app(world)
    world.xero.faults.break_before("GET", "/connections")

    remove(world.app.runtime, ours, "UR-1")

    assert "Xero could not be told; remove the former app there" in told(world, ours, "connection.app")[-1]
    assert current(world, ours).status is AuthorisationStatus.BROKEN


def test_a_consent_that_waits_or_comes_back_belongs_to_the_app_that_it_was_asked_for(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.install(world.who.southern)
    waits = world.consent_at_xero(start_consent(world.app.runtime, ours, "UR-1"))
    late = world.consent_at_xero(start_consent(world.app.runtime, ours, "UR-1"))
    assert finish(world, *waits) is CallbackEnd.GIVEN

    saved(world, ours)

    assert kept_tokens(world, ours) == 0
    assert finish(world, *late) is CallbackEnd.REFUSED
    assert kept_tokens(world, ours) == 0
    assert at_xero(world) == set()


def test_a_consent_to_an_app_that_was_removed_meanwhile_is_no_consent(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.install(world.who.southern)
    saved(world, ours)
    late = world.consent_at_xero(start_consent(world.app.runtime, ours, "UR-1"))
    remove(world.app.runtime, ours, "UR-1")

    assert finish(world, *late) is CallbackEnd.REFUSED
    assert "whose secret is not kept here any more" in told(world, ours, "consent.refused")[0]


def finish(world: World, state: str, code: str) -> CallbackEnd:
    return finish_consent(world.app.runtime, state=state, code=code, error="").end


def test_whoever_uninstalls_leaves_neither_tokens_nor_an_app(world: World) -> None:
    ours = with_own_app(world)
    world.uninstall(ours)

    assert not has_app(world, ours)
    assert kept_tokens(world, ours) == 0
    assert held_by(world, OWN_CLIENT_ID) == set()


def test_who_disconnects_keeps_the_app(sqlite_world: World) -> None:
    ours = with_own_app(sqlite_world)
    disconnect(sqlite_world.app.runtime, ours, Actor.PERSON, "a person asked for it")

    assert has_app(sqlite_world, ours)
    assert held_by(sqlite_world, OWN_CLIENT_ID) == set()


@pytest.mark.parametrize("minutes", [1, 7])
def test_an_answer_lost_to_the_former_app_is_never_sent_again_through_the_next(
    sqlite_world: World, minutes: int
) -> None:
    """Xero keeps keys per app, and lists as “created by my app” what that app made: both would make a second one."""
    world = sqlite_world
    ours = world.ready()
    world.xero.faults.lose_answer("PUT", INVOICES)
    order = world.buy(ours)
    world.sync(ours)
    assert len(open_intents(world, ours)) == 1

    saved(world, ours)
    world.connect(ours)
    world.later(minutes=minutes)
    world.drain()
    world.later(minutes=2)
    world.drain()

    assert len(keys(sent(world, "PUT", INVOICES))) == 1
    assert len(world.books().invoices) == 1
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_what_the_former_app_made_is_still_heard_of(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    order = world.buy(ours)
    world.sync(ours)
    saved(world, ours)
    world.connect(ours)
    world.later(hours=2)
    world.xero.person(HARBOUR).approve("INV-0001")
    before = len(world.wire.sent)

    world.schedule_fires()

    asked = [Request(method="GET", url=call.url).query for call in world.wire.sent[before:] if INVOICES in call.url]
    assert not [query for query in asked if "createdByMyApp" in query]
    assert len([query for query in asked if "IDs" in query]) == 1, f"the invoice of {order['id']} was looked at"


def test_the_tenant_is_the_same_through_either_app(sqlite_world: World) -> None:
    """So links, mappings and coverage stay what they are."""
    world = sqlite_world
    ours = world.ready()
    saved(world, ours)
    world.connect(ours)

    assert current(world, ours).tenant_id == TenantId(HARBOUR)
