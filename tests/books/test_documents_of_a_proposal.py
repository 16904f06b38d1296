from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connect_ext.books.documents.document import CreditNote
from connect_ext.books.documents.held import Held, Link
from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.facts.proposal import Facts, NoteFacts, NothingToInvoice, Proposal
from connect_ext.books.ids import (
    DocumentKey,
    OrderKey,
    UsageRecordId,
    XeroId,
    allocation_key,
    change_key,
    close_key,
    contact_key,
    credit_key,
    email_key,
    invoice_key,
    is_change,
    is_closing,
    is_credit_note,
    is_email,
    is_of,
)
from connect_ext.books.placing.sent_as import with_status
from connect_ext.books.planning.whole import NO_DOCUMENTS, Whole, whole_of
from connect_ext.books.problems.problem import Code, problem
from connect_ext.books.settings.settings import NumberSource
from tests.books.builders import REQUEST, a_party, an_organisation, facts, some_settings
from tests.books.carried_builders import CREDITED, DRAFT, LINE, ORDER, PROPOSAL, a_change, a_note, reduced
from tests.books.day_builders import a_stretch
from tests.books.refund_builders import a_credit_note, a_held_invoice, a_held_line

ALL_OF_IT = replace(PROPOSAL, credit_notes=(a_note(),), changes=(a_change(),))
KEYS = (invoice_key(ORDER), change_key(ORDER, DRAFT), credit_key(ORDER))
NOTHING = NothingToInvoice(reason="The quantity stays as it is.", released=frozenset({DRAFT}))


def test_every_document_of_an_order_has_a_name_of_its_own() -> None:
    assert credit_key(ORDER) == f"credit:{REQUEST}"
    assert credit_key(ORDER, 2) == f"credit:{REQUEST}/2"
    assert change_key(ORDER, DRAFT) == f"change:{REQUEST}:{DRAFT}"
    assert allocation_key(credit_key(ORDER)) == f"allocation:credit:{REQUEST}"


def test_a_name_tells_what_it_is_the_name_of() -> None:
    names = (invoice_key(ORDER), credit_key(ORDER), credit_key(ORDER, 2), change_key(ORDER, DRAFT))
    assert [is_credit_note(name) for name in names] == [False, True, True, False]
    assert [is_change(name) for name in names] == [False, False, False, True]


@pytest.mark.parametrize(
    ("key", "own"),
    [
        (invoice_key(ORDER), True),
        (credit_key(ORDER), True),
        (credit_key(ORDER, 2), True),
        (change_key(ORDER, DRAFT), True),
        (contact_key(a_party().id), False),
        (allocation_key(credit_key(ORDER)), False),
        (invoice_key(OrderKey(f"{REQUEST}0")), False),
        (credit_key(OrderKey(f"{REQUEST}0")), False),
        (change_key(OrderKey(f"{REQUEST}0"), DRAFT), False),
        (change_key(OrderKey("PR-9"), invoice_key(ORDER)), False),
    ],
)
def test_a_name_tells_whose_it_is(key: DocumentKey, own: bool) -> None:
    assert is_of(key, ORDER) is own
    link = Link(key=key, xero_id=CREDITED)
    assert Held(links={key: link}).made_of(ORDER) == ({key: link} if own else {})


def test_invoices_and_notes_are_documents() -> None:
    invoice, note = a_held_invoice(), a_credit_note()
    held = Held(invoices={DRAFT: invoice}, notes={credit_key(ORDER): note})
    assert held.documents == {DRAFT: invoice, credit_key(ORDER): note}


def test_the_subtotal_of_a_credit_note_is_the_sum_of_its_lines() -> None:
    cent = replace(LINE, line_amount=Decimal("0.01"))
    assert a_note(LINE, cent).subtotal == LINE.line_amount + Decimal("0.01")
    assert replace(a_note(), lines=()).subtotal == 0


