"""Our own calendar: which items begin a period, each on its own boundaries, and when to look again (money §4, §6)."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.ids import ProductItemId
from connect_ext.books.orders.order import Fee, Order, OrderType, SkuClass
from connect_ext.books.periods.terms import Terms
from connect_ext.books.subscription.calendar import AssetCalendar, Look
from tests.books.builders import a_fee
from tests.books.day_builders import MONTHLY, SEATS, YEARLY, day, days
from tests.books.test_changes import an_order_of, seats

YEARLY_ID = ProductItemId("PRD-YEARLY")
MONTH, YEAR = SEATS.product_item, YEARLY_ID


def yearly(quantity: str = "1") -> Fee:
    return a_fee(2, quantity, id=YEARLY_ID, period=YEARLY)


def a_calendar(*orders: Order, in_arrears: bool = False, terms: Terms | None = None) -> AssetCalendar:
    """Of an asset whose five monthly seats were bought on 1 January, unless told otherwise."""
    bought = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(quantity="5"))
    return AssetCalendar(orders=orders or (bought,), terms=terms, in_arrears=in_arrears)


def began(look: Look) -> list[tuple[str, str, str]]:
    """First day, item's end and item."""
    return [(due.on.isoformat(), items.end.isoformat(), item) for due in look.due for item, items in due.items]


def bought(*fees: Fee, on: str = "1 Jan") -> Order:
    return an_order_of(OrderType.SALES, 1, on, *fees)


def test_a_period_is_due_on_the_day_on_which_it_begins() -> None:
    before = a_calendar().look(day("2 Jan"), day("31 Jan"))
    assert (before.due, before.next_from, before.again) == ((), day("1 Feb"), day("1 Feb"))
    on_the_day = a_calendar().look(day("1 Feb"), day("1 Feb"))
    assert began(on_the_day) == [("2026-02-01", "2026-03-01", MONTH)]
    assert (on_the_day.next_from, on_the_day.again) == (day("2 Feb"), day("1 Mar"))


def test_after_a_long_silence_every_missed_period_is_due() -> None:
    look = a_calendar().look(day("2 Jan"), day("5 Apr"))
    assert [found[0] for found in began(look)] == ["2026-02-01", "2026-03-01", "2026-04-01"]


def test_at_most_a_year_is_looked_at_together_and_the_rest_at_once_after_it() -> None:
    today = day("2028-06-01")
    look = a_calendar().look(day("2 Jan"), today)
    assert (len(look.due), look.next_from, look.again) == (12, day("2027-01-04"), today)
    following = a_calendar().look(look.next_from, today)
    assert began(following)[0][0] == "2027-02-01"


def test_items_of_other_lengths_have_their_own_boundaries() -> None:
    calendar = a_calendar(bought(a_fee(quantity="5"), yearly()))
    assert began(calendar.look(day("2 Dec"), day("2027-01-01"))) == [
        ("2027-01-01", "2027-02-01", MONTH),
        ("2027-01-01", "2028-01-01", YEAR),
    ]
    only_yearly = a_calendar(bought(yearly()))
    look = only_yearly.look(day("2 Jan"), day("5 Jan"))
    assert (look.due, look.again) == ((), day("2027-01-01"))


def test_boundaries_are_those_of_the_subscription() -> None:
    terms = Terms(length=MONTHLY, next_date=day("28 Feb"), anniversary_day=31)
    look = a_calendar(bought(a_fee(quantity="5"), on="31 Jan"), terms=terms).look(day("1 Feb"), day("30 Apr"))
    assert [found[:2] for found in began(look)] == [
        ("2026-02-28", "2026-03-31"), ("2026-03-31", "2026-04-30"), ("2026-04-30", "2026-05-31"),
    ]  # fmt: skip


def test_what_is_not_in_force_is_not_billed_and_begins_again_when_it_is() -> None:
    none = an_order_of(OrderType.CHANGE, 2, "1 Feb", seats("5", "0"))
    again = an_order_of(OrderType.CHANGE, 3, "15 Apr", seats("0", "3"))
    look = a_calendar(bought(a_fee(quantity="5")), none, again).look(day("2 Jan"), day("1 May"))
    assert [found[0] for found in began(look)] == ["2026-04-01", "2026-05-01"]


