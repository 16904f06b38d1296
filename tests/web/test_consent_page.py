"""Where the browser lands on its way back from Xero: nobody is signed in here, and a person reads the page."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.storage import journal
from sandbox.http import Response
from tests.web.door import Caller, Door
from tests.world import World

NOBODY_LISTENS = "postgresql://keeper:s3cret@127.0.0.1:1/books"


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def state_and_code(world: World, caller: Caller) -> tuple[str, str]:
    return world.consent_at_xero(caller.post("/api/connection/consent").json()["authorize_url"])


def back(door: Door, **query: str) -> Response:
    fields = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return door.nobody().get(f"/unauthorized/xero/callback?{fields}")


def heading(page: Response) -> str:
    found = re.search(r"<h1>(.*)</h1>", page.body.decode())
    assert found is not None
    return found[1]


def connection_of(caller: Caller) -> str:
    status: str = caller.get("/api/connection").json()["status"]
    return status


def test_a_consent_that_was_given(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (200, "Xero said yes")
    assert connection_of(southern) == "pending"


def test_a_consent_that_was_denied(world: World, door: Door, southern: Caller) -> None:
    state, _ = state_and_code(world, southern)
    page = back(door, state=state, error="access_denied")

    assert (page.status, heading(page)) == (200, "Nothing was connected")
    assert connection_of(southern) == "none"


def test_an_error_that_xero_reports(world: World, door: Door, southern: Caller) -> None:
    state, _ = state_and_code(world, southern)
    page = back(door, state=state, error="server_error")

    assert (page.status, heading(page)) == (400, "Xero did not complete the consent")


def test_a_link_that_was_used_already(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    back(door, state=state, code=code)
    calls = len(world.xero.calls)
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (400, "This link was used already")
    assert len(world.xero.calls) == calls
    assert connection_of(southern) == "pending"


def test_a_link_that_has_expired(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    world.later(minutes=10)
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (400, "This link has expired")
    assert connection_of(southern) == "none"


@pytest.mark.parametrize("query", [{}, {"state": ""}, {"state": "made-up", "code": "x"}, {"error": "access_denied"}])
def test_a_state_that_nobody_asked_for(world: World, door: Door, query: dict[str, str]) -> None:
    page = back(door, **query)

    assert (page.status, heading(page)) == (400, "This link is not ours")
    assert world.xero.calls == []


def test_a_code_that_xero_refuses(world: World, door: Door, southern: Caller) -> None:
    state, _ = state_and_code(world, southern)
    page = back(door, state=state, code="made-up")

    assert (page.status, heading(page)) == (400, "Xero did not complete the consent")
    assert connection_of(southern) == "none"


def test_a_return_without_a_code(world: World, door: Door, southern: Caller) -> None:
    state, _ = state_and_code(world, southern)
    calls = len(world.xero.calls)
    page = back(door, state=state)

    assert (page.status, heading(page)) == (400, "Xero did not complete the consent")
    assert len(world.xero.calls) == calls


def test_xero_is_away_when_the_code_is_to_be_traded(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    world.xero.faults.break_before("POST", "/connect/token")
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (400, "Xero did not complete the consent")
    assert "Southern Cross Cloud" in page.body.decode()


def test_the_page_names_the_account_that_asked_whoever_opens_it(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    state, code = state_and_code(world, southern)
    page = door.nobody().get(
        f"/unauthorized/xero/callback?state={state}&code={code}",
        X_Connect_Installation_Id=albion.options["installation_id"],
    )

    assert "Southern Cross Cloud" in page.body.decode()
    assert "Albion" not in page.body.decode()
    assert (connection_of(southern), connection_of(albion)) == ("pending", "none")


def test_an_installation_named_by_the_caller_is_not_even_looked_up(world: World, door: Door) -> None:
    page = door.nobody().get("/unauthorized/xero/callback?state=x", X_Connect_Installation_Id="EIN-EVIL")

    assert heading(page) == "This link is not ours"


def test_the_name_of_an_account_is_text_and_no_markup(world: World, door: Door) -> None:
    account = world.marketplace.add_account(replace(world.who.southern, id="PA-1", name='<b>x & "y" {title}'))
    caller = door.of(account, world.install(account))
    state, code = state_and_code(world, caller)
    page = back(door, state=state, code=code).body.decode()

    assert "<strong>&lt;b&gt;x &amp; &quot;y&quot; {title}</strong>" in page
    assert "<b>" not in page


def test_a_consent_for_whoever_has_uninstalled_meanwhile(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    world.uninstall(InstallationId(southern.options["installation_id"]))
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (400, "It is not installed any more")


def assert_it_is_a_page(page: Response) -> None:
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "script" not in page.body.decode()


def test_a_bug_is_a_page_too_and_the_log_says_where_it_happened(
    world: World, door: Door, southern: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    state, code = state_and_code(world, southern)

    def break_(_: object) -> None:
        raise ZeroDivisionError("Harbour & Sons owe 17.20")

    world.watchers.append(break_)
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (500, "This did not work")
    assert_it_is_a_page(page)
    assert "17.20" not in page.body.decode() + caplog.text
    assert any(line.startswith("web.failed ZeroDivisionError at") for line in caplog.messages)


@pytest.mark.parametrize("method", ["HEAD", "POST", "DELETE"])
def test_a_method_that_no_browser_comes_back_with_is_a_page_and_uses_nothing_up(
    world: World, door: Door, southern: Caller, method: str
) -> None:
    state, code = state_and_code(world, southern)
    page = door.nobody().send(method, f"/unauthorized/xero/callback?state={state}&code={code}")

    assert (page.status, page.headers["allow"]) == (405, "GET")
    assert_it_is_a_page(page)
    assert back(door, state=state, code=code).status == 200


@pytest.mark.parametrize(
    "query",
    [
        "state=x&state=y&code=z",
        "state=%00&code=%00&error=%00",
        "state=%ff%fe&code=%ff",
        "state[]=x&code[]=y",
        "state=" + "s" * 10_000,
        "&&&===",
    ],
)
def test_odd_parameters_are_answered_with_a_page(world: World, door: Door, query: str) -> None:
    page = door.nobody().get(f"/unauthorized/xero/callback?{query}")

    assert (page.status, heading(page)) == (400, "This link is not ours")
    assert_it_is_a_page(page)
    assert world.xero.calls == []


@pytest.mark.parametrize("code", ["c" * 10_000, "\0", "%ff", "a b&c"])
def test_an_odd_code_is_answered_with_a_page(world: World, door: Door, southern: Caller, code: str) -> None:
    state, _ = state_and_code(world, southern)
    page = back(door, state=state, code=code)

    assert (page.status, heading(page)) == (400, "Xero did not complete the consent")
    assert_it_is_a_page(page)


def each_end(world: World, door: Door, southern: Caller) -> list[Response]:
    first, second = state_and_code(world, southern), state_and_code(world, southern)
    given = back(door, state=first[0], code=first[1])
    replayed = back(door, state=first[0], code=first[1])
    denied = back(door, state=second[0], error="access_denied")
    unknown = back(door, state="<script>", code="<script>", error="<script>")
    door.variables.update(XERO_CLIENT_ID="changeme")
    not_configured = back(door, state="x", code="y")
    door.variables.update(XERO_CLIENT_ID="sandbox-app", DATABASE_URL=NOBODY_LISTENS)
    broken = back(door, state="x", code="y")
    pages = [given, replayed, denied, unknown, not_configured, broken]
    assert all(first[0] not in page.body.decode() and first[1] not in page.body.decode() for page in pages)
    return pages


def test_no_page_is_kept_framed_or_passed_on_or_repeats_what_it_was_called_with(
    world: World, door: Door, southern: Caller
) -> None:
    for page in each_end(world, door, southern):
        assert_it_is_a_page(page)


def test_each_page_says_one_thing_in_plain_sentences(world: World, door: Door, southern: Caller) -> None:
    pages = each_end(world, door, southern)

    assert len({heading(page) for page in pages}) == len(pages)
    for page in pages:
        [title] = re.findall(r"<title>(.*)</title>", page.body.decode())
        [sentence, *_] = re.findall(r"<p>(.*?)</p>", page.body.decode())
        assert title == heading(page)
        assert sentence.endswith(".")


def test_whoever_is_not_configured_shows_a_page_and_no_names_of_variables(door: Door) -> None:
    door.variables.update(XERO_CLIENT_ID="changeme", ENCRYPTION_KEYS="changeme")
    page = back(door, state="x", code="y")

    assert (page.status, heading(page)) == (503, "Not set up yet")
    assert "XERO" not in page.body.decode()


def test_a_database_that_is_away_is_a_page_without_its_address(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.variables.update(DATABASE_URL=NOBODY_LISTENS)
    page = back(door, state="x", code="y")

    assert (page.status, heading(page)) == (503, "This did not work")
    assert "127.0.0.1" not in page.body.decode() + caplog.text
    assert "consent.failed error=OperationalError" in caplog.messages


def test_a_page_asks_only_for_files_that_are_there(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    page = back(door, state=state, code=code).body.decode()
    wanted = re.findall(r'(?:href|src)="([^"]+)"', page)

    assert set(wanted) == {"/static/icon.svg", "/static/return.css"}
    assert {door.nobody().get(path).status for path in wanted} == {200}


def test_only_a_consent_that_was_given_shows_the_icon_with_the_tick(world: World, door: Door, southern: Caller) -> None:
    given, *others = each_end(world, door, southern)

    shown = '<img class="mark" src="/static/icon.svg"'
    assert shown in given.body.decode()
    assert not any(shown in page.body.decode() for page in others)


def test_a_consent_says_in_the_journal_who_asked(world: World, door: Door, southern: Caller) -> None:
    state, code = state_and_code(world, southern)
    back(door, state=state, code=code)
    with world.app.runtime.database.transaction() as tx:
        [newest, *_] = journal.page(tx, InstallationId(southern.options["installation_id"]), limit=1)

    assert (newest.event, newest.data) == ("connection.consented", {"user": world.who.southern.user_id})
