"""What all scenarios share: the marketplace and the real runner. Each has a reseller and a Xero of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.http import Request, Response
from sandbox.stage import Stage
from sandbox.xero import Contract, demo_xero

PROJECT = Path(__file__).resolve().parents[2]


class PresentXero:
    """Answers as the Xero of the scenario that runs, judged by Xero's published contract where that is at hand."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._contract = Contract.from_environment()
        self.world = demo_xero(clock, self._contract)

    def handle(self, request: Request) -> Response:
        return self.world.handle(request)

    def begin_anew(self, redirect_uri: str) -> None:
        """Empty books, and nothing connected."""
        self.world = demo_xero(self._clock, self._contract)
        self.world.register_redirect(redirect_uri)


class Theatre:
    def __init__(self) -> None:
        clock = Clock()
        self.who: DemoConnect = demo_connect(clock)
        self.xero = PresentXero(clock)
        self.stage = Stage(self.who.world, self.xero, project=PROJECT)

    @property
    def connect_api(self) -> str:
        return f"{self.stage.connect_url}/public/v1"

    def settle(self) -> None:
        """Returns when the runner has worked off all that the platform has told it."""
        assert self.who.world.settled(), "the runner did not work off the platform's events"

    def run_schedule(self) -> None:
        """The platform's clock strikes: the schedule that the extension made works off what is due."""
        schedules = self.who.world.schedules()
        assert len(schedules) == 1, f"there are {len(schedules)} schedules"
        self.who.world.schedule_fires(schedules[0]["id"])
        self.settle()


@contextmanager
def open_theatre() -> Iterator[Theatre]:
    """Everything is up, and the testing library finds the marketplace in the environment. Ends what it started."""
    theatre = Theatre()
    with theatre.stage as stage:
        # The distributor's hub places the orders: it is the provider of the connections.
        os.environ["CONNECT_API_KEY"] = theatre.who.distributor.api_key
        os.environ["CONNECT_API_URL"] = theatre.connect_api
        os.environ["REQUESTS_CA_BUNDLE"] = str(stage.certificates.authority_file)
        try:
            yield theatre
        finally:
            # Nothing is in flight any more, and asking three workers to end would take them seconds.
            stage.runner.kill()
