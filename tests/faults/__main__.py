"""`make faults`: thousands of schedules and a storm on the real runner; the last line says what came of it."""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.clean import come_clean
from tests.faults.schedules import Told, play_schedules
from tests.faults.storm import play_storm
from tests.postgres import Postgres, a_server

AT_ONCE = 250
"""Schedules of one process."""
ON_POSTGRES = 10
"""Every so-many-th process has its database there."""
KILLS = 210
STORMS = 2
"""One on each kind of database, and beside the schedules: a storm mostly waits for its runner."""
MEMORY = Path("/dev/shm")
"""A disk of memory, where there is one: thousands of databases are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    play: Callable[..., Told]
    number: int
    count: int
    postgres: Postgres | None

    def run(self) -> Told:
        with self._database() as url:
            return self.play(url, self.number, self.count)

    @contextmanager
    def _database(self) -> Iterator[str]:
        if self.postgres is not None:
            with self.postgres.database() as url:
                yield url
            return
        with tempfile.TemporaryDirectory(prefix="faults-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
            yield f"sqlite:///{folder}/extension.db"


def jobs(seed: int, schedules: int, kills: int, postgres: Postgres) -> Iterator[Job]:
    """The storms first: they take longest."""
    for number, server in enumerate((None, postgres)):
        yield Job(play=play_storm, number=seed + number, count=kills // STORMS, postgres=server)
    for number, begun in enumerate(range(0, schedules, AT_ONCE)):
        server = postgres if number % ON_POSTGRES == ON_POSTGRES - 1 else None
        count = min(AT_ONCE, schedules - begun)
        yield Job(play=play_schedules, number=seed + number, count=count, postgres=server)


def run(job: Job) -> tuple[Job, Told, float]:
    began = time.monotonic()
    return job, job.run(), time.monotonic() - began


def main(seed: int, schedules: int, kills: int) -> int:
    print(f"seed {seed}: again with `make faults SEED={seed} SCHEDULES={schedules} KILLS={kills}`", flush=True)
    total = {"schedules": 0, "kills": 0, "lost": 0, "duplicated": 0}
    reports = []
    processes = multiprocessing.cpu_count() + STORMS
    with a_server() as postgres, multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        for job, told, seconds in pool.imap_unordered(run, list(jobs(seed, schedules, kills, postgres))):
            total = {name: number + getattr(told, name) for name, number in total.items()}
            where = "postgresql" if job.postgres else "sqlite"
            print(f"{job.play.__name__} {job.number} on {where}: {seconds:.0f} s, by now {total}", flush=True)
            if told.report:
                reports.append(told.report)
                print(told.report, flush=True)
    print(f"{len(reports)} failed" if reports else "nothing failed")
    print(" ".join(f"{name} {number}" for name, number in total.items()), flush=True)
    return bool(reports or total["lost"] or total["duplicated"])


if __name__ == "__main__":
    come_clean()
    given = dict(argument.split("=", 1) for argument in sys.argv[1:])
    chosen = int(given.get("SEED") or random.randrange(10**6))
    sys.exit(main(chosen, int(given.get("SCHEDULES") or 10_000), int(given.get("KILLS") or KILLS)))
