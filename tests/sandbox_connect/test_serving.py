from __future__ import annotations

import asyncio
import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from connect.client import ClientError, ConnectClient

from sandbox.certificates import TRUST, Certificates
from sandbox.clock import Clock
from sandbox.connect.asgi import connect_app
from sandbox.connect.demo import demo_connect
from sandbox.connect.gateway import Gateway
from sandbox.connect.platform import Platform
from sandbox.connect.protocol import Worker
from sandbox.http import Request, Response, Unanswered
from sandbox.runner import Runner, RunnerFailed, RunnerSettings
from sandbox.serve import AsgiServers, PlainServer
from tests.processes import MARK
from tests.require import require


@pytest.fixture
def certificates() -> Iterator[Certificates]:
    made = Certificates()
    yield made
    made.remove()
    assert not made.leaf_file.exists()


def echo(request: Request) -> Response:
    if request.path == "/break":
        raise Unanswered
    if request.path == "/bug":
        raise LookupError("oh")
    return Response(status=201, headers={"x-method": request.method}, body=request.url.encode() + request.body)


def test_a_plain_stand_in_hears_the_request_as_it_was_sent() -> None:
    with PlainServer(echo) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        for method in ("GET", "PUT", "DELETE"):
            answer = client.request(method, "/a%20b?x=%2C", content=b"!")
            assert (answer.status_code, answer.headers["x-method"]) == (201, method)
            assert answer.content == b"/a%20b?x=%2C!"


@pytest.mark.parametrize("header", [{"location": "/a\r\nset-cookie: a=b"}, {"x\n": "y"}, {"location": "/a\x00"}])
def test_a_header_never_becomes_two(header: dict[str, str]) -> None:
    answers = PlainServer(lambda _: Response(status=302, headers=header))
    with answers as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        answer = client.get("/")
    assert (answer.status_code, answer.headers.get("set-cookie"), answer.headers.get("location")) == (500, None, None)
    assert b"control character" in answer.content


def test_an_answer_has_been_read_when_its_receiver_took_every_byte() -> None:
    require(sys.platform == "linux", "Only Linux tells whether another process has read what was sent to it.")
    with PlainServer(echo) as server, socket.create_connection(("127.0.0.1", server.port)) as receiver:
        receiver.sendall(b"GET /a HTTP/1.1\r\n\r\n")
        assert until(lambda: len(server._server.written) == 1)
        assert not server.has_been_read("GET", "/a")
        receiver.recv(10)
        assert not server.has_been_read("GET", "/a")
        receiver.recv(10_000)
        assert until(lambda: server.has_been_read("GET", "/a"))
        assert not server.has_been_read("GET", "/b")


def until(test: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not test() and time.monotonic() < deadline:
        time.sleep(0.01)
    return test()


def test_an_unanswered_request_breaks_the_connection() -> None:
    with PlainServer(echo) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/break")
        assert client.get("/next").status_code == 201


def test_a_bug_of_the_stand_in_is_told_on_the_wire() -> None:
    with PlainServer(echo) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        answer = client.get("/bug")
        assert answer.status_code == 500
        assert "LookupError" in answer.text


def test_a_stopped_server_answers_no_more_on_an_open_connection() -> None:
    with httpx.Client(trust_env=False) as client:
        with PlainServer(echo) as server:
            assert client.get(server.url + "/a").status_code == 201
        with pytest.raises(httpx.TransportError):
            client.get(server.url + "/a")


def test_the_vendors_client_reads_over_tls(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    demo = demo_connect(Clock())
    for _ in range(5):
        demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 1})
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates.authority_file))
    app = connect_app(demo.world, Platform(demo.world.state))
    with AsgiServers({"connect": app}, certificates.leaf_file) as servers:
        client = ConnectClient(demo.southern.api_key, endpoint=servers.url("connect") + "/public/v1", use_specs=False)
        found = client.requests.filter("in(status,(pending,approved))", asset__product__id=demo.office["id"])
        assert len(list(found.order_by("-created").limit(2))) == 5
        assert found.count() == 5
        marketplace = client.marketplaces[demo.aud["id"]].get()
        assert marketplace["currency"] == "AUD"
        with pytest.raises(ClientError, match="404"):
            client.assets["AS-0000"].get()


