"""A storm on the real runner: workers, and all of its processes, are killed at random moments while orders come in."""

from __future__ import annotations

import random
import time
import traceback
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from os import kill
from pathlib import Path
from signal import SIGKILL

from connect_ext.books.ids import InstallationId
from connect_ext.storage.database import Database
from sandbox.clock import Clock
from sandbox.demo import Walk
from sandbox.xero.identity import CLIENT_SECRET
from tests.faults.market import OFFICE, SEAT, Market, southern
from tests.faults.schedules import Told
from tests.faults.verdict import Scene, Verdict, quiet, secrets_in, verdict

BEGIN = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
EVENING = 12
CHOSEN = {
    "accounts": {"licence": "200", "usage": "200", "custom": "260"},
    "auto_sync": "every_five_minutes",
    "auto_sync_new_customers": True,
    "new_contacts_seen": 0,
    "cancellation": "credit_unused_part",
    "holds": {"credits": False, "unusually_large": False, "first_documents": 0},
}
PATIENCE_SECONDS = 300
"""For a runner to connect: the machine may be busy with other storms."""
ROUNDS_TO_SETTLE = 20


class Storm:
    """One runner on one database. What is random is repeatable; the moments of a machine are not."""

    def __init__(self, database_url: str, number: int) -> None:
        clock = Clock()
        clock.move(BEGIN - clock())
        self._chance = random.Random(number)
        self._database = Database(database_url)
        variables = {"DATABASE_URL": database_url, "ALLOW_SQLITE": "yes"}
        self._walk = Walk(clock=clock, settings=CHOSEN, variables=variables, run=False)
        self._stage = self._walk.stage
        self.kills = 0

    def plays(self, kills: int) -> Verdict:
        """Until there were so many kills. What is left is then done by itself: nobody presses Sync."""
        with self._stage:
            self._stage.restart_runner(PATIENCE_SECONDS)
            for step in (self._walk.install, self._walk.authorise, self._walk.choose_settings):
                step()
            installation = self._walk.marketplace.world.installation_of(self._walk.reseller)
            assert installation is not None
            seller = southern(self._walk.marketplace, InstallationId(installation["id"]))
            market = Market(self._walk.marketplace, (seller,), lambda _: None)
            while self.kills < kills:
                self._gust(market)
            self._settles()
            return self._judged(market)

    def _gust(self, market: Market) -> None:
        for _ in range(self._chance.randint(1, 4)):
            self._order(market)
        self._stage.fire_schedules()
        strike = self._chance.choice((self._kill_one, self._kill_one, self._kill_all, self._kill_before_an_answer))
        strike()
        self.kills += 1
        self._pass_time(self._chance.choice((1, 2, 5, 7)))

    def _order(self, market: Market) -> None:
        held = [asset for asset in market.assets if asset.quantity]
        match self._chance.randrange(6) if held else 0:
            case 3:
                asset = self._chance.choice(held)
                market.change(asset, asset.quantity + self._chance.choice((-1, 1, 2)) or 5)
            case 4:
                market.cancel(self._chance.choice(held))
            case 5 if backups := [asset for asset in held if asset.item == SEAT]:
                market.use(self._chance.choice(backups), Decimal(self._chance.randint(1, 9999)) / 100)
            case _:
                item, seats = self._chance.choice((OFFICE, SEAT)), self._chance.randint(1, 9)
                market.buy(market.sellers[0], self._chance.randrange(2), item, seats)

    def _kill_one(self) -> None:
        """A worker; the runner starts another one."""
        self._stage.runner.wait_connected(PATIENCE_SECONDS)
        time.sleep(self._chance.random())
        workers = children(self._stage.runner.pid)
        kill(self._chance.choice(workers), SIGKILL)

    def _kill_all(self) -> None:
        self._stage.runner.wait_connected(PATIENCE_SECONDS)
        time.sleep(self._chance.random())
        self._kill_and_restart()

    def _kill_before_an_answer(self) -> None:
        """Xero has done what was asked for, and nobody hears of it."""
        held = self._walk.xero.faults.hold_answer("PUT", "/api.xro/2.0/")
        held.reached.wait(4)
        self._kill_and_restart()
        held.release()
        self._walk.xero.faults.clear()

    def _kill_and_restart(self) -> None:
        self._stage.runner.kill()
        self._stage.restart_runner(PATIENCE_SECONDS)

    def _pass_time(self, minutes: int) -> None:
        """What a dead worker held is free again. Nothing happens at night, when a day has begun in one place only."""
        self._stage.move_clock(timedelta(minutes=minutes))
        now = self._stage.clock()
        if now.hour >= EVENING:
            self._stage.move_clock(now.replace(hour=1, minute=30) + timedelta(days=1) - now)

    def _settles(self) -> None:
        self._stage.runner.wait_connected(PATIENCE_SECONDS)
        for _ in range(ROUNDS_TO_SETTLE):
            self._pass_time(20)
            # The clock waits for the work: a drain ends when its four minutes are over.
            self._walk.marketplace.world.settled(PATIENCE_SECONDS)
            if quiet(self._scene):
                return

    @property
    def _scene(self) -> Scene:
        return Scene(database=self._database, books=self._walk.xero.books, clock=self._stage.clock)

    def _judged(self, market: Market) -> Verdict:
        found = verdict(self._scene, market)
        identity = self._walk.xero.identity
        secrets = {CLIENT_SECRET, self._walk.marketplace.world.owner_key, *identity._access, *identity._refresh}
        found.broken += secrets_in((self._stage.folder / "runner.log").read_text(errors="replace"), secrets)
        return found


def play_storm(database_url: str, number: int, count: int) -> Told:
    """At least so many kills; the storm's own chances are the same for the same `number`."""
    storm = Storm(database_url, number)
    try:
        found = storm.plays(count)
    except Exception:  # noqa: BLE001 - whatever it is, it is reported
        return Told(kills=storm.kills, report=f"storm {number}:\n{traceback.format_exc()}")
    report = f"storm {number}:\n" + "\n".join(found.all) if found.all else ""
    return Told(kills=storm.kills, lost=len(found.lost), duplicated=len(found.duplicated), report=report)


def children(pid: int) -> list[int]:
    """Of a process, as the kernel knows them."""
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _parent(entry) == pid]


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None
