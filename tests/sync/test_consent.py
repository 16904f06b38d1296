from __future__ import annotations

import pytest

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations
from connect_ext.sync.connection.choice import choices, choose
from connect_ext.sync.connection.consent import Callback, CallbackEnd, finish_consent, start_consent
from connect_ext.work.authorisation import AuthorisationStatus
from sandbox.http import Request
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import TOKEN, at_xero, current, events, kept_tokens, on, sent, told
from tests.world import World


def asked(world: World, installation_id: InstallationId) -> str:
    return start_consent(world.app.runtime, installation_id, "UR-1")


def finish(world: World, state: str, code: str = "", error: str = "") -> Callback:
    return finish_consent(world.app.runtime, state=state, code=code, error=error)


def state_of(url: str) -> str:
    return Request(method="GET", url=url).query["state"]


def has_pending(world: World, installation_id: InstallationId) -> bool:
    with world.app.runtime.database.transaction() as tx:
        return authorisations.pending(tx, world.app.runtime.vault, installation_id) is not None


def test_a_consent_waits_until_a_person_chooses_the_organisation(world: World) -> None:
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))

    assert finish(world, state, code) == Callback(end=CallbackEnd.GIVEN, account="Southern Cross Cloud")
    offered = choices(world.app.runtime, installation_id)
    assert offered is not None
    assert {found.tenant_name for found in offered.organisations} == {"Harbour Cloud Ltd", "Fjord Reseller AS"}
    chosen = choose(world.app.runtime, installation_id, TenantId(FJORD), "UR-1")
    assert chosen is not None
    assert current(world, installation_id).tenant_name == "Fjord Reseller AS"
    assert not has_pending(world, installation_id)


def test_the_state_itself_is_never_stored(sqlite_world: World) -> None:
    installation_id = sqlite_world.install(sqlite_world.who.southern)
    state = state_of(asked(sqlite_world, installation_id))

    with sqlite_world.app.runtime.database.transaction() as tx:
        rows = tx.exec_driver_sql("SELECT * FROM consents").all()
    assert len(rows) == 1
    assert state not in str(rows)


def test_a_person_who_says_no_leaves_everything_as_it_was(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    before = current(world, installation_id)
    ended = finish(world, state_of(asked(world, installation_id)), error="access_denied")

    assert ended.end is CallbackEnd.DENIED
    assert current(world, installation_id) == before


def test_a_state_is_good_once(world: World) -> None:
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    finish(world, state, code)

    assert finish(world, state, code).end is CallbackEnd.REPLAYED
    assert len(sent(world, "POST", TOKEN)) == 1, "a replayed code would revoke what it gave"


def test_a_state_is_good_for_ten_minutes(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    world.later(minutes=10)

    assert finish(world, state, code).end is CallbackEnd.EXPIRED
    assert not has_pending(world, installation_id)


def test_a_state_that_nobody_asked_for_is_unknown(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    _, code = world.consent_at_xero(asked(world, installation_id))

    assert finish(world, "made-up", code) == Callback(end=CallbackEnd.UNKNOWN)
    assert sent(world, "POST", TOKEN) == []


def test_a_code_that_xero_refuses_connects_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state = state_of(asked(world, installation_id))

    assert finish(world, state, "made-up").end is CallbackEnd.REFUSED
    assert not has_pending(world, installation_id)


def test_an_expired_code_connects_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    world.later(minutes=6)

    assert finish(world, state, code).end is CallbackEnd.REFUSED


def test_what_xero_refuses_is_told_in_the_journal_and_the_log(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    finish(world, state_of(asked(world, installation_id)), "made-up")

    assert f"consent.refused installation={installation_id} code=invalid_grant" in caplog.messages
    [sentence] = told(world, installation_id, "consent.refused")
    assert sentence.startswith("Xero did not complete the consent: ")
    assert "invalid_grant" in sentence
    assert "made-up" not in sentence + caplog.text


def test_a_consent_that_comes_back_after_uninstalling_leaves_no_tokens_here_and_nothing_at_xero(world: World) -> None:
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    world.uninstall(installation_id)

    assert finish(world, state, code).end is CallbackEnd.UNINSTALLED
    assert kept_tokens(world, installation_id) == 0
    assert at_xero(world) == set()


def test_whoever_uninstalls_while_the_code_is_traded_leaves_no_tokens_either(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    world.watchers.append(on("POST", TOKEN, lambda _: world.uninstall(installation_id)))

    assert finish(world, state, code).end is CallbackEnd.UNINSTALLED
    assert kept_tokens(world, installation_id) == 0


def test_a_consent_of_an_installation_that_is_not_known_keeps_no_tokens(sqlite_world: World) -> None:
    stranger = InstallationId("EIN-0000-0000-0001")
    state, code = sqlite_world.consent_at_xero(asked(sqlite_world, stranger))

    assert finish(sqlite_world, state, code) == Callback(end=CallbackEnd.UNINSTALLED)
    assert kept_tokens(sqlite_world, stranger) == 0


def test_whoever_brings_a_state_the_consent_is_the_asking_installations(world: World) -> None:
    """An attacker who gets a victim to finish the attacker's consent, or the other way round, wins nothing: the
    tokens wait at the installation whose state it is, for a signed-in person of that installation."""
    ours, theirs = world.install(world.who.southern), world.install(world.who.albion)
    state, code = world.consent_at_xero(asked(world, ours))
    finish(world, state, code)

    assert has_pending(world, ours)
    assert not has_pending(world, theirs)
    assert choices(world.app.runtime, theirs) is None
    assert choose(world.app.runtime, theirs, TenantId(HARBOUR), "UR-2") is None


def test_an_organisation_outside_the_consent_cannot_be_chosen(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    finish(world, state, code)

    assert choose(world.app.runtime, installation_id, TenantId("another"), "UR-1") is None
    assert has_pending(world, installation_id)


def test_of_two_people_who_choose_at_once_one_is_heard(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(asked(world, installation_id))
    finish(world, state, code)
    second: list[object] = []

    def another(_: Request) -> None:
        second.append(choose(world.app.runtime, installation_id, TenantId(FJORD), "UR-2"))

    world.watchers.append(on("GET", "/connections", another))
    first = choose(world.app.runtime, installation_id, TenantId(HARBOUR), "UR-1")

    assert first is None
    assert second[0] is not None
    assert current(world, installation_id).tenant_id == FJORD
    assert events(world, installation_id).count("connection.active") == 1


def test_a_second_consent_replaces_the_first_only_when_it_is_chosen(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    first = current(world, installation_id)
    state, code = world.consent_at_xero(asked(world, installation_id))
    finish(world, state, code)
    assert current(world, installation_id) == first

    choose(world.app.runtime, installation_id, TenantId(FJORD), "UR-1")
    second = current(world, installation_id)
    assert (second.tenant_id, second.status) == (FJORD, AuthorisationStatus.ACTIVE)
    with world.app.runtime.database.transaction() as tx:
        former = authorisations.find(tx, world.app.runtime.vault, installation_id, first.id)
    assert former is not None
    assert (former.status, former.tokens) == (AuthorisationStatus.ENDED, None)
