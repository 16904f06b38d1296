from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.policies import CancellationFee, FeeRule
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Order
from connect_ext.books.reports.ending_fee import NotKnown, ending_fee
from tests.books.builders import a_fee
from tests.books.day_builders import AUD, JPY, day
from tests.books.test_falling_due import FEB, JAN, MAR, a_subscription, bought, cancelled, ten_aud

OTHER: dict[str, Any] = {"id": ProductItemId("PRD-276-377-545-0007"), "mpn": "OTHER"}


def fee(rule: FeeRule, value: str = "0", **more: Any) -> CancellationFee:
    return CancellationFee(rule=rule, value=Decimal(value), **more)


FIFTY = fee(FeeRule.FIXED, "50")
TENTH = fee(FeeRule.PERCENT, "10")
COMMITTED = fee(FeeRule.COMMITTED_PERIODS)


def look(*orders: Order, rule: CancellationFee, of: Any = FEB, price: Any = ten_aud, **more: Any) -> Amount | None:
    commitments = more.pop("commitments", {})
    return ending_fee(a_subscription(*orders, **more), of, rule, JPY, price, commitments)


def aud(value: str) -> Amount:
    return Amount(value=Decimal(value), currency=AUD)


def test_a_fixed_fee_is_due_in_the_month_of_an_early_end() -> None:
    orders = bought("1 Jan"), cancelled("15 Feb")
    assert look(*orders, rule=FIFTY) == Amount(value=Decimal(50), currency=JPY)
    assert look(*orders, rule=fee(FeeRule.FIXED, "50", currency=AUD)) == aud("50")
    assert [look(*orders, rule=FIFTY, of=month) for month in (JAN, MAR)] == [None, None]


def test_none_is_due_without_a_rule_without_an_end_or_at_the_end_of_a_period() -> None:
    assert look(bought("1 Jan"), cancelled("15 Feb"), rule=fee(FeeRule.NONE)) is None
    assert look(bought("1 Jan"), rule=FIFTY) is None
    assert look(bought("1 Jan"), cancelled("1 Feb"), rule=FIFTY) is None
    assert look(bought("15 Feb"), cancelled("15 Feb"), rule=FIFTY) is None


def test_a_percentage_is_of_what_the_days_left_cost() -> None:
    orders = bought("1 Jan"), cancelled("15 Feb")
    assert look(*orders, rule=TENTH) == aud("5.00")  # 100 x 14/28 x 10 %
    assert look(*orders, rule=TENTH, in_arrears=True) is None
    with pytest.raises(NotKnown, match="no price is known for"):
        look(*orders, rule=TENTH, price=lambda _item, _on: None)


def test_several_currencies_have_no_one_percentage() -> None:
    def some(item: ProductItemId, _on: Any) -> Amount:
        return Amount(value=Decimal(10), currency=JPY if item == OTHER["id"] else AUD)

    orders = bought("1 Jan", "10", a_fee(number=2, quantity="1", **OTHER)), cancelled("15 Feb")
    with pytest.raises(NotKnown, match=r"several currencies \(AUD, JPY\)"):
        look(*orders, rule=TENTH, price=some)


def test_of_a_commitment_the_full_periods_left_are_due() -> None:
    orders = bought("1 Jan", committed=4), cancelled("15 Feb")
    assert look(*orders, rule=COMMITTED) == aud("200.00")
    assert look(bought("1 Jan", committed=2), cancelled("15 Feb"), rule=COMMITTED) is None
    item = bought("1 Jan").fees[0].product_item.id
    assert look(bought("1 Jan"), cancelled("15 Feb"), rule=COMMITTED, commitments={item: 3}) == aud("100.00")


def test_a_commitment_that_nobody_tells_is_not_guessed() -> None:
    with pytest.raises(NotKnown, match="to how many periods"):
        look(bought("1 Jan"), cancelled("15 Feb"), rule=COMMITTED)


def test_what_was_reduced_to_nothing_before_costs_nothing() -> None:
    assert day("15 Feb") in FEB
    assert look(bought("1 Jan", "0"), cancelled("15 Feb"), rule=FIFTY) is None
