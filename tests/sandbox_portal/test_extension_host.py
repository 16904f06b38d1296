from __future__ import annotations

import asyncio
import base64
import json
import time

import pytest

from sandbox.connect.accounts import Account
from sandbox.connect.gateway import COOKIE
from sandbox.connect.protocol import Worker
from sandbox.http import Request, Response
from sandbox.portal.extension_host import ExtensionHost
from tests.sandbox_portal.builders import APortal


class Echo:
    """A web worker that answers every call with the headers that reached it."""

    def __init__(self) -> None:
        self._frames: asyncio.Queue[str] = asyncio.Queue()
        self._frames.put_nowait(json.dumps({"message_type": "setup_request", "data": {}}))

    async def receive(self) -> str | None:
        return await self._frames.get()

    async def send(self, text: str) -> None:
        data = json.loads(text)["data"]
        if "request" in data:
            seen = base64.b64encode(json.dumps(data["request"]["headers"] | data["options"]).encode()).decode()
            response = {"status": 200, "headers": {}, "content": seen}
            answer = {"message_type": "web_task", "data": {"options": data["options"], "response": response}}
            self._frames.put_nowait(json.dumps(answer))


def ask(stage: APortal, account: Account | None, path: str, scheme: str = "http") -> Response:
    cookie = {"cookie": f"{COOKIE}={stage.gateway.session_cookie(account)}"} if account else {}
    request = Request(method="GET", url=path, headers={"host": "localhost:7", "x-forwarded-proto": "gopher", **cookie})

    async def asked() -> Response:
        worker = asyncio.create_task(stage.platform.attend(Echo(), "i", Worker.WEBAPP))
        while not stage.platform.connected("i"):
            await asyncio.sleep(0.001)
        answer = await ExtensionHost(stage.gateway, stage.switches).handle(request, scheme)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        return answer

    return asyncio.run(asked())


@pytest.fixture
def stage() -> APortal:
    made = APortal()
    for account in (made.who.southern, made.who.albion):
        made.who.world.install(account)
    return made


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_extension_hears_the_scheme_that_was_really_used(stage: APortal, scheme: str) -> None:
    heard = ask(stage, stage.who.southern, "/api/x", scheme).json()
    assert (heard["x-forwarded-proto"], heard["x-forwarded-host"]) == (scheme, "localhost:7")


def test_each_browser_acts_for_its_own_account(stage: APortal) -> None:
    for account in (stage.who.southern, stage.who.albion):
        heard = ask(stage, account, "/api/x").json()
        assert (heard["account_id"], heard["call_source"]) == (account.id, "ui")
    assert ask(stage, None, "/api/x").status == 401


def test_an_expired_session_is_refused_where_one_is_needed_and_nowhere_else(stage: APortal) -> None:
    stage.browser(stage.who.southern).expect(200, "POST", "switches", {"expired": True})
    assert ask(stage, stage.who.southern, "/api/x").status == 401
    assert ask(stage, stage.who.southern, "/static/x.html").status == 200
    assert ask(stage, stage.who.albion, "/api/x").status == 200


def test_a_slow_account_waits_for_the_api_only(stage: APortal) -> None:
    stage.browser(stage.who.southern).expect(200, "POST", "switches", {"slow_ms": 300})

    def waited(account: Account, path: str) -> bool:
        begun = time.monotonic()
        assert ask(stage, account, path).status == 200
        return time.monotonic() - begun >= 0.3

    assert waited(stage.who.southern, "/api/x")
    assert not waited(stage.who.southern, "/static/x.html")
    assert not waited(stage.who.albion, "/api/x")


def test_switches_belong_to_an_account_and_those_not_named_stay(stage: APortal) -> None:
    southern, albion = stage.browser(stage.who.southern), stage.browser(stage.who.albion)
    southern.expect(200, "POST", "switches", {"slow_ms": 5})
    answer = southern.expect(200, "POST", "switches", {"silent": True})
    assert answer == southern.state["switches"] == {"slow_ms": 5, "expired": False, "silent": True}
    assert albion.state["switches"] == {"slow_ms": 0, "expired": False, "silent": False}


@pytest.mark.parametrize("bad", [{"slow_ms": -1}, {"slow_ms": "5"}, {"slow_ms": 60_001}, {"silent": 1}, {"loud": True}])
def test_a_switch_that_is_none_is_refused(stage: APortal, bad: object) -> None:
    southern = stage.browser(stage.who.southern)
    southern.refused(400, "POST", "switches", bad)
    assert southern.state["switches"] == {"slow_ms": 0, "expired": False, "silent": False}
