"""Schedules that Hypothesis makes up: orders, news, work and everything that goes wrong, in any sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from connect_ext.books.documents.policies import CancellationRule, SentAs
from connect_ext.books.settings.settings import NumberSource
from sandbox.xero import Faults, Problem
from tests.faults.market import OFFICE, SEAT, Asset, Seller
from tests.faults.moments import Blow, Fate, Moment
from tests.faults.play import Play
from tests.faults.stormy import MARKETPLACE_TROUBLES, TOKEN
from tests.faults.turns import Turn
from tests.faults.weather import Trouble

API = "/api.xro/2.0"
WRONG = "The description field is mandatory for each line item."
FULL = "You have reached the limit of invoices you can approve this month."

Arm = Callable[[Faults, str, str], None]
AT_XERO: dict[str, Arm] = {
    "breaks before": lambda faults, *place: faults.break_before(*place),
    "answer lost": lambda faults, *place: faults.lose_answer(*place),
    "500, kept under its key": lambda faults, *place: faults.internal_error(*place),
    "503, offline": lambda faults, *place: faults.offline(*place),
    "403": lambda faults, *place: faults.forbidden(*place),
    "refused": lambda faults, *place: faults.find_wrong(*place, WRONG),
    "refused by the plan": lambda faults, *place: faults.find_wrong(*place, FULL),
}
LIMITS = [(problem, seconds) for problem in Problem for seconds in (None, 7, 600)]
WRITES = [("PUT", f"{API}/{name}") for name in ("Contacts", "Invoices", "CreditNotes", "")] + [("POST", API)]
READS = [("GET", f"{API}/{name}") for name in ("Contacts", "Invoices", "Organisation", "")] + [("POST", TOKEN)]

places = st.one_of(st.sampled_from(WRITES), st.sampled_from(WRITES), st.sampled_from(READS))
troubles = st.one_of(
    st.tuples(st.just("wire"), places, st.sampled_from(Trouble), st.integers(1, 60)),
    st.tuples(st.just("Xero"), places, st.sampled_from(sorted(AT_XERO))),
    st.tuples(st.just("limit"), places, st.sampled_from(LIMITS)),
    st.tuples(st.just("Connect"), st.sampled_from(MARKETPLACE_TROUBLES)),
)
CALLS = (Moment.SEND, Moment.SENT)
fates = st.one_of(
    st.builds(Fate, moment=st.sampled_from(CALLS), number=st.integers(0, 5), blow=st.just(Blow.DEATH)),
    st.builds(Fate, moment=st.sampled_from(Moment), number=st.integers(0, 30), blow=st.just(Blow.DEATH)),
    st.builds(
        Fate,
        moment=st.sampled_from((Moment.BEGIN, Moment.COMMIT, Moment.COMMITTED)),
        number=st.integers(0, 30),
        blow=st.sampled_from((Blow.DATABASE, Blow.DEADLOCK)),
    ),
)
turns = st.builds(Turn, moments=st.integers(1, 25), seconds=st.sampled_from((0, 0, 0, 1, 30, 95, 400)))
numbers = st.integers(0, 9)


class Schedule(RuleBasedStateMachine):
    """`database_url` names an empty database, or one of an earlier schedule."""

    database_url: ClassVar[str]
    counted: ClassVar[Counter[str]]
    """How many schedules came to their end, and what was wrong with the last one that failed."""

    def __init__(self) -> None:
        super().__init__()
        self.play: Play | None = None
        self.came_to_its_end = True

    @initialize(sent_as=st.sampled_from(SentAs), number_from=st.sampled_from(NumberSource))
    def begin(self, sent_as: SentAs, number_from: NumberSource) -> None:
        self.play = Play(
            self.database_url,
            cancellation=CancellationRule.CREDIT,
            sent_as=sent_as,
            invoice_number_from=number_from,
        )

    @rule(
        seller=st.integers(0, 1), customer=st.integers(0, 1), item=st.sampled_from((OFFICE, SEAT)),
        seats=st.integers(1, 9), connection=st.sampled_from(["production"] * 7 + ["preview"]), told=st.booleans(),
    )  # fmt: skip
    def buy(self, seller: int, customer: int, item: str, seats: int, connection: str, told: bool) -> None:
        market = self._play.market
        market.buy(market.sellers[seller], customer, item, seats, connection)
        self._tell(told)

    @rule(number=numbers, seats=st.integers(1, 12), told=st.booleans())
    def change(self, number: int, seats: int, told: bool) -> None:
        asset = self._asset(number)
        if asset is not None and asset.quantity not in (0, seats):
            self._play.market.change(asset, seats)
            self._tell(told)

    @rule(number=numbers, told=st.booleans())
    def cancel(self, number: int, told: bool) -> None:
        asset = self._asset(number)
        if asset is not None and asset.quantity:
            self._play.market.cancel(asset)
            self._tell(told)

    @rule(number=numbers, cents=st.integers(1, 9999), told=st.booleans())
    def use(self, number: int, cents: int, told: bool) -> None:
        asset = self._asset(number)
        if asset is not None and asset.item == SEAT and asset.connection == "production":
            self._play.market.use(asset, Decimal(cents) / 100)
            self._tell(told)

    @rule(number=numbers)
    def suspend(self, number: int) -> None:
        asset = self._asset(number)
        if asset is not None and asset.quantity:
            self._play.market.suspend(asset)

    @rule(number=numbers, again=st.booleans(), fates=st.lists(fates, max_size=1))
    def news(self, number: int, again: bool, fates: list[Fate]) -> None:
        self._play.news(number, again, fates)

    @rule(number=numbers)
    def coalesce(self, number: int) -> None:
        if self._play.post.unheard:
            self._play.post.coalesce(number)

    @rule(troubles=st.lists(troubles, max_size=3), fates=st.lists(fates, max_size=2))
    def work(self, troubles: list[Any], fates: list[Fate]) -> None:
        self._arm(troubles)
        self._play.work(fates)

    @rule(troubles=st.lists(troubles, max_size=2), fates=st.lists(fates, max_size=1), turns=st.lists(turns, max_size=8))
    def work_together(self, troubles: list[Any], fates: list[Fate], turns: list[Turn]) -> None:
        self._arm(troubles)
        self._play.work_together(fates, turns)

    @rule(minutes=st.sampled_from((1, 2, 4, 5, 7, 31, 61, 240)))
    def minutes_pass(self, minutes: int) -> None:
        self._play.pass_time(minutes=minutes)

    @rule(days=st.sampled_from((1, 5, 12, 31, 70)))
    def days_pass(self, days: int) -> None:
        self._play.pass_time(days=days)

    @rule(what=st.sampled_from(("expire", "revoke", "disconnect", "connect")), seller=st.integers(0, 1))
    def consent(self, what: str, seller: int) -> None:
        world, of = self._play.world, self._seller(seller)
        match what:
            case "expire":
                world.xero.expire_access_tokens()
            case "revoke":
                world.xero.revoke_refresh_tokens()
            case "disconnect":
                world.xero.disconnect(of.tenant)
            case _ if not world.xero.faults.armed and not self._play.world.weather.armed:
                world.connect(of.installation_id, of.tenant)

    @rule(seller=st.integers(0, 1))
    def approve(self, seller: int) -> None:
        self._play.approve(self._seller(seller))

    def teardown(self) -> None:
        """The verdict. Hypothesis calls this also where a rule has failed: then that is what it tells of."""
        if self.play is None:
            return
        try:
            found = self.play.ends()
            self.counted["schedules"] += 1
            self.counted["lost"], self.counted["duplicated"] = len(found.lost), len(found.duplicated)
            assert not found.all, "\n".join(found.all)
        finally:
            self.play.close()

    @property
    def _play(self) -> Play:
        assert self.play is not None
        return self.play

    def _seller(self, number: int) -> Seller:
        return self._play.market.sellers[number]

    def _asset(self, number: int) -> Asset | None:
        assets = self._play.market.assets
        return assets[number % len(assets)] if assets else None

    def _tell(self, told: bool) -> None:
        """At once, or whenever the platform comes to it."""
        if told:
            self._play.post.tell_all()

    def _arm(self, troubles: list[Any]) -> None:
        world = self._play.world
        for kind, *what in troubles:
            if kind == "wire":
                (method, path), trouble, seconds = what
                world.weather.arm(method, path, trouble, seconds)
            elif kind == "Xero":
                AT_XERO[what[1]](world.xero.faults, *what[0])
            elif kind == "limit":
                (problem, seconds) = what[1]
                world.xero.faults.rate_limit(*what[0], problem, retry_after=seconds)
            else:
                world.marketplace_troubles.append(what[0])
