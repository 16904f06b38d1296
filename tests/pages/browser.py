"""A real Chromium that reaches nothing but this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from sandbox.tools.chromium import MISSING, find
from tests.require import require

ARGUMENTS = (
    "--no-sandbox",  # the sandbox needs rights that a container seldom gives; all pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    # Whatever it would still ask of the world finds no address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Until the end, this thread's asyncio is Playwright's: whoever needs `asyncio.run` meanwhile takes another thread.

    Without a Chromium the test is skipped, or fails on CI, with a sentence that says how to get one.
    """
    found = find()
    require(found, MISSING)
    assert found is not None, "require returns only then"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.program, args=ARGUMENTS, env={**os.environ, **found.variables}
        )
        try:
            yield browser
        finally:
            browser.close()