def test_many_servers_live_side_by_side_and_go_away(certificates: Certificates) -> None:
    demo = demo_connect(Clock())
    apps = {name: connect_app(demo.world, Platform(demo.world.state)) for name in ("one", "two")}
    with AsgiServers(apps, certificates.leaf_file) as first, AsgiServers(apps, certificates.leaf_file) as second:
        urls = {servers.url(name) for servers in (first, second) for name in apps}
        assert len(urls) == 4
        for url in urls:
            assert httpx.get(url + "/public/v1/accounts", verify=certificates.client_context()).status_code == 401
    for url in urls:
        with pytest.raises(httpx.ConnectError):
            httpx.get(url, verify=certificates.client_context())


def test_a_process_that_trusts_us_trusts_nobody_else(certificates: Certificates) -> None:
    trusting = certificates.trusting(dict.fromkeys(TRUST, "elsewhere") | {"HOME": "/home"})
    ours = str(certificates.authority_file)
    assert trusting == {"HOME": "/home", "SSL_CERT_FILE": ours, "REQUESTS_CA_BUNDLE": ours}
    assert certificates.client_context().verify_mode is ssl.CERT_REQUIRED


class SilentWorker:
    """A web worker that does its handshake and never answers."""

    def __init__(self) -> None:
        self._frames = [json.dumps({"message_type": "setup_request", "data": {}})]

    async def receive(self) -> str | None:
        if self._frames:
            return self._frames.pop()
        await asyncio.Event().wait()
        return None

    async def send(self, text: str) -> None:
        assert text


def test_an_extension_that_does_not_answer_is_a_gateway_timeout() -> None:
    demo = demo_connect(Clock())
    platform = Platform(demo.world.state)
    gateway = Gateway(demo.world, platform, patience=0.05)

    async def ask() -> Response:
        worker = asyncio.create_task(platform.attend(SilentWorker(), "i", Worker.WEBAPP))
        await asyncio.sleep(0)
        while not platform.connected("i"):
            await asyncio.sleep(0.01)
        answer = await gateway.handle(Request(method="GET", url="/static/page.html"))
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        return answer

    assert asyncio.run(ask()).status == 504
    assert not platform.connected("i")


def test_without_a_worker_the_gateway_says_so() -> None:
    demo = demo_connect(Clock())
    gateway = Gateway(demo.world, Platform(demo.world.state))
    assert asyncio.run(gateway.handle(Request(method="GET", url="/static/page.html"))).status == 502


@pytest.mark.runner
def test_a_runner_that_cannot_start_fails_with_its_log(tmp_path: Path) -> None:
    settings = RunnerSettings(
        api_key="ApiKey SU-0:0", environment_id="ENV-0000-0000-01", address="localhost:1", project=tmp_path,
        log=tmp_path / "log", environment={"PATH": "/usr/bin", "BACKGROUND_TASK_MAX_EXECUTION_TIME": "soon", **MARK},
    )  # fmt: skip
    with Runner(settings, lambda _: frozenset()) as runner, pytest.raises(RunnerFailed, match="soon"):
        runner.wait_connected(20)


_PARENT = """
import os, sys
from pathlib import Path
from sandbox.runner import Runner, RunnerSettings
folder = Path(sys.argv[1])
settings = RunnerSettings(api_key="ApiKey SU-0:0", environment_id="ENV-0000-0000-01", address="localhost:1",
    project=folder, log=folder / "log", environment=os.environ, python_path=[folder])
print(Runner(settings, lambda _: frozenset()).start().pid, flush=True)
input()
"""


@pytest.mark.runner
def test_a_runner_dies_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    require(sys.platform == "linux", "Only Linux ends a child with its parent.")
    command = [sys.executable, "-c", _PARENT, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": ".", **MARK}
    ) as parent:
        assert parent.stdout is not None
        runner = Path(f"/proc/{int(parent.stdout.readline())}")
        assert runner.exists()
        time.sleep(0.5)
        parent.kill()
    deadline = time.monotonic() + 5
    while alive(runner) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(runner)


def alive(process: Path) -> bool:
    """A zombie that nobody has collected yet is not alive."""
    try:
        return ") Z " not in (process / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
