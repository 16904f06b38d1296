"""One schedule: two sellers order, two workers work, and everything goes wrong until a calm comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from connect_ext.app import serve
from connect_ext.books.ids import InstallationId
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.authorisation import AuthorisationStatus
from sandbox.connect.accounts import Account
from sandbox.xero import FJORD, HARBOUR
from tests.faults.market import Market, Seller, albion, southern
from tests.faults.moments import Fate, Moment, Process
from tests.faults.post import Post
from tests.faults.stormy import StormyWorld
from tests.faults.turns import Turn, Turns
from tests.faults.verdict import Scene, Verdict, quiet, secrets_in, verdict
from tests.sync.watching import Killed, current

BY_ITSELF = 3
"""Days of calm after which a person looks and presses Sync."""
LONGEST_CALM = 8
"""Days of calm after which nothing may be left to do."""
MORNING, EVENING = 1, 12
"""Between these hours (UTC) it is the same day at the platform and in both organisations."""


class Consent(StrEnum):
    EXPIRES = "access tokens expire"
    IS_WITHDRAWN = "refresh tokens are revoked"
    IS_ENDED = "the organisation is disconnected"
    IS_GIVEN = "a person connects again"


class Ear(logging.Handler):
    """Everything that is logged, and of that our own mistakes."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []
        self.mistakes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        self.said.append(text)
        if record.name.startswith("connect_ext") and record.levelno >= logging.ERROR:
            self.mistakes.append(text)


class Play:
    """The world, and the hands that fate has in it."""

    def __init__(self, database_url: str, sellers: int, **chosen: Any) -> None:
        """`chosen` are settings of both sellers, if there are two."""
        self.world = StormyWorld(database_url)
        self.ear = Ear()
        logging.getLogger().addHandler(self.ear)
        who = self.world.who
        ready = [southern(who, self._ready(who.southern, HARBOUR, chosen))]
        if sellers > 1:
            ready.append(albion(who, self._ready(who.albion, FJORD, chosen)))
        self.post = Post(self.world)
        self.market = Market(who, tuple(ready), self.post.take)
        self._apps = [self.world.another_app(), self.world.another_app()]

    def news(self, number: int, again: bool, fates: Sequence[Fate]) -> None:
        """The platform tells of something; it does so again when the process dies over it."""
        known = self.post.heard if again else self.post.unheard
        if known:
            tell = self.post.tell_again if again else self.post.tell
            serve(self.world.config, self.world.app)
            self._survives(Process(fates=fates), lambda: tell(number))

    def work(self, fates: Sequence[Fate]) -> None:
        """The schedule fires in one process."""
        self._works(0, Process(fates=fates))

    def work_together(self, fates: Sequence[Fate], turns: Sequence[Turn]) -> None:
        """It fires in two; fate strikes the first. Time passes while one of them is out of breath."""
        going = Turns(turns, lambda seconds: self.pass_time(timedelta(seconds=seconds)))
        struck, spared = Process(fates=fates, give_way=going.pass_on), Process(give_way=going.pass_on)
        going.play(lambda: self._works(0, struck), lambda: self._works(1, spared))

    def outlive(self, seconds: int, turns: Sequence[Turn]) -> None:
        """It fires in two; the first stands still for so long when it has heard the answer of the next call that goes
        wrong, before it writes that down."""
        armed = self.world.weather.armed
        stands = Turn(moments=1, seconds=seconds, of=Moment.SENT, once=lambda: self.world.weather.armed < armed)
        self.work_together([], [stands, *turns])

    def approve(self, seller: Seller) -> None:
        """A person approves every draft in Xero."""
        books, person = self.world.books(seller.tenant), self.world.xero.person(seller.tenant)
        for document in (*books.invoices, *books.credit_notes):
            if document["Status"] in ("DRAFT", "SUBMITTED"):
                person.approve(document.get("InvoiceNumber") or document["CreditNoteNumber"])

    def consent(self, what: Consent, seller: Seller) -> None:
        """What becomes of the connection in Xero, or of its tokens; a person connects again only in good weather."""
        xero = self.world.xero
        match what:
            case Consent.EXPIRES:
                xero.expire_access_tokens()
            case Consent.IS_WITHDRAWN:
                xero.revoke_refresh_tokens()
            case Consent.IS_ENDED:
                xero.disconnect(seller.tenant)
            case Consent.IS_GIVEN if not (xero.faults.armed or self.world.weather.armed):
                self.world.connect(seller.installation_id, seller.tenant)

    def pass_time(self, by: timedelta) -> None:
        """Nothing happens at night, when a day has begun in one place and not in another."""
        self.world.weather.pass_time(by)
        now = self.world.clock()
        if not MORNING <= now.hour < EVENING:
            morning = now.replace(hour=MORNING, minute=0, second=0) + timedelta(days=now.hour >= EVENING)
            self.world.weather.pass_time(morning - now)

    def ends(self) -> Verdict:
        """Nothing goes wrong any more; what is left to do is done by itself, or when a person presses Sync."""
        self._calms()
        for day in range(LONGEST_CALM):
            self.pass_time(timedelta(days=1) if day else timedelta(minutes=10))
            self.post.tell_all()
            self._reconnect()
            if day >= BY_ITSELF:
                for seller in self.market.sellers:
                    ask_for_sync(self.world.app.runtime, seller.installation_id, None, "UR-1")
            self._tick(0)
            if quiet(self.scene):
                break
        found = verdict(self.scene, self.market)
        found.broken += [f"a mistake of ours: {mistake}" for mistake in self.ear.mistakes]
        found.broken += secrets_in("\n".join(self.ear.said), self.world.secrets)
        return found

    @property
    def scene(self) -> Scene:
        return Scene(database=self.world.app.runtime.database, books=self.world.books, clock=self.world.clock)

    def close(self) -> None:
        logging.getLogger().removeHandler(self.ear)
        self.world.close()

    def _ready(self, account: Account, tenant: str, chosen: dict[str, Any]) -> InstallationId:
        return self.world.ready(account, tenant, auto_sync="every_five_minutes", **chosen)

    def _calms(self) -> None:
        self.world.weather.clear()
        self.world.xero.faults.clear()
        self.world.marketplace_troubles.clear()
        serve(self.world.config, self.world.app)

    def _reconnect(self) -> None:
        """A person who is told that the connection is dead."""
        for seller in self.market.sellers:
            if current(self.world, seller.installation_id).status is not AuthorisationStatus.ACTIVE:
                self.world.connect(seller.installation_id, seller.tenant)

    def _tick(self, number: int) -> None:
        serve(self.world.config, self._apps[number])
        self.world.events().sync_due_orders({})

    def _works(self, number: int, process: Process) -> None:
        if not self._survives(process, lambda: self._tick(number)):
            self._apps[number] = self.world.another_app()

    def _survives(self, process: Process, act: Callable[[], None]) -> bool:
        with process.alive():
            try:
                act()
            except Killed:
                return False
            finally:
                if process.struck:
                    self.world.connections_are_gone()
        return True
