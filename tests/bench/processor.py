"""The processor's time of this thread, without that of the stand-ins, which answer in the same thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.http import Request, Response
from tests.world import World

Handle = Callable[[Request], Response]


@dataclass(slots=True)
class Meter:
    """Seconds; `theirs` are those of the stand-ins, which `ours` leaves out."""

    ours: float = 0.0
    theirs: float = 0.0

    def beside(self, handle: Handle) -> Handle:
        """The same answers, with their time counted as `theirs`."""

        def timed(request: Request) -> Response:
            begun = time.thread_time()
            try:
                return handle(request)
            finally:
                self.theirs += time.thread_time() - begun

        return timed

    @contextmanager
    def running(self) -> Iterator[None]:
        begun, before = time.thread_time(), self.theirs
        yield
        self.ours += time.thread_time() - begun - (self.theirs - before)


def metered(world: World) -> Meter:
    """Puts a meter between the product and both stand-ins of a world: the wire, as seen from the product."""
    meter = Meter()
    world.xero_answers = meter.beside(world.xero_answers)
    world.connect_answers = meter.beside(world.connect_answers)
    return meter
