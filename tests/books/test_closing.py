"""What becomes of an invoice per month, as Xero holds it and the settings stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from connect_ext.books.documents.follow_up import Ends, Waits
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.documents.update import InvoiceUpdate, NewStatus
from connect_ext.books.facts.proposal import NothingToInvoice
from connect_ext.books.facts.targets import Draft
from connect_ext.books.placing.closing import Closed, Closes, Closing, Collects, closes_at, closing, closing_day
from connect_ext.books.placing.sent_as import with_status
from connect_ext.books.planning.whole import whole_of
from connect_ext.books.settings.settings import Settings
from tests.books.builders import (
    a_held_contact,
    an_organisation,
    as_held,
    facts,
    invoice_of,
    proposed,
    some_settings,
    the_invoice,
)
from tests.books.refund_builders import a_held_invoice

DATED = date(2026, 11, 10)
MONTHLY = some_settings(invoice_target=InvoiceTarget.PER_MONTH, sent_as=SentAs.AUTHORISED)
DRAFT = a_held_invoice(number="INV-1", status="DRAFT", date=DATED)
AFTER = date(2026, 12, 1)


def found(held: HeldInvoice | None = DRAFT, settings: Settings = MONTHLY, **about: Any) -> Closing:
    known: dict[str, Any] = {
        "picture": DRAFT, "name": "INV-1", "by_us": False, "organisation": an_organisation(), "today": AFTER,
    }  # fmt: skip
    return closing(held, settings=settings, **{**known, **about})


def sentence(what: Closing) -> str:
    assert isinstance(what, Ends | Waits | Collects | Closed)
    return what.sentence


@pytest.mark.parametrize(
    ("chosen", "dated", "day"),
    [(31, DATED, date(2026, 11, 30)), (25, DATED, date(2026, 11, 25)), (30, date(2027, 2, 3), date(2027, 2, 28))],
)
def test_the_closing_day_is_clamped_into_the_month(chosen: int, dated: date, day: date) -> None:
    assert closing_day(dated, replace(MONTHLY, closing_day=chosen)) == day


def test_it_closes_at_the_midnight_that_ends_the_day_where_the_organisation_is() -> None:
    assert closes_at(DATED, MONTHLY, an_organisation()).isoformat() == "2026-12-01T00:00:00+11:00"


@pytest.mark.parametrize("status", [SentAs.SUBMITTED, SentAs.AUTHORISED])
def test_it_takes_the_status_of_the_settings(status: SentAs) -> None:
    what = found(settings=replace(MONTHLY, sent_as=status))
    assert isinstance(what, Closes)
    assert what.update == InvoiceUpdate(invoice_id=DRAFT.id, status=NewStatus(status.value))


def test_until_then_it_takes_further_orders() -> None:
    what = found(today=date(2026, 11, 30))
    assert isinstance(what, Collects)
    assert what.until == closes_at(DATED, MONTHLY, an_organisation())
    assert what.sentence == "Invoice INV-1 takes further orders of 2026-11 until 2026-11-30; then it is closed."


def test_one_without_a_date_counts_as_of_today() -> None:
    assert isinstance(found(replace(DRAFT, date=None), today=date(2026, 11, 30)), Collects)
    undated = replace(DRAFT, date=None)
    assert isinstance(found(undated, replace(MONTHLY, closing_day=10), picture=undated, today=DATED), Collects)
    late = found(undated, replace(MONTHLY, closing_day=9), picture=undated, today=DATED)
    assert isinstance(late, Closes)


def test_as_a_draft_it_stays_one() -> None:
    what = sentence(found(settings=replace(MONTHLY, sent_as=SentAs.DRAFT)))
    assert what == "Invoice INV-1 is closed, and stays a draft as the settings say."


def test_what_a_person_has_edited_stays_theirs() -> None:
    edited = replace(DRAFT, reference="by hand")
    assert sentence(found(edited)) == (
        "Invoice INV-1 stays a draft, for a person to approve, since its reference was changed in Xero."
    )
    assert sentence(found(picture=None)) == (
        "Invoice INV-1 stays a draft, for a person to approve, since its former state is not known."
    )


def test_what_a_person_has_approved_or_ended_is_not_closed() -> None:
    assert sentence(found(replace(DRAFT, status="SUBMITTED"))) == (
        "Invoice INV-1 was submitted by a person before it was closed."
    )
    assert (
        sentence(found(replace(DRAFT, status="NEWER"))) == "Invoice INV-1 was NEWER by a person before it was closed."
    )
    assert sentence(found(replace(DRAFT, status="DELETED"))) == "Invoice INV-1 is deleted: there is nothing to close."
    assert sentence(found(None)) == "Invoice INV-1 is not in Xero any more: there is nothing to close."


def test_what_we_have_closed_says_so() -> None:
    what = found(replace(DRAFT, status="PAID"), by_us=True)
    assert what == Closed(sentence="Invoice INV-1 is closed and paid.", approved=True)
    submitted = found(replace(DRAFT, status="SUBMITTED"), by_us=True)
    assert submitted == Closed(sentence="Invoice INV-1 is closed and submitted.", approved=False)


def test_a_lock_makes_it_wait() -> None:
    what = found(organisation=an_organisation(locked_until=date(2026, 11, 30)))
    assert what == Waits(sentence="Invoice INV-1 cannot be closed: periods are locked until 2026-11-30.")


def test_where_no_invoice_per_month_is_asked_for_any_more_a_person_approves_it() -> None:
    told = "since the settings ask for no invoice per month any more"
    what = sentence(found(settings=replace(MONTHLY, invoice_target=InvoiceTarget.PER_ORDER)))
    assert what == f"Invoice INV-1 stays a draft, for a person to approve, {told}."


def test_an_order_of_an_open_month_begins_a_draft_that_others_join() -> None:
    about = facts(settings=MONTHLY)
    made = with_status(proposed(about=about), about)
    invoice = the_invoice(made)
    assert (invoice.sent_as, invoice.shared, invoice.emailed) == (SentAs.DRAFT, True, False)
    assert invoice.closes_at == whole_of(made).closes_at == closes_at(invoice.date, MONTHLY, about.organisation)


def test_a_late_order_joins_none_and_takes_the_status_at_once() -> None:
    settings = replace(MONTHLY, closing_day=1, email_invoices=True)
    held = as_held(invoice_of(), status="DRAFT")
    draft = Draft(document=invoice_of().key, picture=held, now=held, cycles=frozenset({1}))
    about = facts(settings=settings, held_contact=a_held_contact(), drafts=(draft,))
    made = with_status(proposed(about=about), about)
    assert made.changes == ()
    assert (the_invoice(made).sent_as, the_invoice(made).shared) == (SentAs.AUTHORISED, False)
    assert whole_of(made).emailed is True
    assert whole_of(made).closes_at is None


def test_the_latest_draft_is_closed_by_a_person_alone() -> None:
    about = facts(settings=replace(MONTHLY, invoice_target=InvoiceTarget.LATEST_DRAFT))
    invoice = the_invoice(with_status(proposed(about=about), about))
    assert (invoice.sent_as, invoice.shared, invoice.closes_at) == (SentAs.DRAFT, True, None)


def test_only_approved_invoices_are_e_mailed() -> None:
    about = facts(settings=some_settings(sent_as=SentAs.SUBMITTED, email_invoices=True))
    assert the_invoice(with_status(proposed(about=about), about)).emailed is False


def test_where_nothing_is_invoiced_there_is_no_status() -> None:
    nothing = NothingToInvoice(reason="Nothing.")
    assert with_status(nothing, facts()) is nothing
    about = facts(settings=MONTHLY)
    without = replace(proposed(about=about), invoice=None)
    assert with_status(without, about).invoice is None
    assert whole_of(without).closes_at is None
