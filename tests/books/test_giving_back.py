from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.ids import OrderKey, RequestId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.reports.giving_back import ALWAYS, NEVER, GivingBack, giving_back
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from connect_ext.books.settings.settings import Settings
from tests.books.builders import a_fee
from tests.books.day_builders import request
from tests.books.test_changes import an_order_of

BOUGHT = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10"))
ENDED = an_order_of(OrderType.CANCELLATION, 9, "1 Mar", a_fee(quantity="0"))


def changed(number: int, on: str, old: str, new: str) -> Order:
    fee = a_fee(quantity=new)
    return an_order_of(OrderType.CHANGE, number, on, replace(fee, old_quantity=a_fee(quantity=old).quantity))


def look(*orders: Order, chosen: dict[OrderKey, Chosen] | None = None, **settings: Any) -> GivingBack:
    return giving_back(orders, chosen or {}, Settings(**settings))


@pytest.mark.parametrize(
    ("rule", "window"),
    [(ReductionRule.REFUND, ALWAYS), (ReductionRule.QUANTITY_ONLY, NEVER), (ReductionRule.WITHIN_DAYS, 5)],
)
def test_a_reduction_gives_back_by_the_settings(rule: ReductionRule, window: int) -> None:
    found = look(BOUGHT, changed(2, "5 Jan", "10", "7"), reductions=rule, reduction_days=5)
    assert (found.reduced, found.undecided) == (window, ())


@pytest.mark.parametrize(
    ("rule", "window", "once"),
    [
        (CancellationRule.CREDIT, ALWAYS, 5),
        (CancellationRule.NO_CREDIT, NEVER, NEVER),
        (CancellationRule.WITHIN_DAYS, 5, 5),
    ],
)
def test_a_cancellation_gives_back_by_the_settings(rule: CancellationRule, window: int, once: int) -> None:
    found = look(BOUGHT, ENDED, cancellation=rule, cancellation_days=5)
    assert (found.ended, found.once, found.undecided) == (window, once, ())


def test_what_nobody_has_decided_is_named_and_gives_nothing_back() -> None:
    asks: dict[str, Any] = {"reductions": ReductionRule.ASK, "cancellation": CancellationRule.ASK}
    found = look(ENDED, BOUGHT, changed(2, "5 Jan", "10", "7"), **asks)
    assert (found.reduced, found.ended) == (NEVER, NEVER)
    assert found.undecided == (RequestId(request(2)), RequestId(request(9)))
    assert look(BOUGHT, changed(2, "5 Jan", "7", "10"), **asks).undecided == ()


def test_what_a_person_chose_for_the_order_comes_before_the_settings() -> None:
    chosen = {ENDED.key: Chosen(choice=CreditChoice.CREDIT_UNUSED, by="UR-1")}
    found = look(BOUGHT, ENDED, chosen=chosen, cancellation=CancellationRule.ASK)
    assert (found.ended, found.undecided) == (ALWAYS, ())


def test_the_rule_of_the_last_reduction_holds() -> None:
    first, last = changed(2, "5 Jan", "10", "7"), changed(3, "9 Jan", "7", "6")
    chosen = {last.key: Chosen(choice=CreditChoice.QUANTITY_ONLY, by="UR-1")}
    assert look(last, first, chosen=chosen, reductions=ReductionRule.REFUND).reduced == NEVER
