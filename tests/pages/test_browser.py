from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

LOOK = """address => fetch(address, {mode: "no-cors"}).then(() => "reached", () => "not reached")"""


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<!doctype html><title>Here</title><p>Grüße – 1.250,00 €</p>".encode())

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("0.0.0.0", 0), Hello) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def page(browser: Browser, origin: str) -> Iterator[Page]:
    with browser.new_page() as page:
        page.goto(origin)
        yield page


def test_it_renders_text(page: Page) -> None:
    box = page.get_by_text("1.250,00 €").bounding_box()

    assert box is not None
    assert box["height"] > 10


def test_it_reaches_this_machine(page: Page, origin: str) -> None:
    assert page.evaluate(LOOK, origin) == "reached"


def test_it_reaches_nothing_else(page: Page, origin: str) -> None:
    """Not even another address of this machine, which stands here for all the addresses of the world."""
    assert page.evaluate(LOOK, origin.replace("localhost", "127.0.0.2")) == "not reached"