def test_an_order_is_carried_to_xero_as_its_invoice_then_its_changes_then_its_notes() -> None:
    assert ALL_OF_IT.keys == KEYS
    assert replace(ALL_OF_IT, invoice=None).keys == KEYS[1:]
    assert ALL_OF_IT.lines == (LINE, LINE)


def test_a_proposal_covers_what_its_lines_and_its_changes_cover_and_what_is_waived() -> None:
    waived = a_stretch(quantity="7")
    note = a_note(replace(LINE, covers=(a_stretch(quantity="1"),)))
    found = replace(PROPOSAL, invoice=None, credit_notes=(note,), changes=(a_change(),), waived=(waived,))
    assert [one.quantity for one in found.covers] == [1, 2, 7]


def test_an_order_is_whole_with_all_its_documents_those_that_were_made_first() -> None:
    warning = problem(Code.CREDIT_STAYS_OPEN, amount="1.00 AUD", invoices="INV-1")
    notes = (a_note(credits=(CREDITED,)), a_note(key=credit_key(ORDER, 2)))
    wanted = replace(ALL_OF_IT, credit_notes=notes, released=frozenset({DRAFT}), warnings=(warning,))
    made = [DocumentKey("earlier"), credit_key(ORDER)]
    assert whole_of(wanted, made) == Whole(
        keys=(*made, *KEYS[:2], credit_key(ORDER, 2)),
        credits={credit_key(ORDER): (CREDITED,)},
        released=frozenset({DRAFT}),
        warnings=(warning,),
    )


def test_an_order_that_asks_for_nothing_is_whole_with_what_it_made_before() -> None:
    assert whole_of(NOTHING, [DRAFT]) == Whole(keys=(DRAFT,), released=frozenset({DRAFT}))
    assert whole_of(NothingToInvoice(reason="")) == NO_DOCUMENTS


def status_of(wanted: Proposal) -> list[SentAs]:
    invoice = (wanted.invoice.sent_as,) if wanted.invoice else ()
    return [*invoice, *(note.sent_as for note in wanted.credit_notes)]


def test_documents_are_made_with_the_status_of_the_settings() -> None:
    settings = some_settings(sent_as=SentAs.AUTHORISED)
    found = with_status(ALL_OF_IT, facts(settings=settings))
    assert isinstance(found, Proposal)
    assert status_of(found) == [SentAs.AUTHORISED, SentAs.AUTHORISED]
    only_credit = with_status(replace(ALL_OF_IT, invoice=None), facts(settings=settings))
    assert isinstance(only_credit, Proposal)
    assert status_of(only_credit) == [SentAs.AUTHORISED]
    assert with_status(NOTHING, facts(settings=settings)) is NOTHING


def test_an_invoice_that_later_orders_are_to_join_stays_a_draft_and_a_note_does_not() -> None:
    settings = some_settings(sent_as=SentAs.SUBMITTED, invoice_target=InvoiceTarget.PER_MONTH)
    found = with_status(ALL_OF_IT, facts(settings=settings))
    assert isinstance(found, Proposal)
    assert status_of(found) == [SentAs.DRAFT, SentAs.SUBMITTED]


NOTE = credit_key(ORDER)
OURS = some_settings(invoice_number_from=NumberSource.MARKETPLACE)


def note_of(about: Facts, *notes: CreditNote) -> CreditNote:
    found = with_status(replace(ALL_OF_IT, credit_notes=notes or (a_note(),)), about)
    assert isinstance(found, Proposal)
    return found.credit_notes[-1]


def test_a_credit_note_has_the_number_of_the_marketplace_where_that_numbers() -> None:
    assert note_of(facts()).number is None
    assert note_of(facts(settings=OURS)).number == f"CN-{REQUEST}"
    assert note_of(facts(settings=OURS, notes={NOTE: NoteFacts(reissue=2)})).number == f"CN-{REQUEST}-R2"


