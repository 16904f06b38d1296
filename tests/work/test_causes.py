from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import OrderKey
from connect_ext.books.money import Amount, Currency
from connect_ext.books.problems.codes import Screen
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.work.causes import by_cause
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_row(number: int, *problems: Problem, amount: str = "", currency: str = "AUD", **changed: Any) -> TaskRow:
    """The higher the number, the newer."""
    at = NOON + timedelta(hours=number)
    known = Amount(value=Decimal(amount), currency=Currency(currency)) if amount else None
    given: dict[str, Any] = {
        "id": TaskId(number), "order_key": OrderKey(f"PR-{number}"), "order_type": None, "asset_id": None,
        "status": TaskStatus.ATTENTION, "reason": "", "problems": problems, "due_at": None, "created_at": at,
        "updated_at": at, "amount": known,
    }  # fmt: skip
    return TaskRow(**{**given, **changed})


def no_price(item: str, day: str = "2026-11-21") -> Problem:
    return problem(Code.PRICE_MISSING, subject=item, tried=f"no row on {day}")


def no_account(item: str, sku_class: str = "licence") -> Problem:
    return problem(Code.ACCOUNT_MISSING, subject=item, sku_class=sku_class)


def refused(order: str, message: str) -> Problem:
    return problem(Code.REFUSED_BY_XERO, subject=order, message=message)


def test_orders_that_lack_the_same_price_have_one_cause_whatever_day_they_asked_for() -> None:
    (cause,) = by_cause([a_row(2, no_price("SEAT", "2026-11-22")), a_row(1, no_price("SEAT"))])

    assert (cause.orders, cause.title, cause.since) == (2, "No price for SEAT", NOON + timedelta(hours=1))
    assert cause.screen is Screen.PRICES
    assert cause.problem == no_price("SEAT", "2026-11-22")


def test_another_product_without_a_price_is_another_cause_and_the_one_that_stops_most_is_first() -> None:
    causes = by_cause([a_row(3, no_price("DESK")), a_row(2, no_price("SEAT")), a_row(1, no_price("SEAT"))])

    assert [(cause.title, cause.orders) for cause in causes] == [("No price for SEAT", 2), ("No price for DESK", 1)]


def test_one_account_chosen_in_settings_releases_all_products_of_its_class() -> None:
    rows = [a_row(3, no_account("A")), a_row(2, no_account("B")), a_row(1, no_account("C", "usage"))]

    assert [cause.orders for cause in by_cause(rows)] == [2, 1]


def test_what_xero_says_of_two_orders_in_the_same_words_is_one_cause() -> None:
    rows = [
        a_row(3, refused("PR-3", "No e-mail")),
        a_row(2, refused("PR-2", "No e-mail")),
        a_row(1, refused("PR-1", "X")),
    ]

    assert [cause.orders for cause in by_cause(rows)] == [2, 1]


def test_an_order_counts_for_its_first_problem_alone() -> None:
    causes = by_cause([a_row(1, no_price("SEAT"), no_account("SEAT"))])

    assert [cause.problem for cause in causes] == [no_price("SEAT")]


def test_values_are_added_up_per_currency_and_what_is_not_known_is_left_out() -> None:
    seat = no_price("SEAT")
    rows = [a_row(4, seat, amount="1.50"), a_row(3, seat, amount="2", currency="NZD"), a_row(2, seat, amount="3")]

    (cause,) = by_cause([*rows, a_row(1, seat)])

    assert [(amount.value, amount.currency) for amount in cause.values] == [
        (Decimal("4.50"), "AUD"),
        (Decimal(2), "NZD"),
    ]


def test_an_order_without_a_problem_is_told_by_its_reason() -> None:
    rows = [a_row(number, status=TaskStatus.HELD, reason=reason) for number, reason in ((2, "Wait."), (1, "Wait."))]

    (cause,) = by_cause(rows)

    assert (cause.problem, cause.title, cause.orders, cause.screen) == (None, "Wait.", 2, Screen.ORDERS)


def test_an_order_that_somebody_holds_without_a_word_is_held_by_a_person() -> None:
    (cause,) = by_cause([a_row(1, status=TaskStatus.HELD)])

    assert cause.title == "Held by a person"


def test_where_nothing_needs_anybody_there_is_no_cause() -> None:
    assert by_cause([]) == ()
