"""Schedules that Hypothesis makes up: orders, news, work and everything that goes wrong, in any sequence."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from connect_ext.books.documents.policies import CancellationRule, SentAs
from connect_ext.books.settings.settings import NumberSource
from sandbox.xero import Problem
from tests.faults.market import OFFICE, SEAT, Seller
from tests.faults.moments import Blow, Fate, Moment
from tests.faults.orders import Buy, Cancel, Change, Order, Suspend, Use
from tests.faults.play import Consent, Play
from tests.faults.stormy import MARKETPLACE_TROUBLES, TOKEN
from tests.faults.turns import Turn
from tests.faults.weather import DONE, AtXero, Trouble

API = "/api.xro/2.0"
WRONG = "The description field is mandatory for each line item."
FULL = "You have reached the limit of invoices you can approve this month."

AT_XERO: dict[str, AtXero] = {
    "breaks before": lambda faults, *place: faults.break_before(*place),
    "answer lost": lambda faults, *place: faults.lose_answer(*place),
    "500, kept under its key": lambda faults, *place: faults.internal_error(*place),
    "503, offline": lambda faults, *place: faults.offline(*place),
    "403": lambda faults, *place: faults.forbidden(*place),
    "refused": lambda faults, *place: faults.find_wrong(*place, WRONG),
    "refused by the plan": lambda faults, *place: faults.find_wrong(*place, FULL),
}
LIMITS = [(problem, seconds) for problem in Problem for seconds in (None, 7, 600)]
PLACES = (
    *[("PUT", f"{API}/Invoices")] * 5,
    *[("PUT", f"{API}/{name}") for name in ("Contacts", "CreditNotes", "CreditNotes", "")],
    *[("POST", f"{API}/Invoices")] * 2,
    *[("GET", f"{API}/{name}") for name in ("Contacts", "Invoices", "Invoices", "Organisation", "")],
    ("POST", TOKEN),
)
"""As often as something is to go wrong there; a path is a beginning."""

WRITES = (*[("PUT", f"{API}/Invoices")] * 3, *[("PUT", f"{API}/{name}") for name in ("Contacts", "CreditNotes")])
NOTHING_DONE = ("breaks before", "503, offline", "403", "refused")

places = st.sampled_from(PLACES)
limits = st.tuples(st.just("limit"), st.sampled_from(LIMITS))
kinds = st.one_of(
    st.tuples(st.just("wire"), st.sampled_from(Trouble), st.integers(1, 60)),
    st.tuples(st.just("Xero"), st.sampled_from(sorted(AT_XERO))),
    limits,
)
lost = st.tuples(st.just("wire"), st.sampled_from(DONE), st.integers(1, 60))
refused = st.one_of(limits, st.tuples(st.just("Xero"), st.sampled_from(NOTHING_DONE)))
# Several at one place, one after the other: what a repeat meets matters as much as what the first call met. That a
# repeat is refused says nothing of the first call, nor the other way round.
troubles = st.one_of(
    st.tuples(places, st.lists(kinds, min_size=1, max_size=3)),
    st.tuples(st.sampled_from(WRITES), st.one_of(st.tuples(lost, refused), st.tuples(refused, lost))),
    st.tuples(st.none(), st.lists(st.sampled_from(MARKETPLACE_TROUBLES), min_size=1, max_size=2)),
)
CALLS = (Moment.SEND, Moment.SENT)
fates = st.one_of(
    st.builds(Fate, moment=st.sampled_from(CALLS), number=st.integers(0, 2), blow=st.just(Blow.DEATH)),
    st.builds(Fate, moment=st.sampled_from(Moment), number=st.integers(0, 30), blow=st.just(Blow.DEATH)),
    st.builds(
        Fate,
        moment=st.sampled_from((Moment.BEGIN, Moment.COMMIT, Moment.COMMITTED)),
        number=st.integers(0, 30),
        blow=st.sampled_from((Blow.DATABASE, Blow.DEADLOCK)),
    ),
)
turns = st.builds(Turn, moments=st.integers(1, 25), seconds=st.sampled_from((0, 0, 0, 1, 30, 95, 400)))
# One stands still between Xero's answer and what it writes of it, until its lease is over.
outlived = st.builds(
    Turn, moments=st.integers(1, 3), of=st.sampled_from((Moment.SENT, Moment.SENT, Moment.TOLD)),
    seconds=st.sampled_from((95, 95, 200, 400)),
)  # fmt: skip
in_turn = st.one_of(
    st.lists(turns, min_size=2, max_size=8),
    st.builds(lambda first, others: [first, *others], outlived, st.lists(turns, max_size=6)),
)
numbers = st.integers(0, 9)
orders = st.one_of(
    st.builds(
        Buy, seller=st.integers(0, 1), customer=st.integers(0, 1), item=st.sampled_from((OFFICE, SEAT)),
        seats=st.integers(1, 9), connection=st.sampled_from(("production",) * 7 + ("preview",)),
    ),
    st.builds(Change, asset=numbers, seats=st.integers(1, 12)),
    st.builds(Cancel, asset=numbers),
    st.builds(Use, asset=numbers, cents=st.integers(1, 9999)),
    st.builds(Suspend, asset=numbers),
)  # fmt: skip
passing = st.sampled_from(
    [timedelta(minutes=minutes) for minutes in (0, 0, 1, 4, 7, 31, 240)] + [timedelta(days=days) for days in (3, 9, 33)]
)
repeats = st.lists(st.sampled_from((1, 2, 4, 7)), min_size=1, max_size=2)
meanwhile = st.tuples(
    st.sampled_from(("", "", "", "approves", "approves", "coalesces", "hears", "hears", "hears again", *Consent)),
    numbers,
    st.lists(fates, max_size=1),
)
"""What else happens before the work: in Xero, or on the way of the news."""
Meanwhile = tuple[str, int, list[Fate]]
NOTHING: Meanwhile = ("", 0, [])


class Schedule(RuleBasedStateMachine):
    """`database_url` names an empty database, or one of an earlier schedule."""

    database_url: ClassVar[str]
    counted: ClassVar[Counter[str]]
    """How many schedules came to their end, and what was wrong with the last one that failed."""

    def __init__(self) -> None:
        super().__init__()
        self.play: Play | None = None

    @initialize(
        sellers=st.integers(1, 2), sent_as=st.sampled_from(SentAs), number_from=st.sampled_from(NumberSource),
        first=st.lists(orders, max_size=3),
    )  # fmt: skip
    def begin(self, sellers: int, sent_as: SentAs, number_from: NumberSource, first: list[Order]) -> None:
        chosen = {"sent_as": sent_as, "invoice_number_from": number_from, "cancellation": CancellationRule.CREDIT}
        self.play = Play(self.database_url, sellers, **chosen)
        self._come([Buy(), *first], True, NOTHING, timedelta())

    @rule(
        ordered=st.lists(orders, min_size=1, max_size=3), told=st.booleans(), meanwhile=meanwhile, passes=passing,
        troubles=st.lists(troubles, min_size=1, max_size=3), fates=st.lists(fates, max_size=2), repeats=repeats,
    )  # fmt: skip
    def work(
        self,
        ordered: list[Order],
        told: bool,
        meanwhile: Meanwhile,
        passes: timedelta,
        troubles: list[Any],
        fates: list[Fate],
        repeats: list[int],
    ) -> None:
        """Orders come, time passes, and one process works while something goes wrong; and again some minutes later."""
        self._come(ordered, told, meanwhile, passes)
        self._arm(troubles)
        self._play.work(fates)
        for minutes in repeats:
            self._play.pass_time(timedelta(minutes=minutes))
            self._play.work([])

    @rule(
        ordered=st.lists(orders, min_size=1, max_size=3), told=st.booleans(), meanwhile=meanwhile, passes=passing,
        troubles=st.lists(troubles, max_size=2), fates=st.lists(fates, max_size=1),
        turns=in_turn,
    )  # fmt: skip
    def work_together(
        self,
        ordered: list[Order],
        told: bool,
        meanwhile: Meanwhile,
        passes: timedelta,
        troubles: list[Any],
        fates: list[Fate],
        turns: list[Turn],
    ) -> None:
        """The same with two processes, turn by turn."""
        self._come(ordered, told, meanwhile, passes)
        self._arm(troubles)
        self._play.work_together(fates, turns)

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
        return self._play.market.sellers[number % len(self._play.market.sellers)]

    def _come(self, ordered: list[Order], told: bool, meanwhile: Meanwhile, passes: timedelta) -> None:
        """The news of what is ordered come at once, or whenever the platform comes to them."""
        for order in ordered:
            order.place(self._play.market)
        if told:
            self._play.post.tell_all()
        self._happens(*meanwhile)
        self._play.pass_time(passes)

    def _happens(self, what: str, number: int, fates: list[Fate]) -> None:
        play, seller = self._play, self._seller(number)
        match what:
            case "approves":
                play.approve(seller)
            case "coalesces":
                play.post.coalesce(number)
            case "hears" | "hears again":
                play.news(number, what != "hears", fates)
            case Consent():
                play.consent(what, seller)

    def _arm(self, troubles: list[Any]) -> None:
        world = self._play.world
        for place, met in troubles:
            if place is None:
                world.marketplace_troubles += met
                continue
            for kind, what, *more in met:
                match kind:
                    case "wire":
                        world.weather.arm(*place, what, seconds=more[0])
                    case "Xero":
                        world.weather.arm(*place, AT_XERO[what])
                    case _:
                        world.weather.arm(*place, limiting(*what))


def limiting(problem: Problem, seconds: int | None) -> AtXero:
    return lambda faults, *place: faults.rate_limit(*place, problem, retry_after=seconds)
