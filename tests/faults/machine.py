"""Schedules that Hypothesis makes up: orders, news, work and everything that goes wrong, in any sequence."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from connect_ext.books.documents.policies import CancellationRule, SentAs
from connect_ext.books.settings.settings import NumberSource
from tests.faults.chances import (
    AT_XERO,
    NOTHING,
    Meanwhile,
    beyond_a_lease,
    fates,
    limiting,
    meanwhile,
    orders,
    pairs,
    passing,
    repeats,
    troubles,
    turns,
)
from tests.faults.market import Seller
from tests.faults.moments import Fate
from tests.faults.orders import Buy, Order
from tests.faults.play import Consent, Play
from tests.faults.turns import Turn


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
        turns=st.lists(turns, min_size=2, max_size=8),
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

    @rule(
        ordered=st.lists(orders, min_size=1, max_size=2), passes=passing, pair=pairs, seconds=beyond_a_lease,
        turns=st.one_of(st.just([]), st.lists(turns, max_size=6)),
    )  # fmt: skip
    def outlive_a_lease(
        self, ordered: list[Order], passes: timedelta, pair: Any, seconds: int, turns: list[Turn]
    ) -> None:
        """One of two stands still between Xero's answer and writing it down until its lease is over, while the other
        repeats the call, and one of them hears what is not the truth about the other."""
        self._come(ordered, True, NOTHING, passes)
        self._arm([pair])
        self._play.outlive(seconds, turns)

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
            method, path = place
            for kind, what, *more in met:
                match kind:
                    case "wire":
                        world.weather.arm(method, path, what, more[0])
                    case "Xero":
                        world.weather.arm(method, path, AT_XERO[what])
                    case _:
                        world.weather.arm(method, path, limiting(*what))
