from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.settings.due_date import due_date
from tests.books.builders import a_held_contact, an_organisation, facts, proposed, the_invoice

AFTER_BILL = TermKind.DAYS_AFTER_BILL_DATE
AFTER_MONTH = TermKind.DAYS_AFTER_BILL_MONTH
THIS_MONTH = TermKind.OF_CURRENT_MONTH
NEXT_MONTH = TermKind.OF_FOLLOWING_MONTH

dates = st.dates(date(2020, 1, 1), date(2040, 12, 31))
days = st.integers(0, 400)


def terms(kind: TermKind, days: int) -> PaymentTerms:
    return PaymentTerms(days=days, kind=kind)


@pytest.mark.parametrize(
    ("kind", "days", "billed", "due"),
    [
        (AFTER_BILL, 0, "2026-11-20", "2026-11-20"),
        (AFTER_BILL, 14, "2026-11-20", "2026-12-04"),
        (AFTER_BILL, 1, "2028-02-28", "2028-02-29"),
        (AFTER_BILL, 1, "2027-02-28", "2027-03-01"),
        (AFTER_MONTH, 0, "2026-11-20", "2026-11-30"),
        (AFTER_MONTH, 10, "2026-11-20", "2026-12-10"),
        (AFTER_MONTH, 1, "2028-02-03", "2028-03-01"),
        (AFTER_MONTH, 7, "2026-12-31", "2027-01-07"),
        (THIS_MONTH, 25, "2026-11-20", "2026-11-25"),
        (THIS_MONTH, 31, "2026-11-20", "2026-11-30"),
        (THIS_MONTH, 31, "2028-02-20", "2028-02-29"),
        (THIS_MONTH, 31, "2027-02-20", "2027-02-28"),
        (NEXT_MONTH, 20, "2026-11-20", "2026-12-20"),
        (NEXT_MONTH, 31, "2026-01-31", "2026-02-28"),
        (NEXT_MONTH, 31, "2028-01-31", "2028-02-29"),
        (NEXT_MONTH, 15, "2026-12-31", "2027-01-15"),
        (NEXT_MONTH, 0, "2026-11-20", "2026-12-01"),
    ],
)
def test_the_four_kinds_of_terms(kind: TermKind, days: int, billed: str, due: str) -> None:
    assert due_date(date.fromisoformat(billed), terms(kind, days), None) == date.fromisoformat(due)


def test_a_day_of_this_month_that_has_passed_makes_it_due_on_the_day_itself() -> None:
    assert due_date(date(2026, 11, 20), terms(THIS_MONTH, 5), None) == date(2026, 11, 20)


@given(dates, st.sampled_from(TermKind), days)
def test_nothing_is_due_before_its_invoice_date(billed: date, kind: TermKind, days: int) -> None:
    assert due_date(billed, terms(kind, days), None) >= billed


@given(dates, st.sampled_from([THIS_MONTH, NEXT_MONTH]), days)
def test_a_day_of_a_month_stays_within_that_month(billed: date, kind: TermKind, days: int) -> None:
    end = billed.replace(day=monthrange(billed.year, billed.month)[1])
    if kind is NEXT_MONTH:
        first = end + timedelta(days=1)
        end = first.replace(day=monthrange(first.year, first.month)[1])
        assert first <= due_date(billed, terms(kind, days), None)
    assert due_date(billed, terms(kind, days), None) <= end


def test_without_any_terms_it_is_due_in_thirty_days() -> None:
    assert due_date(date(2026, 11, 20), None, None) == date(2026, 12, 20)


def test_the_terms_of_the_contact_win_over_those_of_the_organisation() -> None:
    organisation = an_organisation(sales_terms=terms(AFTER_BILL, 7))
    contact = a_held_contact(sales_terms=terms(AFTER_BILL, 3))
    ours = proposed(about=facts(organisation=organisation))
    theirs = proposed(about=facts(organisation=organisation, held_contact=contact))
    without = proposed(about=facts(organisation=organisation, held_contact=a_held_contact()))
    due = [(the_invoice(proposal).due_date - the_invoice(proposal).date).days for proposal in (ours, theirs, without)]
    assert due == [7, 3, 7]
