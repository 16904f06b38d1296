from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from connect_ext.books.documents.document import DocumentDates
from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.documents.policies import DocumentDate, LockedPeriod
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order
from tests.books.builders import TODAY, a_fee, a_held_contact, an_order, an_organisation, facts, proposed, some_settings
from tests.books.builders import invoice_of as made
from tests.books.test_term_charges import a_period, knowing

YESTERDAY, LAST_WEEK = TODAY - timedelta(days=1), TODAY - timedelta(days=7)
OPENS = TODAY + timedelta(days=3)
FIVE_DAYS = PaymentTerms(days=5, kind=TermKind.DAYS_AFTER_BILL_DATE)


def starting(day: date) -> Order:
    return an_order(effective_at=datetime(day.year, day.month, day.day, tzinfo=UTC))


def by_service(locked: date | None = None, **settings: Any) -> Facts:
    chosen = some_settings(document_date=DocumentDate.SERVICE_START, **settings)
    return facts(settings=chosen, organisation=an_organisation(locked_until=locked))


def sending(locked: date, **settings: Any) -> Facts:
    return facts(settings=some_settings(**settings), organisation=an_organisation(locked_until=locked))


@pytest.mark.parametrize(
    ("start", "dated"), [(LAST_WEEK, LAST_WEEK), (TODAY, TODAY), (TODAY + timedelta(days=9), TODAY)]
)
def test_the_service_start_dates_an_invoice_but_never_in_the_future(start: date, dated: date) -> None:
    assert made(starting(start), by_service()).date == dated


def test_the_due_date_counts_from_the_date_and_the_setting_comes_first() -> None:
    contact = a_held_contact(sales_terms=PaymentTerms(days=60, kind=TermKind.DAYS_AFTER_BILL_DATE))
    about = facts(settings=some_settings(due=FIVE_DAYS), held_contact=contact)
    assert made(about=about).due_date == TODAY + timedelta(days=5)


@pytest.mark.parametrize("locked", [LAST_WEEK, YESTERDAY])
def test_a_locked_service_start_is_dated_on_the_first_open_day(locked: date) -> None:
    found = proposed(starting(LAST_WEEK), by_service(locked))
    assert found.invoice is not None
    assert (found.invoice.date, found.waits) == (locked + timedelta(days=1), None)


def test_an_invoice_that_is_redated_names_the_days_of_every_line() -> None:
    order = an_order(a_fee(1), a_fee(2, period=None, name="Set-up"))
    texts = [line.description for line in made(order, by_service(date(2026, 11, 10))).lines]
    assert texts == [
        f"Harbour Mail: Seat, per month, 2026-11-01 to 2026-11-30 {order.request_id}/1",
        f"Harbour Mail: Set-up, of 2026-11-01 {order.request_id}/2",
    ]


def test_a_period_locked_until_yesterday_stops_nothing() -> None:
    assert proposed(about=sending(YESTERDAY)).waits is None


def test_where_the_first_open_day_is_still_to_come_the_invoice_waits_for_it() -> None:
    found = proposed(about=sending(OPENS - timedelta(days=1)))
    assert found.waits is not None
    assert found.waits.until == OPENS
    assert found.waits.why == "Waits for 2026-11-23, the first day that Harbour Cloud has not locked: 25.00 AUD."
    assert found.waits.why in found.remarks


def test_a_lock_far_into_the_future_is_looked_at_every_week() -> None:
    found = proposed(about=sending(TODAY + timedelta(days=300)))
    assert found.waits is not None
    assert found.waits.until == TODAY + timedelta(days=7)


@pytest.mark.parametrize(("locked", "parked"), [(LAST_WEEK - timedelta(days=1), False), (LAST_WEEK, True)])
def test_parking_waits_for_the_lock_to_move_even_if_an_open_day_is_there(locked: date, parked: bool) -> None:
    found = proposed(starting(LAST_WEEK), by_service(locked, locked_period=LockedPeriod.PARK))
    assert (found.waits is not None) is parked
    if found.waits:
        assert found.waits.until == TODAY + timedelta(days=7)
        assert found.waits.why.startswith("Parked: 25.00 AUD would be dated 2026-11-13, in a period")


def test_dates_that_were_sent_before_are_not_parked_for_another_days_lock() -> None:
    sent = DocumentDates(date=YESTERDAY, due_date=TODAY)
    about = by_service(LAST_WEEK, locked_period=LockedPeriod.PARK)
    found = proposed(
        starting(LAST_WEEK), facts(settings=about.settings, organisation=about.organisation, fixed_dates=sent)
    )
    assert found.waits is None


def test_what_is_charged_in_arrears_is_dated_when_its_period_has_ended() -> None:
    order = a_period()
    settings = some_settings(document_date=DocumentDate.SERVICE_START, in_arrears=frozenset({order.product_id}))
    assert made(order, knowing(settings=settings)).date == date(2026, 3, 1)
    assert made(order, knowing(settings=replace(settings, in_arrears=frozenset()))).date == date(2026, 2, 1)
