"""Two workers at once, in an order that can be told again: one runs at a time, and turns pass at given moments."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.faults.moments import Moment

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How many moments it lasts, and how many seconds pass before the other one goes on. With `of` only moments of
    that kind count, with `once` only those at which it holds."""

    moments: int
    seconds: int
    of: Moment | None = None
    once: Callable[[], bool] = lambda: True

    def counts(self, moment: Moment) -> bool:
        return self.of in (None, moment) and self.once()


class Turns:
    """A turn that is not given lasts until its worker has finished."""

    def __init__(self, turns: Sequence[Turn], pass_seconds: Callable[[int], None]) -> None:
        self._turns = list(turns)
        self._pass_seconds = pass_seconds
        self._go = (threading.Event(), threading.Event())
        self._over = [False, False]
        self._failed: list[BaseException] = []
        self._whose = 0
        self._left = self._turns[0].moments if self._turns else 0

    def play(self, first: Callable[[], None], second: Callable[[], None]) -> None:
        """Until both have finished. Raises what either raised."""
        threads = [
            threading.Thread(target=self._run, args=(number, act), daemon=True)
            for number, act in enumerate((first, second))
        ]
        for thread in threads:
            thread.start()
        self._go[0].set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in threads), "two workers wait for each other"
        for failed in self._failed:
            raise failed

    def pass_on(self, moment: Moment) -> None:
        """By whoever has the turn, at each moment at which it may end."""
        if not self._turns or not self._turns[0].counts(moment):
            return
        self._left -= 1
        if self._left > 0:
            return
        ended = self._turns.pop(0)
        self._left = self._turns[0].moments if self._turns else 0
        self._pass_seconds(ended.seconds)
        mine = self._whose
        if not self._over[1 - mine]:
            self._go[mine].clear()
            self._hand_over(mine)
            assert self._go[mine].wait(PATIENCE_SECONDS), "the turn never came back"

    def _run(self, number: int, act: Callable[[], None]) -> None:
        self._go[number].wait(PATIENCE_SECONDS)
        try:
            act()
        except BaseException as failed:  # noqa: BLE001 - raised again by whoever waits for both
            self._failed.append(failed)
        finally:
            self._over[number] = True
            self._hand_over(number)

    def _hand_over(self, mine: int) -> None:
        self._whose = 1 - mine
        self._go[1 - mine].set()