def test_another_credit_note_of_the_order_has_another_number() -> None:
    second = replace(a_note(), key=credit_key(ORDER, 2))
    about = facts(settings=OURS, notes={second.key: NoteFacts(reissue=1)})
    assert note_of(about, a_note(), second).number == f"CN-{REQUEST}-2-R1"
    long = replace(OURS, credit_number_template="x" * 300)
    assert note_of(facts(settings=long), a_note(), second).number == f"{'x' * 253}-2"


def test_a_credit_note_keeps_the_date_that_it_was_first_sent_with() -> None:
    sent = {NOTE: NoteFacts(fixed_date=date(2026, 11, 3))}
    lines = tuple(replace(line, covers=(a_stretch(),)) for line in a_note().lines)
    found = note_of(facts(notes=sent), replace(a_note(), lines=lines))
    assert found.date == date(2026, 11, 3)
    assert {one.dated for line in found.lines for one in line.covers} == {date(2026, 11, 3)}


def test_a_credit_note_whose_first_date_was_locked_is_dated_today() -> None:
    sent = {NOTE: NoteFacts(fixed_date=date(2026, 11, 3))}
    locked = facts(notes=sent, organisation=an_organisation(locked_until=date(2026, 11, 3)))
    assert note_of(locked).date == a_note().date


def test_closing_and_e_mailing_an_invoice_have_names_of_their_own() -> None:
    one = XeroId("invoice-1")
    assert [is_closing(close_key(one)), is_closing(email_key(one))] == [True, False]
    assert [is_email(email_key(one)), is_email(close_key(one))] == [True, False]


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_a_change_that_leaves_the_status_names_the_one_that_was_read(status: str) -> None:
    change = a_change(before=a_held_invoice(status=status))
    assert change.guarded == InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus(status))


def test_a_change_of_the_status_and_one_of_what_is_no_draft_are_sent_as_they_are() -> None:
    deleted = a_change(update=InvoiceUpdate(invoice_id=CREDITED, status=NewStatus.DELETED))
    approved = a_change(before=a_held_invoice(status="AUTHORISED"))
    assert [one.guarded for one in (deleted, approved)] == [deleted.update, approved.update]


SECOND = a_held_line(2)
TWO_LINES = a_held_invoice(a_held_line(1), SECOND, a_held_line(description="Thank you"), status="DRAFT")


def test_a_change_names_the_lines_that_become_others_or_are_gone() -> None:
    assert a_change(reduced(), KeptLine(line=SECOND), before=TWO_LINES).marks == {"PR-1/1"}
    assert a_change(KeptLine(line=SECOND), LINE, before=TWO_LINES).marks == {"PR-1/1"}
    assert a_change(before=TWO_LINES).marks == frozenset()
    deleted = InvoiceUpdate(invoice_id=CREDITED, status=NewStatus.DELETED)
    assert a_change(before=TWO_LINES, update=deleted).marks == {"PR-1/1", "PR-1/2"}


def test_every_line_that_is_new_or_becomes_another_is_explained() -> None:
    added = replace(LINE, mark="PR-9/1", explanation="1 at 12.50.")
    found = replace(PROPOSAL, changes=(a_change(reduced(), added),))
    assert found.lines == (LINE, added)
    assert found.explanations == {
        "PR-1/1": "2 of 10 seats cancelled",
        LINE.mark: LINE.explanation,
        "PR-9/1": "1 at 12.50.",
    }


def test_usage_records_are_billed_or_given_back_by_one_document() -> None:
    records = (UsageRecordId("UR-1"), UsageRecordId("UR-2"))
    billed = replace(PROPOSAL, records=records)
    assert billed.usage == {invoice_key(ORDER): records}
    given_back = replace(billed, invoice=None, credit_notes=(a_note(),))
    assert given_back.usage == {credit_key(ORDER): records}
    assert PROPOSAL.usage == {}
    assert replace(billed, invoice=None).usage == {}
