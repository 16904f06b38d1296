"""Many schedules, some of them in each process: how many there were, and what the first that failed has shown."""

from __future__ import annotations

import gc
import logging
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from sandbox.connect_wire import mounted_until_the_end
from tests.faults.machine import Schedule

STEPS = 3
SELDOM = 50_000
"""New objects after which the rubbish is looked for: a schedule leaves little, and what was imported stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of some schedules or of a storm. `report` is empty when all is well; else it says how to see it."""

    schedules: int = 0
    kills: int = 0
    lost: int = 0
    duplicated: int = 0
    report: str = ""


def play_schedules(database_url: str, number: int, count: int) -> Told:
    """So many schedules, the same ones for the same `number`. A failure is made as small as it gets."""

    @seed(number)
    class Numbered(Schedule):
        """With a count of its own."""

    Numbered.database_url, Numbered.counted = database_url, Counter()
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with mounted_until_the_end(), _the_dead_close_nothing(), _seldom_tidied():
            run_state_machine_as_test(Numbered, settings=_settings(count))
    except Exception:  # noqa: BLE001 - whatever it is, it is reported, and the other schedules go on
        report = f"schedules of seed {number}, {count} on {database_url.partition(':')[0]}:\n{traceback.format_exc()}"
        return _told(Numbered.counted, report)
    return _told(Numbered.counted, "")


@contextmanager
def _the_dead_close_nothing() -> Iterator[None]:
    """Whoever dies leaves its connection to the database open. A system closes it then; here it is rubbish, of which
    the driver warns when it is found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            yield
        finally:
            gc.collect()


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _settings(count: int) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


def _told(counted: Counter[str], report: str) -> Told:
    numbers = (counted["schedules"], counted["lost"], counted["duplicated"])
    return Told(schedules=numbers[0], lost=numbers[1], duplicated=numbers[2], report=report)