def test_after_a_cancellation_nothing_is_looked_at_any_more() -> None:
    ended = an_order_of(OrderType.CANCELLATION, 2, "15 Feb")
    look = a_calendar(bought(a_fee(quantity="5")), ended).look(day("2 Jan"), day("1 Mar"))
    assert ([found[0] for found in began(look)], look.again) == (["2026-02-01"], None)


def test_what_a_renewal_bills_is_not_billed_by_the_calendar() -> None:
    term = replace(a_fee(quantity="5"), renewal=days("1 Feb", "1 Apr"))
    renewal = an_order_of(OrderType.RENEWAL, 2, "1 Feb", term)
    look = a_calendar(bought(a_fee(quantity="5")), renewal).look(day("2 Jan"), day("1 Apr"))
    assert [found[0] for found in began(look)] == ["2026-04-01"]


def test_after_a_renewal_on_another_day_periods_are_counted_from_it() -> None:
    term = replace(a_fee(quantity="5"), renewal=days("15 Jan", "15 Feb"))
    renewal = an_order_of(OrderType.RENEWAL, 2, "15 Jan", term)
    look = a_calendar(bought(a_fee(quantity="5")), renewal).look(day("16 Jan"), day("15 Feb"))
    assert began(look) == [("2026-02-15", "2026-03-15", MONTH)]


def test_in_arrears_a_period_is_due_when_it_has_ended() -> None:
    calendar = a_calendar(in_arrears=True)
    before = calendar.look(day("1 Jan"), day("31 Jan"))
    assert (before.due, before.next_from, before.again) == ((), day("1 Jan"), day("1 Feb"))
    after = calendar.look(day("1 Jan"), day("1 Feb"))
    assert began(after) == [("2026-01-01", "2026-02-01", MONTH)]
    assert (after.next_from, after.again) == (day("1 Feb"), day("1 Mar"))


def test_in_arrears_a_year_waits_while_months_go_by() -> None:
    calendar = a_calendar(bought(a_fee(quantity="5"), yearly()), in_arrears=True)
    look = calendar.look(day("1 Jan"), day("1 Mar"))
    assert [found[2] for found in began(look)] == [MONTH, MONTH]
    assert (look.next_from, look.again) == (day("1 Jan"), day("1 Apr"))
    assert (("2026-01-01", "2027-01-01", YEAR)) in began(calendar.look(look.next_from, day("2027-01-01")))


def test_in_arrears_the_last_period_is_billed_after_the_cancellation() -> None:
    ended = an_order_of(OrderType.CANCELLATION, 2, "15 Feb")
    calendar = a_calendar(bought(a_fee(quantity="5")), ended, in_arrears=True)
    waiting = calendar.look(day("1 Feb"), day("20 Feb"))
    assert (waiting.due, waiting.again) == ((), day("1 Mar"))
    assert [found[0] for found in began(calendar.look(day("1 Feb"), day("1 Mar")))] == ["2026-02-01"]


def test_an_order_says_from_when_on_the_calendar_is_looked_at() -> None:
    sale, change = bought(a_fee(quantity="5")), an_order_of(OrderType.CHANGE, 2, "10 Jan", seats())
    setup = bought(a_fee(quantity="1", period=None, sku_class=SkuClass.CUSTOM))
    assert a_calendar(sale).opens(sale) == day("2 Jan")
    assert a_calendar(sale, change).opens(change) == day("10 Jan")
    assert a_calendar(sale, change, in_arrears=True).opens(change) == day("1 Jan")
    assert a_calendar(setup).opens(setup) is None
    assert a_calendar(sale).opens(an_order_of(OrderType.CANCELLATION, 2, "10 Jan", a_fee())) is None


def test_the_day_of_the_purchase_is_billed_by_the_purchase_also_where_a_change_of_that_day_makes_us_look() -> None:
    changed = an_order_of(OrderType.CHANGE, 2, "1 Jan", seats("5", "3"))
    calendar = a_calendar(bought(a_fee(quantity="5")), changed)
    assert calendar.opens(changed) == day("1 Jan")
    assert began(calendar.look(day("1 Jan"), day("1 Jan"))) == []
    assert began(calendar.look(day("1 Jan"), day("1 Feb"))) == [("2026-02-01", "2026-03-01", MONTH)]
