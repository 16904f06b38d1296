from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.organisation import BrandingTheme
from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.books.documents.update import KeptLine
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.facts.targets import MOST_LINES, Draft
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import BillingPeriod, FeeKind, Order
from connect_ext.books.planning.net import net
from connect_ext.books.settings.settings import NumberSource
from tests.books.builders import (
    AUD,
    REQUEST,
    THEME,
    TODAY,
    USD,
    a_fee,
    a_held_contact,
    an_order,
    an_organisation,
    as_held,
    facts,
    invoice_of,
    proposed,
    some_settings,
)

FIRST = invoice_of(replace(an_order(), key="PR-1"))  # type: ignore[arg-type]
HELD = as_held(FIRST, date=TODAY - timedelta(days=5))
LATEST = some_settings(invoice_target=InvoiceTarget.LATEST_DRAFT)
OWN_THEME = XeroId("70000000-0000-0000-0000-000000000002")
MONTHLY = some_settings(invoice_target=InvoiceTarget.PER_MONTH)


def a_draft(now: HeldInvoice = HELD, picture: HeldInvoice | None = None, months: int = 1) -> Draft:
    return Draft(document=FIRST.key, picture=picture or now, now=now, cycles=frozenset({months}))


def about(*drafts: Draft, **changes: Any) -> Facts:
    return facts(**{"settings": LATEST, "held_contact": a_held_contact(), "drafts": drafts or (a_draft(),), **changes})


def is_added(found: Proposal) -> bool:
    assert (found.invoice is None) is bool(found.changes)
    return bool(found.changes)


def test_the_lines_are_added_after_all_that_stand_on_the_draft() -> None:
    found = proposed(about=about())
    (change,) = found.changes
    assert (change.key, change.document, change.before) == (f"invoice:{REQUEST}", FIRST.key, HELD)
    assert change.update.lines is not None
    kept, added = change.update.lines
    assert kept == KeptLine(line=HELD.lines[0])
    assert [line.mark for line in change.added] == [f"{REQUEST}/1"]
    assert added == change.added[0]
    assert change.reason == f"1 line of {REQUEST} added"


def test_what_is_added_covers_its_days_under_the_orders_own_name_and_the_date_of_the_draft() -> None:
    found = proposed(about=about())
    assert [(one.line.document, one.dated) for one in found.covers] == [(f"invoice:{REQUEST}", HELD.date)]
    assert found.keys == (f"invoice:{REQUEST}",)
    assert net(found) == (Amount(value=Decimal("25.00"), currency=AUD),)


def test_one_invoice_per_order_adds_to_none() -> None:
    assert not is_added(proposed(about=about(settings=some_settings())))


@pytest.mark.parametrize(
    "other",
    [
        {"status": "AUTHORISED"},
        {"contact_id": XeroId("another")},
        {"currency": USD},
        {"line_amount_types": LineAmountTypes.INCLUSIVE.value},
        {"branding_theme": XeroId("another")},
        {"date": date(2026, 10, 31)},
        {"date": date(2025, 11, 20)},
        {"date": None},
        {"lines": HELD.lines * MOST_LINES},
    ],
)
def test_a_draft_that_differs_in_one_thing_does_not_fit(other: dict[str, Any]) -> None:
    assert not is_added(proposed(about=about(a_draft(replace(HELD, **other)))))


@pytest.mark.parametrize("theme", [None, THEME])
def test_where_no_theme_is_chosen_the_standard_one_fits(theme: XeroId | None) -> None:
    assert is_added(proposed(about=about(a_draft(replace(HELD, branding_theme=theme)))))


@pytest.mark.parametrize(("theme", "fits"), [(OWN_THEME, True), (THEME, False), (None, False)])
def test_where_a_theme_is_chosen_only_a_draft_with_it_fits(theme: XeroId | None, fits: bool) -> None:
    themes = tuple(BrandingTheme(id=id_, name=id_) for id_ in (THEME, OWN_THEME))
    chosen = some_settings(invoice_target=InvoiceTarget.LATEST_DRAFT, branding_theme=OWN_THEME)
    draft = a_draft(replace(HELD, branding_theme=theme))
    found = proposed(about=about(draft, settings=chosen, organisation=an_organisation(themes=themes)))
    assert is_added(found) is fits


def test_a_draft_that_a_person_has_changed_is_theirs() -> None:
    changed = replace(HELD, lines=(*HELD.lines, HeldLine(description="By hand", line_amount=Decimal(5))))
    assert not is_added(proposed(about=about(a_draft(changed, picture=HELD))))


def test_a_draft_in_a_locked_period_takes_nothing_more() -> None:
    assert HELD.date is not None
    organisation = an_organisation(locked_until=HELD.date)
    assert not is_added(proposed(about=about(organisation=organisation)))


def yearly() -> Order:
    return an_order(a_fee(period=BillingPeriod(months=12)))


def test_a_year_and_a_month_share_an_invoice_only_where_there_is_one_per_month() -> None:
    assert not is_added(proposed(yearly(), about()))
    assert is_added(proposed(yearly(), about(settings=MONTHLY)))
    assert is_added(proposed(yearly(), about(a_draft(months=12))))


def test_what_is_charged_once_fits_any_cycle() -> None:
    once = an_order(a_fee(kind=FeeKind.SETUP, period=None))
    assert is_added(proposed(once, about(a_draft(months=12))))


def test_of_several_the_first_that_fits_is_taken() -> None:
    foreign = a_draft(replace(HELD, currency=USD))
    older = replace(a_draft(replace(HELD, id=XeroId("older"))), document=DocumentKey("invoice:PR-0"))
    (change,) = proposed(about=about(foreign, a_draft(), older)).changes
    assert change.update.invoice_id == HELD.id


def test_a_customer_without_a_contact_has_no_draft() -> None:
    assert not is_added(proposed(about=about(held_contact=None)))


def test_lines_on_a_draft_need_no_number_of_their_own() -> None:
    settings = replace(LATEST, invoice_number_from=NumberSource.MARKETPLACE)
    assert is_added(proposed(about=about(settings=settings)))
