"""Pages of other sites can neither read the portal nor press its buttons."""

from __future__ import annotations

import httpx
import pytest

from sandbox.http import Request, Response
from sandbox.portal.doorkeeper import Doorkeeper
from sandbox.serve import PlainServer

PORT = 4321


def ask(method: str, host: str | None = f"localhost:{PORT}", origin: str | None = None) -> int:
    headers = {name: value for name, value in (("host", host), ("origin", origin)) if value is not None}
    door = Doorkeeper(lambda _: Response(status=204), lambda: PORT)
    return door.handle(Request(method=method, url="/sandbox/state", headers=headers)).status


@pytest.mark.parametrize(
    "host", [None, "", "localhost", "localhost:1", "evil.example", f"evil.example:{PORT}", f"localhost.evil:{PORT}"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_its_own_names_are_answered_to(method: str, host: str | None) -> None:
    assert ask(method, host) == 421


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", f"https://localhost:{PORT}", ""]
)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_a_page_of_another_origin_changes_nothing(method: str, origin: str) -> None:
    assert ask(method, origin=origin) == 403


@pytest.mark.parametrize("origin", [None, f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}"])
def test_its_own_page_and_programs_do(origin: str | None) -> None:
    assert ask("POST", origin=origin) == 204
    assert ask("GET", f"127.0.0.1:{PORT}", origin) == 204


def test_it_knows_the_port_it_is_served_on() -> None:
    served: list[PlainServer] = []
    door = Doorkeeper(lambda _: Response(status=204), lambda: served[0].port)
    with PlainServer(door.handle) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        served.append(server)
        assert client.post("/sandbox/clock").status_code == 204
        assert client.post("/sandbox/clock", headers={"origin": "https://evil.example"}).status_code == 403
        assert client.get("/sandbox/state", headers={"host": "evil.example"}).status_code == 421
